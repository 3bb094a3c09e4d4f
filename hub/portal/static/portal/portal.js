/* Copies values, prints, says where one is, finds words. Without it the page says all the same. */
(() => {
  const said = document.querySelector("[data-said]");

  function copyTheOldWay(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copy(text) {
    // Only pages on https have a clipboard.
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch { /* not allowed: the old way may be */ }
    }
    return copyTheOldWay(text);
  }

  function wanted(button) {
    return button.dataset.copyOf ? document.getElementById(button.dataset.copyOf).textContent : button.dataset.copy;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-of]");
    if (!button || !(await copy(wanted(button)))) return;
    button.focus({ preventScroll: true });
    said.textContent = `${said.dataset.said}: ${button.dataset.copy || button.textContent.trim()}`;
    said.classList.add("said--now");
    button.classList.add("copy--done");
    clearTimeout(said.timer);
    clearTimeout(button.timer);
    said.timer = setTimeout(() => { said.classList.remove("said--now"); }, 2500);
    button.timer = setTimeout(() => { button.classList.remove("copy--done"); }, 1600);
  });

  for (const button of document.querySelectorAll("[data-print], [data-copy-of]")) {
    button.hidden = false;
    if ("print" in button.dataset) button.addEventListener("click", () => window.print());
  }

  /* Where one is: the last section whose head has passed the upper third. */
  const links = [...document.querySelectorAll("[data-contents] a")];
  const sections = links.map((link) => document.querySelector(link.getAttribute("href")));
  let waiting = false;

  function mark() {
    waiting = false;
    const line = window.innerHeight / 3;
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    const at = atEnd ? sections.length - 1 : sections.findLastIndex((one) => one.getBoundingClientRect().top <= line);
    links.forEach((link, number) => {
      if (number !== at) {
        link.removeAttribute("aria-current");
      } else if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        const row = link.closest("[data-contents]");
        row.scrollTo({ left: link.offsetLeft - (row.clientWidth - link.clientWidth) / 2 });
      }
    });
  }

  if (links.length) {
    window.addEventListener("scroll", () => {
      if (!waiting) waiting = requestAnimationFrame(mark) > 0;
    }, { passive: true });
    mark();
  }

  /* Words that hold what is typed stay. */
  const sieve = document.querySelector("[data-sieve]");
  if (sieve) {
    sieve.hidden = false;
    const [field, none] = [sieve.querySelector("input"), sieve.querySelector("[role=status]")];
    field.addEventListener("input", () => {
      const word = field.value.trim().toLowerCase();
      let found = 0;
      for (const glossary of document.querySelectorAll(".glossary")) {
        let here = 0;
        for (const term of glossary.querySelectorAll(".term")) {
          term.hidden = Boolean(word) && !term.textContent.toLowerCase().includes(word);
          here += term.hidden ? 0 : 1;
        }
        glossary.hidden = !here;
        found += here;
      }
      none.textContent = found ? "" : none.dataset.none;
    });
  }
})();
