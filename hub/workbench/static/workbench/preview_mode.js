/* The mode that somebody chose last stays. Wagtail forgets one that is chosen while another is still loading, and
   draws the panel anew, with the first mode, when a new piece has been stored for the first time. */
(() => {
  "use strict";

  const MODE = '[data-w-preview-target="mode"]';
  let chosen = null;
  let asked = null;
  let isAsking = false;

  document.addEventListener("change", (event) => {
    if (isAsking || !event.target.matches(MODE)) return;
    chosen = { select: event.target, mode: event.target.value };
    asked = null;
  }, { capture: true });

  document.addEventListener("w-preview:updated", ({ target: panel }) => {
    const select = panel.querySelector(MODE);
    const frame = panel.querySelector('[data-w-preview-target="iframe"]');
    if (!select || !frame) return;
    if (chosen && chosen.select !== select) {
      const isOffered = [...select.options].some((option) => option.value === chosen.mode);
      chosen = isOffered ? { select, mode: chosen.mode } : null;
      if (isOffered) select.value = chosen.mode;
      asked = null;
    }
    const shown = frame.src && new URL(frame.src).searchParams.get("mode");
    if (shown === select.value || asked === select.value) return;
    asked = select.value; // once: a form that is refused would be sent forever
    isAsking = true;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    isAsking = false;
  });
})();
