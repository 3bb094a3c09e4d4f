/* Texts of the guideline's form that are picked from lists: channels, roles, rules, limits, languages.

   The text field stays and is what is sent; the control before it writes it. What the list does not know stays. */
(() => {
  "use strict";

  const all = (selector, where = document) => [...where.querySelectorAll(selector)];
  const split = (text) => text.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean);
  let lists = null;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const entry = (input) => input.closest(".guideline-row");
  const child = (where, name, kind = "input, select, textarea") => {
    const found = where?.querySelector(`[data-contentpath="${name}"]`);
    return found ? all(kind, found).find((one) => one.name) : null;
  };

  function write(input, value) {
    if (input.value === value) return;
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* The control takes the field's id, so that its label is the control's. */
  function stand(input, control) {
    control.id = input.id;
    input.id = `${input.id}-text`;
    input.hidden = true;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (input.hasAttribute(name)) control.setAttribute(name, input.getAttribute(name));
    }
    input.before(control);
  }

  function label(input) {
    const found = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    if (found && !found.id) found.id = `${input.id}-label`;
    return found;
  }

  function ownRules() {
    const section = document.querySelector('[data-contentpath="patterns"]');
    return (section ? all(".guideline-pattern", section) : [])
      .map((pattern) => child(pattern, "id")?.value.trim())
      .filter(Boolean)
      .map((id) => ({ value: `own/${id}`, label: id, family: "own", options: [], channels: [], without: [], severity: "", page: "" }));
  }

  function colors() {
    const section = document.querySelector('[data-contentpath="colors"]');
    const names = (section ? all(".guideline-color", section) : []).flatMap((color) => [child(color, "name")?.value.trim(), ...split(child(color, "roles")?.value || "")]);
    return [...new Set(names.filter(Boolean))].map((name) => ({ value: name, label: name }));
  }

  function listed(input) {
    const name = input.dataset.pick;
    if (name === "colors") return colors();
    if (name === "rules") return [...lists.rules, ...ownRules()];
    if (name === "limits") return (lists.limits[child(entry(input), "channel")?.value] || []).map((limit) => ({ ...limit, label: [limit.value, ...limit.formats].join(", ") }));
    return lists[name] || [];
  }

  function option(value, text) {
    const made = element("option", "", text);
    made.value = value;
    return made;
  }

  function options(list) {
    const families = [...new Set(list.map((one) => one.family || ""))];
    return families.flatMap((family) => {
      const inside = list.filter((one) => (one.family || "") === family).map((one) => option(one.value, one.label));
      if (!family) return inside;
      const group = element("optgroup");
      group.label = family;
      group.append(...inside);
      return [group];
    });
  }

  function select(input) {
    const control = element("select", "guideline-select");
    const blank = () => (label(input)?.querySelector(".w-required-mark") || input.required ? lists.words.pick : lists.words.all);
    const first = blank();
    stand(input, control);
    let drawn = "";
    control.refresh = () => {
      const list = listed(input);
      const sign = JSON.stringify([list.map((one) => one.value), input.value]);
      if (sign === drawn) return;
      drawn = sign;
      const known = !input.value || list.some((one) => one.value === input.value);
      control.replaceChildren(option("", first), ...options(list), ...(known ? [] : [option(input.value, `${input.value} (${lists.words.unknown})`)]));
      control.value = input.value;
    };
    control.addEventListener("change", () => write(input, control.value));
    return control;
  }

  function free(input) {
    const known = element("datalist");
    known.id = `${input.id}-list`;
    input.setAttribute("list", known.id);
    input.after(known);
    let drawn = "";
    known.refresh = () => {
      const list = listed(input);
      const sign = JSON.stringify(list);
      if (sign === drawn) return;
      drawn = sign;
      known.replaceChildren(...list.map((one) => option(one.value, one.label === one.value ? "" : one.label)));
    };
    return known;
  }

  function checks(input) {
    const control = element("div", "guideline-picks");
    control.setAttribute("role", "group");
    const title = label(input);
    if (title) control.setAttribute("aria-labelledby", title.id);
    input.before(control);
    input.hidden = true;
    const words = input.dataset.pick === "triggers" ? element("input", "guideline-pick-words") : null;
    const chosen = () => split(input.value);
    const change = (value, on) => write(input, on ? [...chosen(), value].join(", ") : chosen().filter((one) => one !== value).join(", "));
    const list = listed(input);
    const rest = chosen().filter((value) => !list.some((one) => one.value === value) && !(words && value.startsWith("text:")));
    for (const one of [...list, ...rest.map((value) => ({ value, label: value }))]) {
      const made = element("label", "guideline-pick");
      const box = element("input");
      box.type = "checkbox";
      box.value = one.value;
      box.checked = chosen().includes(one.value);
      box.addEventListener("change", () => change(one.value, box.checked));
      made.append(box, element("span", "", one.label));
      made.title = one.value;
      control.append(made);
    }
    if (words) {
      words.type = "text";
      words.placeholder = lists.words.more;
      words.setAttribute("aria-label", lists.words.more);
      words.value = chosen().filter((value) => value.startsWith("text:")).map((value) => value.slice(5)).join(", ");
      words.addEventListener("change", () => write(input, [...chosen().filter((value) => !value.startsWith("text:")), ...split(words.value).map((word) => `text:${word}`)].join(", ")));
      control.append(words);
    }
    control.refresh = () => {};
    return control;
  }

  /* Some of very many: what is chosen with a button to take it out, and a list to add from. */
  function chips(input) {
    const control = element("div", "guideline-picks");
    const add = element("select", "guideline-select");
    const chosen = () => split(input.value);
    stand(input, add);
    add.before(control);
    let drawn = null;
    add.refresh = () => {
      const list = listed(input);
      const sign = JSON.stringify([list.length, input.value]);
      if (sign === drawn) return;
      drawn = sign;
      control.replaceChildren(...chosen().map((value) => {
        const made = element("button", "button button-small button-secondary guideline-chip", `${value} ×`);
        made.type = "button";
        made.setAttribute("aria-label", filled(lists.words.remove, { name: value }));
        made.addEventListener("click", () => {
          write(input, chosen().filter((one) => one !== value).join(", "));
          add.refresh();
          add.focus();
        });
        return made;
      }));
      add.replaceChildren(option("", lists.words.add), ...options(list.filter((one) => !chosen().includes(one.value))));
    };
    add.addEventListener("change", () => {
      if (add.value) write(input, [...chosen(), add.value].join(", "));
      add.refresh();
    });
    return add;
  }

  /* Lines of channel = value, as a small table of choices. */
  function pairs(input) {
    const control = element("div", "guideline-pairs-of");
    control.setAttribute("role", "group");
    const title = label(input);
    if (title) control.setAttribute("aria-labelledby", title.id);
    const read = () => new Map(input.value.split("\n").filter((line) => line.trim()).map((line) => {
      const [name, ...rest] = line.split("=");
      return [name.trim(), rest.join("=").trim()];
    }));
    const names = [...lists.channels, ...[...read().keys()].filter((name) => !lists.channels.some((one) => one.value === name)).map((name) => ({ value: name, label: name }))];
    for (const one of names) {
      const made = element("label", "guideline-pair-of");
      const choice = element("select");
      choice.append(option("", lists.words.usual), ...options(lists[input.dataset.pickPairs]));
      const said = read().get(one.value);
      choice.value = said === undefined ? "" : said || "-";
      if (said && choice.value !== said) {
        choice.append(option(said, said));
        choice.value = said;
      }
      choice.addEventListener("change", () => {
        const lines = read();
        if (choice.value) lines.set(one.value, choice.value === "-" ? "" : choice.value);
        else lines.delete(one.value);
        write(input, [...lines].map(([name, value]) => `${name} = ${value}`.trim()).join("\n"));
      });
      made.append(element("span", "", one.label), choice);
      control.append(made);
    }
    input.before(control);
    input.hidden = true;
    control.refresh = () => {};
    return control;
  }

  function made(input) {
    if (input.dataset.pickPairs) return pairs(input);
    if ("several" in input.dataset) return input.dataset.pick === "rules" ? chips(input) : checks(input);
    return "free" in input.dataset ? free(input) : select(input);
  }

  const standing = new Map();

  function refresh() {
    for (const input of all("[data-pick]:not([data-picked]), [data-pick-pairs]:not([data-picked])")) {
      input.dataset.picked = "";
      standing.set(input, made(input));
    }
    for (const [input, control] of standing) {
      if (input.isConnected) control.refresh();
      else standing.delete(input);
    }
    window.guidelineDesk.drawn?.forEach((draw) => draw());
  }

  let waiting = 0;
  const soon = () => {
    if (!waiting) waiting = window.setTimeout(() => ((waiting = 0), refresh()), 60);
  };

  window.guidelineDesk = { element, filled, child, write, option, label, all, drawn: [], lists: () => lists, soon };

  document.addEventListener("DOMContentLoaded", () => {
    const found = document.getElementById("guideline-catalogue");
    const form = document.querySelector("form[data-edit-form], form[data-guideline-entries]");
    if (!found || !form) return;
    lists = JSON.parse(found.textContent);
    form.addEventListener("change", soon);
    new MutationObserver((changes) => {
      if (changes.some((change) => [...change.addedNodes].some((node) => node.querySelector?.("[data-pick], [data-pick-pairs], .guideline-row")))) soon();
    }).observe(form, { childList: true, subtree: true });
    refresh();
  });
})();
