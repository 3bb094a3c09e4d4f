/* Waivers in the Brand panel: a small form below a finding, and the way back. It hears from `brand_panel.js` when
   findings are drawn anew (`brand-panel:showing`, `brand-panel:shown`), and asks it to look again (`brand-panel:look`). */
(() => {
  "use strict";

  const SAID = 8000;
  /* Where the focus goes once the findings are drawn anew; and the form that somebody is writing meanwhile. */
  let arriving = null;
  let kept = null;

  const panel = () => document.querySelector("[data-brand-panel]");
  const texts = () => JSON.parse(document.getElementById("brand-panel-texts").textContent);
  const look = () => document.dispatchEvent(new CustomEvent("brand-panel:look"));

  function say(text) {
    const line = panel().querySelector("[data-brand-panel-said]");
    line.textContent = text;
    window.setTimeout(() => { if (line.textContent === text) line.textContent = ""; }, SAID);
  }

  function openWaiver(finding) {
    const known = panel().querySelector("[data-waive-form]");
    const same = known && known.closest("[data-finding]") === finding;
    if (known) closeWaiver(known);
    if (same) return;
    const made = panel().querySelector("[data-waive-template]").content.firstElementChild.cloneNode(true);
    made.querySelector("[data-waive-place]").hidden = !finding.dataset.field;
    finding.append(made);
    finding.querySelector("[data-waive]").setAttribute("aria-expanded", "true");
    made.querySelector("[name=reason]").focus();
  }

  function closeWaiver(made) {
    const button = made.closest("[data-finding]").querySelector("[data-waive]");
    made.remove();
    button?.setAttribute("aria-expanded", "false");
    return button;
  }

  async function send(url, body) {
    const config = window.wagtailConfig;
    const headers = { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" };
    const response = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    return { ok: response.ok && isJson, answer: isJson ? await response.json() : {} };
  }

  async function waive(made) {
    const finding = made.closest("[data-finding]");
    const { rule, channel, field, block, quote, words } = finding.dataset;
    const body = new URLSearchParams([...new FormData(made)]);
    const named = { rule, channel, field, block, quote, words, fingerprint: finding.dataset.finding };
    Object.entries(named).forEach(([name, value]) => body.set(name, value || ""));
    const deed = made.querySelector("[type=submit]");
    deed.disabled = true;
    try {
      const { ok, answer } = await send(panel().dataset.waiveUrl, body);
      if (!ok) return explain(made, answer);
      arriving = { channel: sectionOf(finding), id: finding.dataset.finding };
      made.remove();
      say(answer.said);
      return look();
    } catch {
      return explain(made, {});
    } finally {
      deed.disabled = false;
    }
  }

  function explain(made, answer) {
    const errors = answer.errors || { __all__: [answer.error || texts().failed] };
    made.querySelectorAll("[data-error-for]").forEach((line) => {
      const reasons = errors[line.dataset.errorFor] || [];
      line.textContent = reasons.join(" ");
      line.hidden = !reasons.length;
    });
    /* What no field of the form is for is said above it. */
    const rest = Object.keys(errors).filter((name) => !made.querySelector(`[data-error-for="${CSS.escape(name)}"]`));
    if (rest.length) {
      const line = made.querySelector('[data-error-for="__all__"]');
      line.textContent = rest.flatMap((name) => errors[name]).join(" ");
      line.hidden = false;
    }
    made.querySelectorAll("textarea, input[type=date]").forEach((one) => one.setAttribute("aria-invalid", String(one.name in errors)));
    made.querySelector("[aria-invalid=true]")?.focus();
  }

  async function withdraw(button) {
    button.disabled = true;
    try {
      const { ok, answer } = await send(button.dataset.withdraw, "");
      say(ok ? answer.said : answer.error || texts().failed);
      if (ok) arriving = { channel: sectionOf(button), id: button.closest("[data-finding]").dataset.finding };
      if (ok) look();
    } catch {
      say(texts().failed);
    } finally {
      button.disabled = false;
    }
  }

  const sectionOf = (one) => one.closest("[data-brand-panel-section]").dataset.brandPanelSection;

  /* The focus goes where the finding went: into the list of the waived, or back among the open ones. */
  function arrive(section) {
    const found = section.querySelector(`[data-finding="${CSS.escape(arriving.id)}"]`);
    const list = section.querySelector(".brand-panel__waived");
    arriving = null;
    const target = found && !found.closest("details:not([open])") ? found.querySelector("button, a") : list?.querySelector("summary");
    target?.focus({ preventScroll: false });
  }

  /* Drawing anew */

  function onShowing({ target: section }) {
    const made = section.querySelector("[data-waive-form]");
    if (!made) return;
    const active = made.contains(document.activeElement) ? document.activeElement : null;
    kept = { section, made, active, id: made.closest("[data-finding]").dataset.finding };
  }

  function onShown({ target: section }) {
    if (kept && kept.section === section) keepForm(kept);
    if (arriving && arriving.channel === section.dataset.brandPanelSection) arrive(section);
  }

  /* What somebody is writing survives, as long as the finding is there. */
  function keepForm({ section, made, active, id }) {
    kept = null;
    if (made.isConnected) return;
    const finding = section.querySelector(`[data-finding="${CSS.escape(id)}"]`);
    const button = finding && finding.querySelector("[data-waive]");
    if (!button) return;
    finding.append(made);
    button.setAttribute("aria-expanded", "true");
    active?.focus({ preventScroll: true });
  }

  /* Listening */

  function onClick(event) {
    const button = panel()?.contains(event.target) ? event.target.closest("button") : null;
    if (!button) return;
    if ("waive" in button.dataset) openWaiver(button.closest("[data-finding]"));
    if ("waiveCancel" in button.dataset) closeWaiver(button.closest("[data-waive-form]"))?.focus();
    if ("withdraw" in button.dataset) withdraw(button);
  }

  function onSubmit(event) {
    if (!event.target.matches("[data-waive-form]")) return;
    event.preventDefault();
    waive(event.target);
  }

  function onKey(event) {
    const made = event.key === "Escape" && event.target.closest?.("[data-waive-form]");
    if (!made) return;
    event.stopPropagation();
    closeWaiver(made)?.focus();
  }

  const heard = { click: onClick, submit: onSubmit, keydown: onKey, "brand-panel:showing": onShowing, "brand-panel:shown": onShown };
  Object.entries(heard).forEach(([name, listener]) => document.addEventListener(name, listener));
})();
