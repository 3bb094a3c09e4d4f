// What Word, Google Docs and web pages put on the clipboard becomes words, bold, italic and links. What cannot come
// along is said. Characters that nobody sees are taken out when the form is saved (hub/content/cleaning.py).
(() => {
  const FRAGMENT = "data-draftjs-conductor-fragment";
  const SCHEMES = ["http:", "https:", "mailto:", "tel:"];
  // Elements that are no text of the page.
  const NO_WORDS = "script, style, title, meta, link, template, noscript, svg, xml, object, iframe";
  // Remarks, deletions under tracked changes, and the signs of lists that Word writes as words.
  const WORD = ".MsoCommentReference, .msocomanchor, .msocomtxt, del[cite], del[datetime], .msoDel";
  // Services that lead to an address through one of their own, and the parameter that holds it.
  const DETOURS = { "www.google.com/url": "q", "l.facebook.com/l.php": "u", "lm.facebook.com/l.php": "u" };
  const TRACKING = /^(utm_.*|gclid|gbraid|wbraid|dclid|fbclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi|mkt_tok)$/i;

  const hidden = (element) => {
    const style = (element.getAttribute("style") || "").toLowerCase().replace(/\s+/g, "");
    return element.hidden || /display:none|visibility:hidden|mso-hide:all|mso-list:ignore/.test(style);
  };

  const unwrap = (element) => element.replaceWith(...element.childNodes);

  const address = (href) => {
    let url;
    try {
      url = new URL(href.trim());
    } catch {
      return "";
    }
    const detour = DETOURS[url.host + url.pathname] || (url.host.endsWith(".safelinks.protection.outlook.com") && "url");
    if (detour && url.searchParams.get(detour)) return address(url.searchParams.get(detour));
    if (!SCHEMES.includes(url.protocol)) return "";
    const tracked = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
    if (!tracked.length) return href.trim();
    tracked.forEach((name) => url.searchParams.delete(name));
    return url.href;
  };

  const emphasize = (doc, element) => {
    const { fontWeight: weight, fontStyle: slant } = element.style;
    const wrap = (tag) => {
      const inner = doc.createElement(tag);
      inner.append(...element.childNodes);
      element.append(inner);
    };
    const strong = /^(b|strong)$/i.test(element.tagName);
    const italic = /^(i|em)$/i.test(element.tagName);
    if (!strong && (weight === "bold" || Number(weight) >= 600)) wrap("b");
    if (!italic && slant === "italic") wrap("i");
    return (strong && (weight === "normal" || Number(weight || 700) < 600)) || (italic && slant === "normal");
  };

  const clean = (html) => {
    const doc = new DOMParser().parseFromString(html, "text/html");
    const lost = { pictures: [], links: [] };
    const comments = doc.createTreeWalker(doc, NodeFilter.SHOW_COMMENT);
    const gone = [];
    while (comments.nextNode()) gone.push(comments.currentNode);
    gone.forEach((comment) => comment.remove());
    doc.querySelectorAll(`${NO_WORDS}, ${WORD}`).forEach((element) => element.remove());
    [...doc.body.querySelectorAll("*")].filter(hidden).forEach((element) => element.remove());
    doc.querySelectorAll("img, picture, video, canvas").forEach((element) => {
      // A dot that counts readers is no picture.
      if (!(element.width === 1 && element.height === 1 && !element.alt)) lost.pictures.push(element.alt || "");
      element.remove();
    });
    doc.querySelectorAll("a").forEach((link) => {
      const href = link.getAttribute("href") || "";
      const url = address(href);
      if (url) {
        link.setAttribute("href", url);
        return;
      }
      if (href && !href.startsWith("#")) lost.links.push(link.textContent.trim());
      unwrap(link);
    });
    [...doc.body.querySelectorAll("*")].forEach((element) => {
      const plain = emphasize(doc, element);
      [...element.attributes].filter(({ name }) => name !== "href").forEach(({ name }) => element.removeAttribute(name));
      // Word's own elements (o:p), and marks that mark nothing.
      if (plain || element.tagName.includes(":") || /^(span|font|ins|u)$/i.test(element.tagName)) unwrap(element);
    });
    doc.body.normalize();
    const texts = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/[ \t\r\n]+/g, " ");
    doc.body.querySelectorAll("p, div, li, h1, h2, h3, h4, h5, h6").forEach((block) => {
      if (!block.textContent.trim()) block.remove();
    });
    // Draft.js takes "&nbsp;" for a blank; a number for what it is.
    return { html: doc.body.innerHTML.trim().replace(/&nbsp;/g, "&#160;"), lost };
  };

  const say = (editor, texts) => {
    const host = (editor.closest(".Draftail-Editor__wrapper") || editor.closest(".Draftail-Editor")).parentElement;
    host.querySelector(".paste-note")?.remove();
    if (!texts.length) return;
    const note = document.createElement("div");
    note.className = "paste-note help-block help-warning";
    note.setAttribute("role", "status");
    texts.forEach((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      note.append(line);
    });
    host.append(note);
  };

  const told = ({ pictures, links }) => {
    const strings = window.hubPaste?.strings || {};
    const named = (names) => names.filter(Boolean).map((name) => ` “${name}”`).join(",");
    const texts = [];
    if (pictures.length) texts.push(`${strings.pictures} ${pictures.length}${named(pictures) && `:${named(pictures)}`}`);
    if (links.length) texts.push(`${strings.links}${named(links)}`);
    return texts;
  };

  document.addEventListener(
    "paste",
    (event) => {
      const editor = event.target.closest?.(".public-DraftEditor-content");
      if (!editor || !event.isTrusted) return;
      const html = event.clipboardData.getData("text/html");
      const text = event.clipboardData.getData("text/plain");
      if (html.includes(FRAGMENT)) return; // from another of these editors
      if (!html && !text && event.clipboardData.files.length) {
        event.preventDefault();
        event.stopImmediatePropagation();
        say(editor, told({ pictures: [...event.clipboardData.files].map((file) => file.name), links: [] }));
        return;
      }
      if (!html) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const found = clean(html);
      const data = new DataTransfer();
      if (found.html) data.setData("text/html", found.html);
      data.setData("text/plain", found.html ? text : "");
      say(editor, told(found.lost));
      if (found.html) {
        event.target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      }
    },
    true,
  );
})();
