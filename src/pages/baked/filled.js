// Fills the form in and shows it; what the server said stands above it.
// Before the form has fields that others name: one called "attributes" would hide the form's own.
for (const name of ["href", "data-carried"]) {
  for (const element of content.querySelectorAll(`[${name}*="client_id=carried-by-script"]`)) {
    const value = element.getAttribute(name).replace("client_id=carried-by-script", () => carried);
    element.setAttribute(name, value);
  }
}
const fields = [...content.querySelectorAll("form input[type=hidden]")];
const stands = fields.find((field) => field.value === "carried-by-script");
for (const [name, value] of kept) {
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
  stands?.before(field);
}
for (const field of fields) {
  const name = field.getAttribute("name");
  const preset = name === "response_type" || name === "user_type";
  if (field === stands || (preset && kept.some((pair) => pair[0] === name))) field.remove();
}
for (const [field, value] of [["#j_username", hint], ["#email", query("email")]]) {
  if (value) content.querySelector(field)?.setAttribute("value", value);
}
// The browser would move the focus before the form is painted, which takes a slow phone longer.
const begin = content.querySelector("[autofocus]");
begin?.removeAttribute("autofocus");
const first = (hint && content.querySelector("#j_password[required]")) || begin;
place.after(content);

const { code = pairs ? "" : "invalid_request", description } = told(false);
if (code) {
  const alert = problem(code);
  alert.dataset.code = plain(code, 64);
  say(alert, description);
  place.before(alert);
  alert.focus();
} else {
  requestAnimationFrame(() => setTimeout(() => document.activeElement === document.body && first?.focus()));
}
addEventListener("submit", (event) => {
  if (event.target === byId("login")) storage((it) => it.setItem("vestibule.carried", carried));
});
