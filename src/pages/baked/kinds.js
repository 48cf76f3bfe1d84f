// Kinds of users: a wish for one of them is chosen in the list; any other takes the place of the list.
const kinds = content.querySelector("select[name=user_type]");
const wishes = kept.filter(([name]) => name === "user_type");
if (kinds && wishes.length) {
  const option = [...kinds.options].find((it) => it.value === wishes[0][1]);
  if (option && wishes.length === 1) {
    for (const other of kinds.options) other.toggleAttribute("selected", other === option);
    kept = kept.filter((pair) => pair !== wishes[0]);
  } else {
    kinds.closest(".v-field").remove();
  }
}
