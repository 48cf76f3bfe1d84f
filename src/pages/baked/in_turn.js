// The user name first: then the password is asked for, unless a password manager has filled it in already.
const ahead = content.querySelector(".v-ahead input");
ahead?.removeAttribute("required");
ahead?.setAttribute("tabindex", "-1");
addEventListener("submit", (event) => {
  const hidden = document.querySelector("#login .v-ahead");
  if (event.target !== byId("login") || !hidden || ahead.value) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  hidden.classList.remove("v-ahead");
  hidden.removeAttribute("aria-hidden");
  ahead.removeAttribute("tabindex");
  ahead.setAttribute("required", "");
  byId("j_username").setAttribute("readonly", "");
  for (const later of document.querySelectorAll("#login [data-later]")) later.hidden = false;
  for (const text of document.querySelectorAll("main [data-then]")) text.textContent = text.dataset.then;
  ahead.focus();
});
