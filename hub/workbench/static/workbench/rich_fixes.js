/* Remedies in rich text. The editor keeps its own state: the words are chosen in it, and what comes in their place is
   handed to it as if it were pasted. So marks and links around the words stay, and one step back takes it away again. */
(() => {
  "use strict";

  /* A turn for the editor to notice the selection, and one to draw what was pasted. */
  const TURN = 40;
  const turn = () => new Promise((done) => { window.setTimeout(done, TURN); });

  const editor = (place) => {
    const found = place ? place.querySelectorAll(".Draftail-Editor [contenteditable=true]") : [];
    return found.length === 1 ? found[0] : null;
  };

  /* The two ends of a stretch of a paragraph, among its text nodes. */
  function range(paragraph, from, to) {
    const found = new Range();
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let passed = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = node.textContent;
      if (!begun && from < passed + length) {
        found.setStart(node, from - passed);
        begun = true;
      }
      if (begun && to <= passed + length) {
        found.setEnd(node, to - passed);
        return found;
      }
      passed += length;
    }
    return null;
  }

  /* Where the words stand: in one paragraph, and there once; else nowhere. `spot` says where in a text. */
  function stretch(place, data, spot) {
    const field = editor(place);
    if (!field) return null;
    const hits = [...field.querySelectorAll("[data-block=true]")]
      .map((paragraph) => ({ paragraph, at: spot(paragraph.textContent, data) }))
      .filter(({ at }) => at >= 0);
    return hits.length === 1 ? { field, range: range(hits[0].paragraph, hits[0].at, hits[0].at + data.quote.length) } : null;
  }

  async function put(found, words) {
    const before = document.activeElement;
    found.field.focus({ preventScroll: true });
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(found.range);
    await turn();
    if (words) {
      const data = new DataTransfer();
      data.setData("text/plain", words);
      found.field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    } else {
      found.field.dispatchEvent(new KeyboardEvent("keydown", { keyCode: 8, which: 8, key: "Backspace", bubbles: true, cancelable: true }));
    }
    await turn();
    if (before?.isConnected) before.focus({ preventScroll: true });
  }

  window.einklangRich = { stretch, put };
})();
