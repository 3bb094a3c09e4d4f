/* A mode that is chosen while another is still loading: Wagtail forgets it and would show the one under the name of
   the other. What was chosen last is asked for again, once the earlier one is there. */
(() => {
  "use strict";

  document.addEventListener("w-preview:loaded", (event) => {
    const panel = event.target;
    window.setTimeout(() => { // Wagtail ends its update right after it has said this
      const select = panel.querySelector('[data-w-preview-target="mode"]');
      const frame = panel.querySelector('[data-w-preview-target="iframe"]');
      const shown = frame?.src && new URL(frame.src).searchParams.get("mode");
      if (!select || !shown || shown === select.value) return;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
})();
