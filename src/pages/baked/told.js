// What went wrong, in the words of the page; what the server wrote is shown as text beside them. It goes on where
// request.js ends.
const plain = (text, limit) => {
  const shown = [...text.replace(/[\0-\x1f\x7f-\x9f]/g, " ").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")];
  return shown.length > limit ? shown.slice(0, limit).join("") + "…" : shown.join("");
};
// The alert that waits in the template, which has the words for every code without words of its own.
const problem = (code) => {
  const [alert, ...all] = byId("v-problems").content.children;
  const words = all.find((it) => it.dataset.codes.split(" ").includes(code));
  if (words) alert.querySelector("p").textContent = words.textContent;
  return alert;
};
// OAuth's error, or where a page takes both, light-4j's status. Rules of src/forms/error_response.rs.
const told = (either) => {
  const join = (...names) => names.map(query).filter(Boolean).join(" ");
  const code = query("error");
  if (code) return { code, description: join("error_description", "error_hint"), more: query("error_uri") };
  const status = either && query("code");
  return /^ERR\d{5}$/.test(status) ? { code: status, description: query("description") || query("message") } : {};
};
const say = (alert, description) => {
  if (!description) return;
  const words = document.createElement("p");
  words.className = "v-said";
  words.dir = "auto";
  words.textContent = plain(description, 300);
  alert.append(words);
};
const storage = (use) => {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
};
