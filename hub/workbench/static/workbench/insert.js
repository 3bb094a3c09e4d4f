/* Puts words in where the cursor was last, in a plain field or a rich text of the piece's form. */
(() => {
  "use strict";

  const PLAIN = "input:not([type]), input[type=text], textarea";
  let last = null;
  let range = null;

  const form = () => document.querySelector("form[data-edit-form]");
  const rich = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".Draftail-Editor [contenteditable=true]");
  const isOurs = (node) => Boolean(form()?.contains(node)) && !node.closest("[data-side-panel]");

  document.addEventListener("focusin", ({ target }) => {
    if (!isOurs(target)) return;
    const editable = rich(target);
    if (editable) last = editable;
    else if (target.matches(PLAIN) && !target.readOnly) last = target;
  });

  /* A rich text forgets its cursor when it loses the focus; we do not. */
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || !selection.anchorNode) return;
    const editable = rich(selection.anchorNode);
    if (editable && isOurs(editable)) {
      last = editable;
      range = selection.getRangeAt(0).cloneRange();
    }
  });

  /* With the mouse the focus stays where one writes. */
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.("[data-insert]")) event.preventDefault();
  });

  function intoPlain(control, words) {
    const from = control.selectionStart ?? control.value.length;
    const to = control.selectionEnd ?? from;
    control.value = control.value.slice(0, from) + words + control.value.slice(to);
    ["input", "change"].forEach((name) => control.dispatchEvent(new Event(name, { bubbles: true })));
    control.focus();
    /* The words for whom nothing is known are chosen, so that one can type others at once. */
    const quoted = /"([^"]*)"/.exec(words);
    if (quoted) control.setSelectionRange(from + quoted.index + 1, from + quoted.index + 1 + quoted[1].length);
    else control.setSelectionRange(from + words.length, from + words.length);
  }

  function intoRich(editable, words) {
    editable.focus();
    if (range && editable.contains(range.startContainer)) {
      const selection = document.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    }
    /* The editor keeps its own state: it takes words the way it takes what is pasted, a turn after it has the focus. */
    window.setTimeout(() => {
      const data = new DataTransfer();
      data.setData("text/plain", words);
      editable.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, 30);
  }

  /* True if there was a place for the words. */
  window.einklangInsert = (words) => {
    if (!last?.isConnected || !last.offsetParent) return false;
    if (last.matches(PLAIN)) intoPlain(last, words);
    else intoRich(last, words);
    return true;
  };
})();
