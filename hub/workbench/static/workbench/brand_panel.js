/* The Brand panel of the piece editor: sends the form as it stands, shows what comes back, leads to the place.
   Wagtail promises none of the attributes used here (data-contentpath, data-side-panel-toggle): a browser test holds them. */
(() => {
  "use strict";

  const WAIT = 400;
  const MARKED = 2600;
  let timer = 0;
  let turn = 0;
  let running = null;
  const counts = new Map();

  const panel = () => document.querySelector("[data-brand-panel]");
  const form = () => document.querySelector("form[data-edit-form]");
  const texts = () => JSON.parse(document.getElementById("brand-panel-texts").textContent);
  const isOpen = () => Boolean(panel() && panel().offsetParent);

  /* Asking */

  function schedule(wait = WAIT) {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, wait);
  }

  async function ask(channel, signal) {
    const url = new URL(panel().dataset.url, window.location.href);
    if (channel) url.searchParams.set("channel", channel);
    /* Without files, and in the encoding that the server reads fastest. */
    const body = new URLSearchParams([...new FormData(form())].filter(([, value]) => typeof value === "string"));
    const config = window.wagtailConfig;
    const headers = { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" };
    const response = await fetch(url, { method: "POST", body, headers, signal, credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  async function look() {
    if (!panel() || !form()) return undefined;
    const mine = ++turn;
    if (running) running.abort();
    running = new AbortController();
    const { signal } = running;
    try {
      show("", await ask("", signal));
      trouble("");
      if (!isOpen()) return forgetChannels();
      for (const details of panel().querySelectorAll("[data-brand-panel-channel]")) {
        const channel = details.dataset.brandPanelChannel;
        const answer = await ask(channel, signal);
        if (mine !== turn) return undefined;
        show(channel, answer);
      }
    } catch (error) {
      if (error.name !== "AbortError" && mine === turn) trouble(texts().offline);
    }
    return undefined;
  }

  /* Nobody looks: what was found in the channels is out of date, and looking again would cost the server for nothing. */
  function forgetChannels() {
    [...counts.keys()].filter(Boolean).forEach((channel) => counts.delete(channel));
    summarize();
  }

  function trouble(text) {
    const line = panel().querySelector("[data-brand-panel-trouble]");
    line.textContent = text;
    line.hidden = !text;
  }

  /* Showing */

  function show(channel, answer) {
    const section = panel().querySelector(`[data-brand-panel-section="${channel}"]`);
    if (!section) return;
    section.dispatchEvent(new CustomEvent("brand-panel:showing", { bubbles: true }));
    if (section.dataset.shown !== answer.html) keepingPlace(section, () => { section.innerHTML = answer.html; });
    section.dataset.shown = answer.html;
    section.querySelectorAll("[data-finding]").forEach(offerFix);
    section.dispatchEvent(new CustomEvent("brand-panel:shown", { bubbles: true }));
    counts.set(channel, answer);
    summarize();
    const count = section.parentElement.querySelector("[data-brand-panel-count]");
    if (count) {
      count.textContent = answer.total ? String(answer.total) : "";
      count.classList.toggle("brand-panel__count--error", answer.errors > 0);
    }
  }

  function keepingPlace(section, change) {
    const open = [...section.querySelectorAll("details[open][data-keep]")].map((one) => one.dataset.keep);
    const focused = section.contains(document.activeElement) ? document.activeElement.closest("[data-finding]") : null;
    const id = focused && focused.dataset.finding;
    const at = [...section.querySelectorAll("[data-finding]")].indexOf(focused);
    change();
    open.forEach((key) => section.querySelector(`details[data-keep="${key}"]`)?.setAttribute("open", ""));
    if (id) (section.querySelector(`[data-finding="${CSS.escape(id)}"] button`) || next(section, at)).focus({ preventScroll: true });
  }

  /* Where the focus goes when what had it was mended: to what stands there now, or else to the sum of all. */
  function next(section, at) {
    const left = [...section.querySelectorAll("[data-finding]")];
    const button = left[Math.min(at, left.length - 1)]?.querySelector("button");
    const sum = panel().querySelector("[data-brand-panel-summary]");
    sum.tabIndex = -1;
    return button || sum;
  }

  function summarize() {
    const answers = [...counts.values()];
    const errors = answers.reduce((sum, one) => sum + (one.errors || 0), 0);
    const line = panel().querySelector("[data-brand-panel-summary]");
    const summary = counts.get("")?.summary;
    if (!summary) return;
    const more = errors > counts.get("").errors ? ` · ${texts().channels.replace("{count}", errors)}` : "";
    const said = summary + more;
    if (line.textContent !== said) line.textContent = said;
    const toggle = document.querySelector('[data-side-panel-toggle="brand"] [data-side-panel-toggle-counter]');
    if (toggle) {
      toggle.textContent = String(errors);
      toggle.hidden = errors === 0;
    }
    panel().querySelector("[data-brand-panel-all]").hidden = applicable().length < 2;
  }

  /* Places */

  function element(path) {
    const segments = path.split(".");
    while (segments.length) {
      const selector = segments.map((one) => `[data-contentpath="${CSS.escape(one)}"]`).join(" ");
      const found = form().querySelector(selector);
      if (found) return found;
      segments.pop();
    }
    return null;
  }

  /* The field itself, and no panel around it. */
  function exact(path) {
    const place = element(path);
    return place && place.dataset.contentpath === path.split(".").pop() ? place : null;
  }

  /* The one plain control of a field; null where there are several, or a rich text. */
  function plain(path) {
    const place = exact(path);
    if (!place) return null;
    if (place.querySelector("[data-draftail-input], .Draftail-Editor")) return null;
    const controls = [...place.querySelectorAll("input:not([type]), input[type=text], textarea")].filter(
      (one) => !one.disabled && !one.readOnly,
    );
    return controls.length === 1 ? controls[0] : null;
  }

  /* Where the words stand in a value: by their neighbors, or, where they stand once only, by themselves. */
  function spot(value, data) {
    const { quote, before = "", after = "" } = data;
    if (!quote) return -1;
    for (const size of [24, 12, 4]) {
      const head = before.slice(-size);
      const tail = after.slice(0, size);
      const at = value.indexOf(head + quote + tail);
      if ((head || tail) && at >= 0 && value.indexOf(head + quote + tail, at + 1) < 0) return at + head.length;
    }
    const at = value.indexOf(quote);
    return at >= 0 && value.indexOf(quote, at + 1) < 0 ? at : -1;
  }

  function reveal(place) {
    for (let tab = place.closest("[role=tabpanel][hidden]"); tab; tab = tab.parentElement.closest("[role=tabpanel][hidden]")) {
      document.querySelector(`[role=tab][href="#${CSS.escape(tab.id)}"]`)?.click();
    }
    for (let box = place.closest("[data-panel]"); box; box = box.parentElement.closest("[data-panel]")) {
      box.querySelector(":scope > .w-panel__header [data-panel-toggle][aria-expanded=false]")?.click();
    }
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  function jump(path, data) {
    const place = element(path);
    if (!place) return;
    reveal(place);
    if (window.matchMedia("(max-width: 50em)").matches) document.querySelector("[data-form-side-close-button]")?.click();
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    place.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "center" });
    place.classList.add("brand-place");
    window.setTimeout(() => place.classList.remove("brand-place"), MARKED);
    const control = plain(path);
    if (control) {
      control.focus({ preventScroll: true });
      const at = data ? spot(control.value, data) : -1;
      if (at >= 0) control.setSelectionRange(at, at + data.quote.length);
      return;
    }
    const other =
      place.querySelector('[contenteditable="true"]') ||
      place.querySelector("input:not([type=hidden]), textarea, select, button");
    other?.focus({ preventScroll: true });
    if (data) paint(place, data.quote);
  }

  /* The words of a rich text are marked by the browser, without touching the page. */
  function paint(place, quote) {
    if (!quote || !window.Highlight || !CSS.highlights) return;
    const ranges = [];
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent.indexOf(quote);
      if (at >= 0) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + quote.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("brand-quote", new window.Highlight(...ranges));
    window.setTimeout(() => CSS.highlights.delete("brand-quote"), MARKED);
  }

  /* Fixes */

  function offerFix(finding) {
    const button = finding.querySelector("[data-apply]");
    if (!button) return;
    const control = plain(finding.dataset.path);
    button.hidden = control ? spot(control.value, finding.dataset) < 0 : !rich(finding);
  }

  /* Where its words stand in a rich text; nothing where they do not, or may be meant twice. */
  const rich = (finding) => window.einklangRich.stretch(exact(finding.dataset.path), finding.dataset, spot);

  const applicable = () =>
    [...panel().querySelectorAll("[data-finding][data-safe]")].filter((one) => !one.querySelector("[data-apply]")?.hidden);

  function change(control, value) {
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function apply(finding) {
    const { quote, new: words } = finding.dataset;
    const control = plain(finding.dataset.path);
    const found = control ? null : rich(finding);
    const at = control ? spot(control.value, finding.dataset) : -1;
    if (found) {
      await window.einklangRich.put(found, words);
      schedule();
    }
    if (at < 0) return Boolean(found);
    change(control, control.value.slice(0, at) + words + control.value.slice(at + quote.length));
    finding.classList.add("brand-finding--done");
    return true;
  }

  /* One after the other: each finds its words as the one before has left them. */
  async function applyAll() {
    for (const finding of applicable()) await apply(finding);
  }

  function insert(words) {
    return window.einklangInsert(words) ? tell(texts().inserted) : copy(words);
  }

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    tell(texts().copied);
  }

  function tell(text) {
    const line = panel().querySelector("[data-brand-panel-summary]");
    line.textContent = text;
    window.setTimeout(summarize, 1500);
  }

  /* Listening */

  function onClick(event) {
    if (event.target.closest('[data-side-panel-toggle="brand"]')) return schedule(0);
    if (!panel() || !panel().contains(event.target)) return undefined;
    const button = event.target.closest("button");
    if (!button) return undefined;
    const finding = button.closest("[data-finding]");
    if ("jump" in button.dataset) return jump(button.dataset.jump, finding && finding.dataset);
    if ("apply" in button.dataset) return apply(finding).then((done) => done || tell(texts().gone));
    if ("copy" in button.dataset) return copy(button.dataset.copy);
    if ("insert" in button.dataset) return insert(button.dataset.insert);
    if ("brandPanelAll" in button.dataset) return applyAll();
    return undefined;
  }

  function onInput(event) {
    if (form()?.contains(event.target) && !panel()?.contains(event.target)) schedule();
  }

  function start() {
    if (!panel() || !form()) return;
    document.addEventListener("click", onClick);
    /* Other panels lead to places, too. */
    document.addEventListener("einklang:jump", ({ detail }) => jump(detail.path));
    ["input", "change"].forEach((name) => document.addEventListener(name, onInput));
    document.addEventListener("brand-panel:look", () => schedule(0));
    ["w-unsaved:add", "w-autosave:success"].forEach((name) => document.addEventListener(name, () => schedule()));
    /* Wagtail opens a remembered panel while the page loads, and removes blocks without saying so. */
    const seen = new MutationObserver(() => isOpen() && schedule());
    const frame = panel().closest("[data-side-panel]");
    if (frame) seen.observe(frame, { attributes: true, attributeFilter: ["hidden"] });
    schedule(0);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
