/* The comments on a piece, in the editor's side panel and on their own page. What is being typed is never lost: it stays
   in its field when the hub refuses it, is kept by the browser across reloads, and nobody leaves without being asked. */
(() => {
  "use strict";

  const MARKED = 2600;
  let people = [];
  let places = null;
  let loaded = false;
  let lastPlace = "";

  const root = () => document.querySelector("[data-comments]");
  const texts = () => JSON.parse(document.getElementById("comments-texts").textContent);
  const list = () => root().querySelector("[data-threads]");
  const isOpen = () => Boolean(root() && root().offsetParent);
  const field = (draft) => root().querySelector(`[data-draft="${CSS.escape(draft)}"]`);
  const drafts = () => [...root().querySelectorAll("[data-draft]")].filter((one) => one.value.trim() && one.value !== one.defaultValue);

  /* Asking */

  async function ask(url, data) {
    const config = window.wagtailConfig;
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    const options = { headers, credentials: "same-origin" };
    if (data) {
      headers[config.CSRF_HEADER_NAME] = config.CSRF_TOKEN;
      options.method = "POST";
      options.body = new URLSearchParams(data);
    }
    const response = await fetch(url, options);
    const kind = response.headers.get("Content-Type") || "";
    if (response.redirected || !kind.includes("json")) throw new Error(String(response.status));
    return { ok: response.ok, answer: await response.json() };
  }

  async function load() {
    if (!root() || !root().dataset.url) return;
    try {
      const { ok, answer } = await ask(root().dataset.url);
      if (!ok) throw new Error("refused");
      people = answer.people;
      offerPlaces(answer.places);
      show(answer);
      trouble("");
      if (!loaded) {
        restore();
        arrive();
      }
      loaded = true;
    } catch {
      trouble(texts().offline);
    }
  }

  async function send(url, data, after) {
    try {
      const { ok, answer } = await ask(url, data);
      if (!ok) return trouble(answer.error || texts().offline);
      trouble("");
      after();
      show(answer);
      return true;
    } catch {
      return trouble(texts().offline);
    }
  }

  const address = (pk, deed) => `${root().dataset.url.replace(/list\/$/, "")}${pk}/${deed}/`;

  /* Showing */

  function trouble(text) {
    const line = root().querySelector("[data-trouble]");
    line.textContent = text;
    line.hidden = !text;
    return false;
  }

  function say(text) {
    root().querySelector("[data-status]").textContent = text;
  }

  function show(answer) {
    /* What is open and what is typed in the list stays. */
    const typed = new Map([...list().querySelectorAll("[data-box]:not([hidden]) [data-draft]")].map((one) => [one.dataset.draft, one.value]));
    const open = [...list().querySelectorAll("details[open][data-keep]")].map((one) => one.dataset.keep);
    const focused = list().contains(document.activeElement) ? document.activeElement : null;
    const again = focused && { draft: focused.dataset.draft, near: focused.closest(".said")?.id, at: focused.selectionStart };
    list().innerHTML = answer.html;
    typed.forEach((value, draft) => {
      if (!field(draft)) return;
      toggle(draft, true);
      field(draft).value = value;
    });
    open.forEach((key) => list().querySelector(`details[data-keep="${CSS.escape(key)}"]`)?.setAttribute("open", ""));
    if (again?.draft && field(again.draft)) {
      field(again.draft).focus({ preventScroll: true });
      field(again.draft).setSelectionRange(again.at, again.at);
    } else if (again?.near) document.getElementById(again.near)?.focus({ preventScroll: true });
    const counter = document.querySelector('[data-side-panel-toggle="comments"] [data-side-panel-toggle-counter]');
    if (counter) {
      counter.textContent = String(answer.open);
      counter.hidden = answer.open === 0;
    }
    root().querySelectorAll("[data-draft]").forEach(count);
  }

  function offerPlaces(offered) {
    const select = root().querySelector("[data-about]");
    if (places && JSON.stringify(places) === JSON.stringify(offered)) return;
    places = offered;
    const chosen = select.value;
    select.replaceChildren(new Option(texts().about, ""), ...offered.map(([path, label]) => new Option(label, path)));
    select.value = offered.some(([path]) => path === chosen) ? chosen : "";
  }

  /* Who was writing in a field a moment ago most likely talks about it. */
  function guessPlace() {
    const select = root().querySelector("[data-about]");
    const path = [lastPlace, lastPlace.split(".").slice(0, 2).join("."), lastPlace.split(".")[0]].find((one) =>
      [...select.options].some((option) => option.value && option.value === one),
    );
    if (path && !select.dataset.chosen && !field("new").value) select.value = path;
  }

  function toggle(name, open) {
    const box = list().querySelector(`[data-box="${CSS.escape(name)}"]`);
    if (!box) return;
    box.hidden = !open;
    list().querySelector(`[data-open="${CSS.escape(name)}"]`)?.setAttribute("aria-expanded", String(open));
  }

  function count(area) {
    const line = root().querySelector(`[data-count="${CSS.escape(area.dataset.draft)}"]`);
    const left = Number(root().dataset.longest) - area.value.trim().length;
    const said = left < 0 ? texts().surplus.replace("{count}", -left) : left < 200 ? texts().left.replace("{count}", left) : "";
    if (line.textContent !== said) line.textContent = said;
    line.classList.toggle("is-over", left < 0);
  }

  /* From a mail or the dashboard: the panel opens, the comment is shown. */
  function arrive() {
    const wanted = /^#(comment-\d+)$/.exec(window.location.hash);
    const place = wanted && document.getElementById(wanted[1]);
    if (!place) return;
    place.closest("details")?.setAttribute("open", "");
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
    place.classList.add("is-marked");
    window.setTimeout(() => place.classList.remove("is-marked"), MARKED);
  }

  /* What is typed, kept by the browser until it was sent */

  const store = () => `einklang-comments:${root().dataset.key}`;

  function keep() {
    const values = Object.fromEntries(drafts().map((one) => [one.dataset.draft, one.value]));
    try {
      if (Object.keys(values).length) window.sessionStorage.setItem(store(), JSON.stringify(values));
      else window.sessionStorage.removeItem(store());
    } catch {
      /* A full or forbidden store: leaving still asks. */
    }
  }

  function restore() {
    let values = {};
    try {
      values = JSON.parse(window.sessionStorage.getItem(store()) || "{}");
    } catch {
      return;
    }
    Object.entries(values).forEach(([draft, value]) => {
      const area = field(draft);
      if (!area || (area.value && area.value !== area.defaultValue)) return;
      if (draft !== "new") toggle(draft, true);
      area.value = value;
      count(area);
    });
  }

  /* Mentions */

  const begun = (area) => /(?:^|[^\w.@+-])@([\w.@+-]*)$/u.exec(area.value.slice(0, area.selectionEnd));
  const box = (area) => root().querySelector(`[data-names="${CSS.escape(area.dataset.draft)}"]`);

  function offerNames(area) {
    const typing = begun(area);
    if (!typing) return closeNames(area);
    const half = typing[1].toLowerCase();
    const found = people.filter(({ name, label }) => name.toLowerCase().startsWith(half) || label.toLowerCase().split(/\s+/).some((word) => word.startsWith(half))).slice(0, 8);
    const options = found.map(({ name, label }, index) => {
      const option = document.createElement("div");
      option.id = `${box(area).id}-${index}`;
      option.setAttribute("role", "option");
      option.dataset.name = name;
      option.textContent = label === name ? label : `${label} · @${name}`;
      return option;
    });
    box(area).replaceChildren(...options);
    box(area).hidden = !options.length;
    say(options.length ? texts().people.replace("{count}", options.length) : texts().none);
    if (!options.length) return area.removeAttribute("aria-activedescendant");
    area.setAttribute("aria-controls", box(area).id);
    return choose(area, 0);
  }

  function closeNames(area) {
    if (!box(area) || box(area).hidden) return;
    box(area).hidden = true;
    box(area).replaceChildren();
    area.removeAttribute("aria-activedescendant");
    say("");
  }

  function choose(area, index) {
    const options = [...box(area).children];
    const at = (index + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    options[at].scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", options[at].id);
  }

  function take(area, name) {
    const typing = begun(area);
    if (!typing) return;
    const end = area.selectionEnd;
    const start = end - typing[1].length;
    area.value = `${area.value.slice(0, start)}${name} ${area.value.slice(end)}`;
    area.focus();
    area.setSelectionRange(start + name.length + 1, start + name.length + 1);
    closeNames(area);
    onTyped(area);
  }

  /* Doing */

  function submit(button) {
    const draft = button.dataset.send;
    const area = field(draft);
    const text = area.value;
    const cleared = () => {
      area.value = area.defaultValue = draft.startsWith("edit-") ? text : "";
      if (draft === "new") {
        root().querySelector("[data-about]").value = "";
        delete root().querySelector("[data-about]").dataset.chosen;
        area.focus();
      } else {
        toggle(draft, false);
        list().querySelector(`[data-open="${CSS.escape(draft)}"]`)?.focus();
      }
      keep();
    };
    const data = { text };
    if (draft === "new") data.about = root().querySelector("[data-about]").value;
    if (button.dataset.thread) data.thread = button.dataset.thread;
    button.disabled = true;
    const url = button.dataset.pk ? address(button.dataset.pk, "edit") : root().dataset.writeUrl;
    send(url, data, cleared).finally(() => {
      button.disabled = false;
      /* A button that is disabled loses the focus: what is to be mended has it next. */
      if (document.activeElement === document.body) field(draft)?.focus();
    });
  }

  function jump(path) {
    if (document.querySelector("[data-brand-panel]")) {
      document.dispatchEvent(new CustomEvent("einklang:jump", { detail: { path } }));
    } else if (root().dataset.editUrl) {
      window.location.assign(`${root().dataset.editUrl}#:w:contentpath=${path}`);
    }
  }

  function onTyped(area) {
    count(area);
    keep();
  }

  function onClick(event) {
    if (!root()) return;
    if (event.target.closest('[data-side-panel-toggle="comments"]')) return;
    if (!root().contains(event.target)) return;
    const option = event.target.closest("[role=option]");
    if (option) {
      take(field(option.parentElement.dataset.names), option.dataset.name);
      return;
    }
    const button = event.target.closest("button");
    if (!button) return;
    const { open, close, deed, pk, send: sent, jump: path } = button.dataset;
    if (open) {
      const shown = button.getAttribute("aria-expanded") === "true";
      toggle(open, !shown);
      if (!shown) list().querySelector(`[data-box="${CSS.escape(open)}"]`).querySelector("textarea, button").focus();
    } else if (close) {
      const area = field(close);
      if (area) area.value = area.defaultValue;
      toggle(close, false);
      list().querySelector(`[data-open="${CSS.escape(close)}"]`)?.focus();
      keep();
    } else if (deed) send(address(pk, deed), { deed }, () => {});
    else if (sent) submit(button);
    else if (path) jump(path);
  }

  function onKey(event) {
    const area = event.target.closest?.("[data-draft]");
    if (!area || !root()?.contains(area)) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      root().querySelector(`[data-send="${CSS.escape(area.dataset.draft)}"]`)?.click();
      return;
    }
    if (box(area).hidden) return;
    const options = [...box(area).children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(area, at + 1);
    else if (event.key === "ArrowUp") choose(area, at - 1);
    else if (event.key === "Enter" || event.key === "Tab") take(area, options[at].dataset.name);
    else if (event.key === "Escape") closeNames(area);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onFocus({ target }) {
    if (!root() || !(target instanceof Element)) return;
    if (target === field("new")) guessPlace();
    const form = document.querySelector("form[data-edit-form]");
    if (!form || !form.contains(target) || root().contains(target)) return;
    const segments = [];
    for (let one = target.closest("[data-contentpath]"); one; one = one.parentElement.closest("[data-contentpath]")) segments.unshift(one.dataset.contentpath);
    lastPlace = segments.join(".");
  }

  function watch() {
    const frame = root()?.closest("[data-side-panel]");
    if (!frame) return load();
    new MutationObserver(() => isOpen() && load()).observe(frame, { attributes: true, attributeFilter: ["hidden"] });
    if (/^#comment-\d+$/.test(window.location.hash)) {
      /* Wagtail opens the panel that was open last when the page is ready: a click then would close it again. */
      const open = () => (frame.hidden ? document.querySelector('[data-side-panel-toggle="comments"]').click() : load());
      const wait = () => window.setTimeout(open, 100);
      if (document.readyState === "complete") wait();
      else window.addEventListener("load", wait);
      return undefined;
    }
    return isOpen() ? load() : undefined;
  }

  function start() {
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("input", ({ target }) => {
      if (!root() || !root().contains(target)) return;
      if (target.matches("[data-draft]")) {
        onTyped(target);
        offerNames(target);
      } else if (target.matches("[data-about]")) target.dataset.chosen = "yes";
    });
    document.addEventListener("focusout", ({ target }) => {
      if (target instanceof Element && target.matches("[data-draft]") && root()) window.setTimeout(() => closeNames(target), 200);
    });
    window.addEventListener("beforeunload", (event) => {
      if (root() && drafts().length) event.preventDefault();
    });
    if (root() && root().dataset.url) {
      restore();
      watch();
      return;
    }
    /* A piece that is saved for the first time gets its panel without a new page. */
    const frame = document.querySelector('[data-side-panel="comments"]');
    if (!frame) return;
    const arrived = new MutationObserver(() => {
      if (!root() || !root().dataset.url) return;
      arrived.disconnect();
      watch();
    });
    arrived.observe(frame, { childList: true, subtree: true });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
