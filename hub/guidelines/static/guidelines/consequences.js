/* "Judge the older ones, too": slice after slice in this page, with how far it is. Without it the link leads to the
   next slice. */
(() => {
  "use strict";

  const board = document.querySelector("[data-consequences]");
  const next = board?.querySelector("[data-next]");
  if (!next) return;
  const progress = board.querySelector("[data-progress]");
  const body = board.querySelector("tbody");

  const say = (words) => {
    progress.textContent = words.replace("{reached}", board.dataset.reached).replace("{pieces}", board.dataset.pieces);
  };

  function add(found) {
    for (const sum of board.querySelectorAll("[data-sum]")) {
      const more = found.querySelector(`[data-sum="${sum.dataset.sum}"]`);
      sum.textContent = Number(sum.textContent) + Number(more.textContent);
    }
    const rows = [...found.querySelectorAll("tbody > tr")];
    body.append(...rows.map((row) => document.importNode(row, true)));
    if (rows.length) {
      body.closest("[role=region]").hidden = false;
      board.querySelector("[data-nothing]")?.remove();
    }
    Object.assign(board.dataset, { reached: found.dataset.reached, pieces: found.dataset.pieces, more: found.dataset.more });
  }

  async function go() {
    while (board.dataset.more) {
      say(progress.dataset.says);
      const answer = await fetch(`?after=${board.dataset.more}`, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = answer.ok && page.querySelector("[data-consequences]");
      if (!found) throw new Error(String(answer.status));
      add(found);
    }
    say(progress.dataset.done);
  }

  next.addEventListener("click", (event) => {
    event.preventDefault();
    next.hidden = true;
    go().catch(() => {
      next.hidden = false;
      next.href = `?after=${board.dataset.more}`;
      say(progress.dataset.failed);
    });
  });
})();
