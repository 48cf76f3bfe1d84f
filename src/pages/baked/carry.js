// What a baked page needs of a script: it picks the language, and carries the query of the authorization
// request into the form, for no server does. It stands inline in each page, the same text in all of them.
(() => {
  const { base, clients, entry, locales, page } = document.currentScript.dataset;
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

  const client = query("client_id");
  if (client && clients.split(" ").includes(client)) {
    const language = entry === undefined ? root.lang + "/" : "";
    location.replace(base + "client/" + client + "/" + language + page + location.search + location.hash);
    return;
  }
  const cookie = /(?:^|; *)locale=([^;]*)/.exec(document.cookie)?.[1];
  if (entry !== undefined) {
    const offered = locales.split(" ");
    const wishes = [...(query("ui_locales") || "").split(" "), cookie || "", ...navigator.languages];
    const known = wishes.map((wish) => wish.toLowerCase().split(/[-_]/)[0]);
    const chosen = known.find((wish) => offered.includes(wish));
    if (chosen && chosen !== root.lang) {
      location.replace(base + chosen + "/" + page + location.search + location.hash);
      return;
    }
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

  // In the words of the page; what the server wrote is shown as text beside them.
  const plain = (text, limit) => {
    const shown = [...text.replace(/[\0-\x1f\x7f-\x9f]/g, " ").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")];
    return shown.length > limit ? shown.slice(0, limit).join("") + "…" : shown.join("");
  };
  const problem = (code) => {
    const all = [...(byId("v-problems")?.content.children || [])];
    const of = (name) => all.find((it) => it.dataset.codes.split(" ").includes(name));
    return (of(code) || of("*"))?.firstElementChild.cloneNode(true);
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
  const show = (code, description) => {
    const alert = problem(code);
    if (!alert) return;
    alert.dataset.code = plain(code, 64);
    say(alert, description);
    byId("v-place").before(alert);
    alert.focus();
  };

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
    if (hint && user && !ahead) {
      user.removeAttribute("autofocus");
      content.querySelector("#j_password")?.setAttribute("autofocus", "");
    }
    const email = content.querySelector("#email");
    if (email && query("email")) email.setAttribute("value", query("email"));
    return content;
  };

  // With the first frame, which is laid out for it once and not twice.
  const focusFirst = () => {
    if (document.activeElement === document.body) document.querySelector("main [autofocus]")?.focus();
  };

  const place = byId("v-place");
  if (place) {
    const has = pairs && place.dataset.needs.split(" ").some((name) => kept.some((pair) => pair[0] === name && pair[1]));
    const template = byId(has ? "v-form" : "v-start");
    place.after(fill(document.importNode(template.content, true)));
    const { code, description } = told(false);
    if (!pairs) show("invalid_request");
    else if (code) show(code, description);
    else requestAnimationFrame(focusFirst);
  }

  // The error page: what happened, and the way back to the form that was left.
  const happened = byId("problem");
  if (root.dataset.page === "error" && happened) {
    const { code, description, more } = told(true);
    if (code) {
      happened.dataset.code = plain(code, 64);
      const words = problem(code)?.querySelector("p")?.textContent;
      if (words) happened.querySelector(".v-lead").textContent = words;
      for (const shown of document.querySelectorAll("#error-code")) shown.textContent = plain(code, 64);
      say(happened, description);
      const link = byId("v-more")?.content.firstElementChild.cloneNode(true);
      if (link && /^https:\/\/(?![\/?#@:])[!#-;=?-[\]_a-z~]+$/.test(more)) {
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
  }
  function storage(use) {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  }
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
})();
