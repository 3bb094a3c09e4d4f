/* Names for fields that the admin leaves without one: rich text, items of lists, upload fields, tags.
   Who hears the page instead of seeing it would else be told "edit text", and nothing of what for. */
(() => {
  "use strict";

  const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), textarea, select, [contenteditable=true][role=textbox], [contenteditable=true][role=combobox]";
  const words = (element) => (element ? element.textContent.replace("*", "").trim() : "");

  /* The label of the field it stands in, else the heading of the block or panel. */
  function nameOf(field) {
    const wrapper = field.closest(".w-field__wrapper");
    const label = words(wrapper && wrapper.querySelector("label, .w-field__label"));
    if (label) return label;
    for (let panel = field.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
      const heading = words(panel.querySelector("[data-panel-heading-text], .c-sf-block__title, .c-sf-block__type, .w-panel__heading"));
      if (heading) return heading;
    }
    const button = field.closest("form, .replace-file-input, .drop-zone");
    return words(button && button.querySelector("button, .button, p"));
  }

  function isNameless(field) {
    if (field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby") || field.title) return false;
    return !(field.labels && field.labels.length);
  }

  function name() {
    document.querySelectorAll(FIELDS).forEach((field) => {
      const given = isNameless(field) && nameOf(field);
      if (given) field.setAttribute("aria-label", given);
    });
    /* A link that leads to a tab is no tab itself. */
    document.querySelectorAll("[role=tab].button").forEach((link) => {
      if (!link.closest("[role=tablist]")) link.removeAttribute("role");
    });
    /* What scrolls can be reached by the keyboard. */
    document.querySelectorAll(".w-minimap__list").forEach((list) => { list.tabIndex = 0; });
  }

  let waiting = 0;
  function soon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(name, 50);
  }

  document.addEventListener("DOMContentLoaded", () => {
    name();
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  });
})();
