// The form, filled in with the query: its parameters, the user name that it hints at, its problem. It goes on where
// told.js ends.
const kept = (pairs || []).filter(([name]) => !/^(j_|error)|^remember$/.test(name));
const carried = encode(kept);
const fill = (content) => {
  // Before the form has fields that others name: one called "attributes" would hide the form's own.
  for (const name of ["href", "data-carried"]) {
    for (const element of content.querySelectorAll(`[${name}*="client_id=carried-by-script"]`)) {
      const value = element.getAttribute(name).replace("client_id=carried-by-script", () => carried);
      element.setAttribute(name, value);
    }
  }
  const fields = [...content.querySelectorAll("form input[type=hidden]")];
  const place = fields.find((field) => field.value === "carried-by-script");
  const chosen = content.querySelector("select[name=user_type]");
  const wishes = kept.filter(([name]) => name === "user_type").map((pair) => pair[1]);
  const option = chosen && [...chosen.options].find((it) => it.value === wishes[0]);
  if (chosen && wishes.length && !(option && wishes.length === 1)) chosen.closest(".v-field").remove();
  if (option && wishes.length === 1) {
    for (const other of chosen.options) other.toggleAttribute("selected", other === option);
  }
  for (const [name, value] of kept) {
    if (name === "user_type" && option && wishes.length === 1) continue;
    // Browsers write the form's encoding into a hidden input of this name.
    const magic = name.toLowerCase() === "_charset_";
    const field = document.createElement(magic ? "select" : "input");
    field.setAttribute("name", name);
    if (magic) {
      const only = document.createElement("option");
      only.setAttribute("value", value);
      field.append(only);
      field.hidden = true;
    } else {
      field.type = "hidden";
      field.setAttribute("value", value);
    }
    place?.before(field);
  }
  for (const field of fields) {
    const name = field.getAttribute("name");
    const preset = name === "response_type" || name === "user_type";
    if (field === place || (preset && kept.some((pair) => pair[0] === name))) field.remove();
  }
  const hint = query("login_hint");
  const user = content.querySelector("#j_username");
  const ahead = content.querySelector(".v-ahead input");
  if (ahead) {
    ahead.removeAttribute("required");
    ahead.setAttribute("tabindex", "-1");
  }
  if (hint && user) user.setAttribute("value", hint);
  const email = content.querySelector("#email");
  if (email && query("email")) email.setAttribute("value", query("email"));
  // The browser would move the focus before the form is painted, which takes a slow phone longer.
  const first = content.querySelector("[autofocus]");
  first?.removeAttribute("autofocus");
  return { content, first: hint && user && !ahead ? content.querySelector("#j_password") : first };
};

const show = (code, description) => {
  const alert = problem(code);
  alert.dataset.code = plain(code, 64);
  say(alert, description);
  byId("v-place").before(alert);
  alert.focus();
};

const place = byId("v-place");
const has = pairs && place.dataset.needs.split(" ").some((name) => kept.some((pair) => pair[0] === name && pair[1]));
const { content, first } = fill(byId(has ? "v-form" : "v-start").content);
place.after(content);
const { code, description } = told(false);
if (!pairs) show("invalid_request");
else if (code) show(code, description);
else requestAnimationFrame(() => setTimeout(() => document.activeElement === document.body && first?.focus()));

// The user name first: then the password is asked for, unless a password manager has filled it in already.
const askForPassword = (ahead, password) => {
  ahead.classList.remove("v-ahead");
  ahead.removeAttribute("aria-hidden");
  password.removeAttribute("tabindex");
  password.setAttribute("required", "");
  byId("j_username").setAttribute("readonly", "");
  for (const later of document.querySelectorAll("#login [data-later]")) later.hidden = false;
  for (const text of document.querySelectorAll("main [data-then]")) text.textContent = text.dataset.then;
  password.focus();
};
addEventListener("submit", (event) => {
  if (event.target !== byId("login")) return;
  const ahead = document.querySelector("#login .v-ahead");
  const password = byId("j_password");
  if (ahead && password && !password.value) {
    event.preventDefault();
    askForPassword(ahead, password);
    return;
  }
  storage((it) => it.setItem("vestibule.carried", carried));
});
