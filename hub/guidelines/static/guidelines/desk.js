/* The guideline's form: a swatch and a picker beside every color value, and the look of it all, drawn while one types. */
(() => {
  "use strict";

  const HEX = /^#[0-9a-f]{6}$/i;
  const WAIT = 150;
  let waiting = 0;
  let catalogue = null;

  const all = (selector, where = document) => [...where.querySelectorAll(selector)];
  const section = (name) => document.querySelector(`[data-contentpath="${name}"]`);

  /* The entries of a section, as they stand in the form; those deleted in it are left out. */
  function entries(name) {
    const found = section(name);
    if (!found) return [];
    return all("[data-streamfield-child]", found)
      .filter((child) => child.querySelector(':scope > input[name$="-deleted"]')?.value !== "1")
      .map((child) => (key) => {
        const control = child.querySelector(`[data-contentpath="${key}"] :is(input, textarea, select)[name]`);
        if (!control) return "";
        return control.type === "checkbox" ? control.checked : control.value.trim();
      });
  }

  const there = (row) => row.closest("[data-streamfield-child]")?.querySelector(':scope > input[name$="-deleted"]')?.value !== "1";

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* What people call a value of one of the form's lists. */
  function called(list, value) {
    catalogue ||= JSON.parse(document.getElementById("guideline-catalogue")?.textContent || "{}");
    return (catalogue[list] || []).find((one) => one.value === value)?.label || value;
  }

  const split = (text) => text.split(/[,;]/).map((word) => word.trim()).filter(Boolean);

  function luminance(hex) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /* WCAG 2: (lighter + 0.05) / (darker + 0.05) */
  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  const ink = (hex) => (contrast(hex, "#000000") >= contrast(hex, "#ffffff") ? "#000000" : "#ffffff");

  function colors() {
    return entries("colors")
      .map((value) => ({ name: value("name"), srgb: value("srgb").toLowerCase(), roles: split(value("roles")), cmyk: value("cmyk"), spot: value("spot") }))
      .filter((color) => HEX.test(color.srgb));
  }

  const named = (list, word) => list.find((color) => color.roles.includes(word)) || list.find((color) => color.name === word);

  const decimal = (text) => (Number.isFinite(Number(text)) ? Number(text).toLocaleString(document.documentElement.lang || "en") : text);

  function swatch(color) {
    const made = element("li", "guideline-swatch");
    const field = element("span", "guideline-swatch-field", color.srgb);
    field.style.background = color.srgb;
    field.style.color = ink(color.srgb);
    made.append(field, element("strong", "", color.name), element("span", "guideline-note", color.roles.map((role) => called("roles", role)).join(", ")));
    if (color.cmyk) made.append(element("span", "guideline-note", `CMYK ${color.cmyk}`));
    if (color.spot) made.append(element("span", "guideline-note", color.spot));
    return made;
  }

  function pair(value, list, words) {
    const [text, ground] = [named(list, value("text")), named(list, value("background"))];
    if (!text || !ground) return null;
    const ratio = contrast(text.srgb, ground.srgb);
    const verdict = ratio >= 4.5 ? words.reads : ratio >= 3 ? words.large : words.fails;
    const made = element("li", `guideline-pairing${value("allowed") ? "" : " is-forbidden"}`);
    const sample = element("span", "guideline-pairing-sample", "");
    sample.dataset.letters = words.letters; // a picture of the pair; the names and the verdict beside it say it all
    sample.style.background = ground.srgb;
    sample.style.color = text.srgb;
    const number = (Math.floor(ratio * 10) / 10).toLocaleString(document.documentElement.lang || "en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
    made.append(
      sample,
      element("span", "", `${value("text")} / ${value("background")}`),
      element("span", `guideline-note${ratio < 4.5 ? " is-poor" : ""}`, `${number} : 1, ${value("allowed") ? verdict : words.forbidden}`),
    );
    return made;
  }

  function specimen(value, words) {
    const family = value("family");
    if (!family) return null;
    const made = element("li", "guideline-specimen");
    const stack = [family, ...split(value("stack"))].map((name) => (/^(serif|sans-serif|monospace|cursive|fantasy|system-ui)$/.test(name) ? name : `"${name.replace(/["\\]/g, "")}"`));
    made.append(element("span", "guideline-note", `${called("font-roles", value("role"))}: ${family}`));
    for (const weight of split(value("weights") || "400, 700")) {
      const line = element("span", "guideline-specimen-line", words.sample);
      line.style.fontFamily = stack.join(", ");
      line.style.fontWeight = weight;
      line.title = weight;
      made.append(line);
    }
    return made;
  }

  /* A logo on its background, the space around it that stays free, and as small as it may be. */
  function logo(row, list, words) {
    const value = (key) => all(`[data-contentpath="${key}"] :is(input, select)[name]`, row)[0]?.value.trim() || "";
    const picture = ["svg", "png"].map((key) => row.querySelector(`[data-contentpath="${key}"] img`)).find((one) => one?.getAttribute("src"));
    if (!value("name") || !picture) return null;
    const dark = value("on") === "dark";
    const ground = dark ? named(list, "primary") || named(list, "text") : named(list, "background");
    const made = element("li", "guideline-mark");
    const field = element("div", "guideline-mark-field");
    field.style.background = ground?.srgb || (dark ? "#1e1e1e" : "#ffffff");
    field.style.color = ink(ground?.srgb || (dark ? "#1e1e1e" : "#ffffff"));
    const share = Math.min(parseFloat(value("clear_space").replace(",", ".")) || 0, 2);
    const clear = element("span", `guideline-mark-clear${share ? " is-set" : ""}`);
    clear.style.setProperty("--share", share);
    clear.append(shown(picture));
    field.append(clear);
    const least = parseInt(value("min_width_px"), 10);
    if (least) {
      const small = shown(picture);
      small.className = "guideline-mark-small";
      small.style.inlineSize = `${least}px`;
      field.append(small);
    }
    made.append(field, element("strong", "", value("name")));
    if (share) made.append(element("span", "guideline-note", `${words.clear}: ${decimal(value("clear_space"))}`));
    const smallest = [least ? `${least} px` : "", value("min_width_mm") ? `${decimal(value("min_width_mm"))} mm` : ""].filter(Boolean).join(", ");
    if (smallest) made.append(element("span", "guideline-note", `${words.smallest}: ${smallest}`));
    return made;
  }

  function shown(picture) {
    const made = document.createElement("img");
    made.src = picture.src;
    made.alt = "";
    return made;
  }

  function pickers() {
    for (const control of all('.guideline-color :is([data-contentpath="srgb"], [data-contentpath="value"]) input[type="text"]')) {
      let picker = control.parentElement.querySelector("[data-picker]");
      if (!picker) {
        picker = element("input", "guideline-picker");
        picker.type = "color";
        picker.dataset.picker = "";
        picker.setAttribute("aria-label", document.querySelector(`label[for="${control.id}"]`)?.textContent.trim() || "#");
        picker.addEventListener("input", () => {
          control.value = picker.value;
          control.dispatchEvent(new Event("change", { bubbles: true }));
        });
        control.before(picker);
      }
      if (HEX.test(control.value.trim())) picker.value = control.value.trim().toLowerCase();
    }
  }

  function draw() {
    waiting = 0;
    pickers();
    const board = document.querySelector("[data-guideline-look]");
    if (!board) return;
    const list = colors();
    const words = board.dataset;
    const fill = (name, made) => board.querySelector(`[data-look-${name}]`).replaceChildren(...made.filter(Boolean));
    fill("colors", list.map(swatch));
    fill("pairs", entries("pairs").map((value) => pair(value, list, words)));
    fill("fonts", entries("typography").map((value) => specimen(value, words)));
    fill("logos", all(".guideline-logo").filter(there).map((row) => logo(row, list, words)));
    board.querySelector("[data-look-empty]").hidden = list.length > 0;
    board.hidden = false;
  }

  const soon = () => {
    if (!waiting) waiting = window.setTimeout(draw, WAIT);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const board = document.querySelector("[data-guideline-look]");
    const form = board?.closest("form");
    if (!form) return;
    for (const font of JSON.parse(board.dataset.fonts || "[]")) {
      new FontFace(font.family, `url("${encodeURI(font.url)}")`).load().then((face) => document.fonts.add(face)).catch(() => {});
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    new MutationObserver((changes) => {
      if (changes.some((change) => !board.contains(change.target))) soon();
    }).observe(form, { childList: true, subtree: true });
    soon();
  });
})();
