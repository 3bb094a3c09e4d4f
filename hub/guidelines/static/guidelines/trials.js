/* Do's and don'ts tried out while one types, with the findings' words; and a field in which to try a pattern. */
(() => {
  "use strict";

  const desk = window.guidelineDesk;
  const { all, child, element, filled } = desk;
  const WAIT = 900;

  const post = (url, body, signal) => fetch(url, {
    method: "POST",
    body,
    signal,
    credentials: "same-origin",
    headers: { [window.wagtailConfig.CSRF_HEADER_NAME]: window.wagtailConfig.CSRF_TOKEN },
  }).then((answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  });

  /* Asks at most once in a while; an answer that comes too late is dropped. */
  function asker(ask, wait) {
    let timer = 0;
    let running = null;
    return () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        running?.abort();
        running = new AbortController();
        ask(running.signal).catch(() => {});
      }, wait);
    };
  }

  /* --- do's and don'ts */

  const there = (row) => row.closest("[data-streamfield-child]")?.querySelector(':scope > input[name$="-deleted"]')?.value !== "1";
  const examples = () => all(".guideline-example").filter(there);

  function place(row) {
    let box = row.querySelector(".guideline-trial");
    if (!box) {
      box = element("div", "guideline-trial");
      box.setAttribute("role", "status");
      row.querySelector('[data-contentpath="text"]')?.append(box);
    }
    return box;
  }

  function said(one, page) {
    const made = element("li");
    if (one.rule) made.append(page ? Object.assign(element("a", "", one.rule), { href: page, target: "_blank", rel: "noopener" }) : element("code", "", one.rule), " ");
    made.append(element("span", "", one.text));
    return made;
  }

  function showTrial(row, trial, words) {
    const box = place(row);
    const good = child(row, "judged")?.value === "good";
    const verdict = trial.holds ? (good ? words.clean : words.found) : good ? words.unclean : words.missed;
    box.classList.toggle("is-poor", !trial.holds);
    box.replaceChildren(element("strong", "guideline-verdict", `${trial.holds ? "✓" : "✗"} ${verdict}`));
    if (!trial.said.length) return;
    const list = element("ul");
    list.append(...trial.said.map((one) => said(one, desk.lists().rules.find((rule) => rule.value === one.rule)?.page)));
    box.append(list);
  }

  function examplesOf(form, url) {
    const words = desk.lists().words;
    let sent = "";
    const ask = asker(async (signal) => {
      if (!examples().length) return;
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      const sign = JSON.stringify([...body].filter(([name]) => name !== "csrfmiddlewaretoken"));
      if (sign === sent) return;
      const answer = await post(url, body, signal);
      sent = sign;
      const now = examples();
      if (answer.problem || answer.examples.length !== now.length) {
        now.forEach((row) => place(row).replaceChildren(element("span", "guideline-note", answer.problem || words.later)));
        return;
      }
      now.forEach((row, number) => showTrial(row, answer.examples[number], words));
    }, WAIT);
    form.addEventListener("input", ask);
    form.addEventListener("change", ask);
    document.addEventListener("w-autosave:success", ask);
    return ask;
  }

  /* --- own rules */

  function values(row) {
    const found = {};
    for (const part of all("[data-contentpath]", row)) {
      if (part.closest(".guideline-row") !== row || part.querySelector("[data-streamfield-list-container]")) continue;
      const control = all("input, textarea, select", part).find((one) => one.name);
      if (control) found[part.dataset.contentpath] = control.type === "checkbox" ? control.checked : control.value;
    }
    return found;
  }

  function marked(text, matches) {
    const parts = [];
    let at = 0;
    const letters = [...text]; // the server counts characters, the browser halves of some
    for (const [start, end, instead] of matches) {
      if (start < at) continue;
      parts.push(letters.slice(at, start).join(""), element("mark", "", letters.slice(start, end).join("")));
      if (instead !== null) parts.push(element("ins", "", ` → ${instead || "∅"}`));
      at = end;
    }
    return [...parts, letters.slice(at).join("")];
  }

  function pattern(row, url) {
    const words = desk.lists().words;
    const box = element("div", "guideline-try");
    const title = element("label", "w-field__label", words.try);
    const area = element("textarea");
    const shown = element("div", "guideline-tried");
    const count = element("p", "guideline-note");
    count.setAttribute("role", "status");
    area.rows = 2;
    area.id = `${row.querySelector("[name]")?.name || "x"}-try`;
    area.placeholder = words.tryHere;
    area.dataset.try = "";
    title.htmlFor = area.id;
    shown.hidden = true;
    box.append(title, area, shown, count);
    row.querySelector('[data-contentpath="pattern"]')?.append(box);
    const ask = asker(async (signal) => {
      const text = area.value.replaceAll("\r\n", "\n");
      shown.hidden = true;
      if (!text.trim()) {
        count.replaceChildren();
        return;
      }
      const answer = await post(url, JSON.stringify({ text, entry: values(row) }), signal);
      count.classList.toggle("is-poor", Boolean(answer.problem));
      count.replaceChildren(answer.problem || filled(answer.count === 1 ? words.hit : words.hits, { count: answer.count }));
      if (answer.problem) return;
      shown.replaceChildren(...marked(text, answer.matches));
      shown.hidden = !answer.count;
    }, 300);
    row.addEventListener("input", ask);
    row.addEventListener("change", ask);
  }

  let ask = null;

  desk.drawn.push(() => {
    const urls = document.querySelector("[data-guideline-urls]").dataset;
    const form = document.querySelector("form[data-edit-form], form[data-guideline-entries]");
    if (!ask && urls.tryUrl && form) ask = examplesOf(form, urls.tryUrl);
    for (const row of all(".guideline-pattern:not([data-tried])")) {
      row.dataset.tried = "";
      pattern(row, urls.matchUrl);
    }
    if (ask && examples().some((row) => !row.querySelector(".guideline-trial"))) {
      examples().forEach(place);
      ask();
    }
  });
})();
