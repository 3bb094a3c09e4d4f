/* Places lead into the editor around the preview. */
(() => {
  const isFramed = window.parent !== window;
  document.querySelectorAll("[data-jump]").forEach((button) => {
    button.disabled = !isFramed;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-jump]");
    if (!button || !isFramed) return;
    const detail = { path: button.dataset.jump };
    window.parent.document.dispatchEvent(new window.parent.CustomEvent("einklang:jump", { detail }));
  });
})();

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
