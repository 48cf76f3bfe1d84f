// What the form is filled in with. It goes on where told.js ends; filled.js ends it, and what only some forms need
// stands between the two.
let kept = (pairs || []).filter(([name]) => !/^(j_|error)|^remember$/.test(name));
const carried = encode(kept);
const hint = query("login_hint");
const place = byId("v-place");
const has = pairs && place.dataset.needs.split(" ").some((name) => kept.some((pair) => pair[0] === name && pair[1]));
const { content } = byId(has ? "v-form" : "v-start");
