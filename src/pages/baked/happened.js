// The error page: what happened, and the way back to the form that was left. It goes on where told.js ends.
const happened = byId("problem");
const { code, description, more } = told(true);
if (code) {
  happened.dataset.code = plain(code, 64);
  happened.querySelector(".v-lead").textContent = problem(code).querySelector("p").textContent;
  for (const shown of document.querySelectorAll("#error-code")) shown.textContent = plain(code, 64);
  say(happened, description);
  const link = byId("v-more").content.firstElementChild;
  if (/^https:\/\/(?![\/?#@:])[!#-;=?-[\]_a-z~]+$/.test(more)) {
    link.firstElementChild.href = more;
    happened.after(link);
  }
}
const island = document.querySelector("[data-island=restart]");
const saved = storage((it) => it.getItem("vestibule.carried"));
const back = byId("restart");
if (saved && island && back) {
  back.href = island.dataset.path + "?" + saved;
  back.textContent = island.dataset.text;
}
