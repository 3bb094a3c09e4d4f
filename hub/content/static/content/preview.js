/* Which part of a mail was looked at, whether a post was unfolded, a sheet cut: kept while the preview is made anew. */
(() => {
  const name = (input) => `einklang.preview.${input.dataset.kept}`;
  const store = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null;
    }
  })();
  if (!store) return;
  document.querySelectorAll("[data-kept]").forEach((input) => {
    const kept = store.getItem(name(input));
    if (kept === null) return;
    input.checked = input.type === "radio" ? kept === input.value : kept === "on";
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.dataset?.kept) return;
    store.setItem(name(input), input.type === "radio" ? input.value : input.checked ? "on" : "off");
  });
})();
