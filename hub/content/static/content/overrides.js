/* The overrides of a piece: what is typed in the piece shows as what each channel inherits; counts, meters and
   "out of date" follow while one types. */
(() => {
  "use strict";

  const WAIT = 400;
  const SOURCES = {
    headline: "headline",
    teaser: "teaser",
    "action.label": "action_label",
    "action.url": "action_url",
    hashtags: "hashtags",
    hero: "hero",
    "hero.alt": "hero_alt",
  };
  const waiting = new WeakMap();

  const panel = () => document.querySelector("[data-overrides]");
  const form = () => panel()?.closest("form");
  const all = (selector, where) => [...where.querySelectorAll(selector)];
  const facts = () => JSON.parse(document.getElementById("overrides-facts").textContent);

  /* The words of the piece that a row may replace, as they stand in the form. */
  function source(path) {
    const control = form().elements[SOURCES[path]];
    const value = control ? control.value : "";
    return path === "hashtags" ? value.split(/[\s,]+/).map((one) => one.replace(/^#+/, "")).filter(Boolean).join(" ") : value.trim();
  }

  function shownSource(path) {
    if (path !== "hero") return source(path);
    const chooser = document.getElementById("id_hero-chooser");
    return source("hero") ? chooser?.querySelector("[data-chooser-title]")?.textContent.trim() || "" : "";
  }

  const control = (row) => form().elements[row.dataset.name];
  const isSet = (row) => Boolean(control(row)?.value.trim());

  function written(row) {
    const kept = row.querySelector("[data-override-kept]");
    if (kept.value) return kept.value.slice(1);
    return "against" in row.dataset ? row.dataset.against : null;
  }

  /* Whoever writes, or confirms, a wording has the piece's present words before them. */
  function keep(row) {
    const kept = row.querySelector("[data-override-kept]");
    kept.value = `=${source(row.dataset.path)}`;
  }

  function refresh(row) {
    const { path } = row.dataset;
    const there = isSet(row);
    row.classList.toggle("override--set", there);
    row.querySelector("[data-override-reset]").hidden = !there;
    const against = written(row);
    const stale = there && Boolean(path) && (against === null || against.trim() !== source(path));
    const mark = row.querySelector("[data-override-stale]");
    const then = mark.querySelector("[data-override-then]");
    if (stale && mark.hidden && against !== null && path !== "hero") then.textContent = against;
    mark.hidden = !stale;
    if (stale) mark.querySelector("[data-override-now]").textContent = shownSource(path);
    inherit(row);
  }

  function inherit(row) {
    const input = control(row);
    if (!input || input.type === "hidden" || !row.dataset.path) return;
    const [prefix, channel, format, field] = row.dataset.name.split(":");
    const general = format === "*" ? null : form().elements[[prefix, channel, "*", field].join(":")];
    const words = general?.value.trim() || source(row.dataset.path);
    if (words) input.placeholder = words;
  }

  function count(box, rows) {
    const number = rows.filter(isSet).length;
    const mark = box.querySelector(":scope > summary [data-overrides-count]");
    mark.hidden = !number;
    mark.textContent = number === 1 ? mark.dataset.one : mark.dataset.many.replace("{count}", number);
  }

  function summarize(channel) {
    const rows = all("[data-override]", channel);
    count(channel, rows);
    all("[data-overrides-format]", channel).forEach((box) => count(box, all("[data-override]", box)));
    const stale = rows.some((row) => !row.querySelector("[data-override-stale]").hidden);
    channel.querySelector("[data-overrides-stale]").hidden = !stale;
  }

  function refreshAll() {
    all("[data-overrides-channel]", panel()).forEach((channel) => {
      all("[data-override]", channel).forEach(refresh);
      summarize(channel);
    });
  }

  /* Meters */

  function measure(row) {
    window.clearTimeout(waiting.get(row));
    const input = control(row);
    const box = row.querySelector("[data-override-meters]");
    if (!isSet(row) || input.type === "hidden") {
      box.replaceChildren();
      return;
    }
    waiting.set(row, window.setTimeout(() => ask(row, input.value, box), WAIT));
  }

  async function ask(row, typed, box) {
    const [, channel, format, field] = row.dataset.name.split(":");
    const known = facts();
    const text = typed.replace(/\{\{\s*fact\.(\w+)\s*\}\}/g, (whole, name) => known[name] ?? whole);
    const config = window.wagtailConfig;
    const headers = { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN };
    const body = new URLSearchParams({ channel, format, field, text });
    try {
      const response = await fetch(panel().dataset.measureUrl, { method: "POST", body, headers, credentials: "same-origin" });
      if (!response.ok) return;
      const { meters } = await response.json();
      if (control(row)?.value !== typed) return;
      box.replaceChildren(
        ...meters.map((meter) => {
          const line = document.createElement("span");
          line.className = `override__meter override__meter--${meter.state}`;
          line.textContent = `${meter.format ? `${meter.format}: ` : ""}${meter.used} / ${meter.limit} ${meter.unit} ${meter.note || ""}`.trim();
          return line;
        }),
      );
    } catch {
      /* The next key asks again. */
    }
  }

  /* Changes */

  function tell(input) {
    ["input", "change"].forEach((name) => input.dispatchEvent(new Event(name, { bubbles: true })));
  }

  function reset(row) {
    const input = control(row);
    if (input.type === "hidden") {
      row.querySelector("[data-chooser-action-clear]")?.click();
      input.value = "";
    } else input.value = "";
    tell(input);
    (input.type === "hidden" ? row.querySelector("[data-chooser-action-choose]") : input)?.focus();
  }

  /* A format that has no overrides yet gets its fields when somebody opens it. */
  function fill(box) {
    if (!box.open || !("overridesBlank" in box.dataset)) return;
    const template = box.closest("[data-overrides-channel]").querySelector("[data-overrides-template]");
    const key = box.dataset.overridesFormat;
    const html = template.innerHTML.replaceAll(template.dataset.overridesTemplate, key);
    delete box.dataset.overridesBlank;
    box.append(document.createRange().createContextualFragment(html));
    all("[data-override]", box).forEach(refresh);
  }

  function follow(event) {
    const { target } = event;
    if (target.closest?.("[data-switches]")) return switches();
    const row = target.closest?.("[data-override]");
    if (!row) {
      if (Object.values(SOURCES).includes(target.name)) refreshAll();
      return undefined;
    }
    if (target === control(row)) {
      keep(row);
      measure(row);
      if (target.name.split(":")[2] === "*") all("[data-override]", row.closest("[data-overrides-channel]")).forEach(inherit);
    }
    refresh(row);
    return summarize(row.closest("[data-overrides-channel]"));
  }

  function switches() {
    const off = new Set(all("[data-switches] input[type=checkbox]", document).filter((one) => !one.checked).map((one) => one.value));
    all("[data-overrides-channel]", panel()).forEach((channel) => {
      channel.querySelector("[data-overrides-off]").hidden = !off.has(channel.dataset.overridesChannel);
    });
  }

  function onClick({ target }) {
    const button = target.closest?.("[data-override-reset], [data-override-keep]");
    if (!button || !panel()?.contains(button)) return;
    const row = button.closest("[data-override]");
    if ("overrideReset" in button.dataset) {
      reset(row);
      return;
    }
    keep(row);
    refresh(row);
    summarize(row.closest("[data-overrides-channel]"));
    row.querySelector("[data-override-kept]").dispatchEvent(new Event("change", { bubbles: true }));
    control(row)?.focus?.();
  }

  /* A link to a place inside what is folded. */
  function unfold() {
    const path = /^#:w:contentpath=overrides\.(.+)$/.exec(decodeURIComponent(window.location.hash));
    if (!path) return;
    let place = panel();
    for (const segment of path[1].split(".")) {
      const inner = place.querySelector(`[data-contentpath="${CSS.escape(segment)}"]`);
      if (!inner) break;
      place = inner;
      for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    }
  }

  function start() {
    if (!panel() || !form()) return;
    ["input", "change"].forEach((name) => form().addEventListener(name, follow));
    document.addEventListener("click", onClick);
    panel().addEventListener("toggle", ({ target }) => fill(target), true);
    unfold();
    switches();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
