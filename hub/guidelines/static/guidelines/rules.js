/* Rule settings: the options that a rule declares, as fields with their defaults; what a limit is on the platform. */
(() => {
  "use strict";

  const desk = window.guidelineDesk;
  const { all, child, element, filled, label, option, write } = desk;

  /* --- lines of name = value, the values as YAML has them */

  function read(text) {
    return new Map(text.split("\n").filter((line) => line.includes("=")).map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }));
  }

  function plain(value) {
    if (/^'.*'$/.test(value)) return value.slice(1, -1).replaceAll("''", "'");
    if (/^".*"$/.test(value)) {
      try {
        return JSON.parse(value);
      } catch {
        return value.slice(1, -1);
      }
    }
    return value;
  }

  const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

  /* --- one field an option */

  function truth(words, one, said) {
    const control = element("select");
    control.append(option("", filled(words.usually, { value: one.usual ? words.yes : words.no })), option("true", words.yes), option("false", words.no));
    control.value = /^(true|yes|on)$/i.test(said) ? "true" : /^(false|no|off)$/i.test(said) ? "false" : "";
    control.written = () => control.value;
    return control;
  }

  function chosen(words, one, said) {
    const control = element("select");
    control.append(option("", filled(words.usually, { value: one.usual || words.none })), ...one.choices.map((name) => option(name, name)));
    const there = one.choices.find((name) => name.toLowerCase() === plain(said).toLowerCase());
    if (said && !there) control.append(option(plain(said), plain(said)));
    control.value = there || plain(said);
    control.written = () => (control.value ? quoted(control.value) : "");
    return control;
  }

  function typed(words, one, said) {
    const control = element("input");
    control.type = "text";
    if (one.kind !== "text") control.inputMode = one.kind === "whole" ? "numeric" : "decimal";
    control.placeholder = filled(words.usually, { value: one.usual === "" ? words.none : String(one.usual) });
    control.value = one.kind === "text" ? plain(said) : said;
    control.written = () => {
      const value = control.value.trim();
      if (!value) return "";
      return one.kind === "text" ? quoted(value) : /^[-+]?\d+,\d+$/.test(value) ? value.replace(",", ".") : value;
    };
    return control;
  }

  function field(words, one, lines, area, number) {
    const made = element("div", "guideline-option");
    const said = lines.get(one.name) ?? "";
    const control = (one.kind === "truth" ? truth : one.choices.length ? chosen : typed)(words, one, said);
    const title = element("label", "w-field__label", one.label);
    control.id = `${area.name}-${number}-${one.name}`;
    control.dataset.option = one.name;
    title.htmlFor = control.id;
    control.addEventListener("change", () => {
      const now = read(area.value);
      const value = control.written();
      if (value) now.set(one.name, value);
      else now.delete(one.name);
      write(area, [...now].map(([name, text]) => `${name} = ${text}`).join("\n"));
    });
    made.append(title, control);
    return made;
  }

  /* What the server says of an option stands at its field. */
  function place(area, box) {
    for (const said of all(".error-message", area.closest("[data-contentpath]"))) {
      const name = said.textContent.trim().split(":")[0];
      const control = box.querySelector(`[data-option="${CSS.escape(name)}"]`);
      if (!control || box.contains(said)) continue;
      said.textContent = said.textContent.trim().slice(name.length + 1).trim();
      said.id = `${control.id}-error`;
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", said.id);
      control.after(said);
    }
  }

  function about(row, rule, words) {
    const channels = (keys) => keys.map((key) => desk.lists().channels.find((one) => one.value === key)?.label || key).join(", ");
    const made = element("p", "guideline-note guideline-about");
    made.append(element("code", "", rule.value));
    for (const text of [
      rule.channels.length ? filled(words.only, { channels: channels(rule.channels) }) : "",
      rule.without.length ? filled(words.without, { channels: channels(rule.without) }) : "",
    ]) if (text) made.append(` ${text}`);
    if (rule.page) {
      const link = element("a", "", words.page);
      link.href = rule.page;
      link.target = "_blank";
      link.rel = "noopener";
      made.append(" ", link);
    }
    return made;
  }

  function drawRule(row, number) {
    const area = row.querySelector("textarea[data-rule-options]");
    const id = child(row, "rule", "input")?.value.trim() || "";
    if (!area) return;
    if (row.dataset.drawn === id) return place(area, row.querySelector(".guideline-options"));
    row.dataset.drawn = id;
    const lists = desk.lists();
    const rule = lists.rules.find((one) => one.value === id);
    all(".guideline-options, .guideline-about", row).forEach((old) => old.remove());
    const box = element("div", "guideline-options");
    box.setAttribute("role", "group");
    const title = label(area);
    if (title) box.setAttribute("aria-labelledby", title.id);
    const lines = read(area.value);
    const known = rule ? rule.options : [];
    const strange = [...lines.keys()].filter((name) => !known.some((one) => one.name === name));
    box.append(...[...known, ...strange.map((name) => ({ name, label: name, kind: "any", usual: "", choices: [] }))].map((one) => field(lists.words, one, lines, area, number)));
    if (!known.length && !strange.length) box.append(element("span", "guideline-note", rule ? lists.words.nothing : ""));
    area.hidden = true;
    area.before(box);
    if (rule) row.querySelector('[data-contentpath="rule"] .w-field__input')?.append(about(row, rule, lists.words));
    const usual = row.querySelector('[data-contentpath="severity"] option[value=""]');
    if (usual) usual.textContent = rule?.severity ? filled(lists.words.usually, { value: lists.words[rule.severity] }) : lists.words.usual;
    place(area, box);
  }

  function drawLimit(row) {
    const lists = desk.lists();
    const channel = child(row, "channel", "input")?.value;
    const limit = (lists.limits[channel] || []).find((one) => one.value === child(row, "limit", "input")?.value);
    const value = parseFloat(child(row, "value", "input")?.value);
    const sign = JSON.stringify([limit, value]);
    if (row.dataset.drawn === sign) return;
    row.dataset.drawn = sign;
    row.querySelector(".guideline-about")?.remove();
    if (!limit) return;
    const made = element("p", "guideline-note guideline-about");
    const number = limit.most.toLocaleString(document.documentElement.lang || "en");
    made.append(element("strong", "", filled(limit.hard ? lists.words.platform : lists.words.advice, { value: number, unit: limit.unit })));
    if (limit.read) made.append(`, ${filled(lists.words.read, { date: limit.read })}`);
    if (limit.source) made.append(`. ${lists.words.source}: ${limit.source}`);
    if (limit.note) made.append(`. ${limit.note}`);
    if (limit.hard && value > limit.most) made.append(element("span", "guideline-note is-poor", lists.words.above));
    row.querySelector('[data-contentpath="limit"] .w-field__input')?.append(made);
  }

  desk.drawn.push(() => {
    all(".guideline-rule").forEach(drawRule);
    all(".guideline-limit").forEach(drawLimit);
  });
})();
