// What each baked page needs of its query, for no server reads it: the client and the language that the request
// names lead to pages of their own, and the links to other languages keep it. It is the beginning of a function.
const { base, clients, cookie, entry, locales, page } = document.currentScript.dataset;
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
// Rules and limits of src/forms/urlencoded.rs and src/forms/carried.rs.
const decode = (text) =>
  decodeURIComponent(text.replace(/\+/g, " ").replace(/%(?![\da-f]{2})/gi, "%25"));
const parse = (query) => {
  const pairs = [];
  if (query.length > 32768) return null;
  for (const piece of query.split("&")) {
    if (!piece) continue;
    const at = piece.indexOf("=");
    try {
      const pair = [at < 0 ? piece : piece.slice(0, at), at < 0 ? "" : piece.slice(at + 1)].map(decode);
      const lone = pair.join().replace(/\r\n/g, "");
      if (!pair[0] || /[\0\r\n]/.test(lone) || pairs.length === 100) return null;
      pairs.push(pair);
    } catch {
      return null;
    }
  }
  return pairs;
};
const encode = (pairs) => new URLSearchParams(pairs).toString();
const pairs = parse(location.search.slice(1));
const query = (name) => (pairs || []).find((pair) => pair[0] === name && pair[1])?.[1];
const leave = (folder) => location.replace(base + folder + page + location.search + location.hash);

const client = query("client_id");
if (client && clients.split(" ").includes(client)) {
  return leave("client/" + client + "/" + (entry === undefined ? root.lang + "/" : ""));
}
if (entry !== undefined) {
  // Rules of src/i18n/locale.rs. A page that asks for its cookies waits for them, so it asks where there are any to find.
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const kept = cookie && document.cookie.split("; ").find((it) => it.startsWith(cookie + "="));
  const wishes = [...(query("ui_locales") || "").split(" "), kept ? kept.slice(cookie.length + 1) : "", ...navigator.languages];
  const offered = locales.split(" ");
  const lookup = (wish) => {
    const language = { no: "nb", iw: "he" }[primary(wish)] || primary(wish);
    return offered.find((tag) => primary(tag) === language);
  };
  const chosen = wishes.map(lookup).find(Boolean);
  if (chosen && chosen !== root.lang) return leave(chosen + "/");
}
// The links stand below this script.
const lead = () => {
  const kept = (pairs || []).filter((pair) => pair[0] !== "ui_locales");
  const before = "?" + encode([...kept, ["ui_locales", ""]]);
  for (const link of document.querySelectorAll(".v-languages a")) {
    link.setAttribute("href", link.getAttribute("href") + before + link.lang);
  }
};
document.addEventListener("readystatechange", lead, { once: true });
