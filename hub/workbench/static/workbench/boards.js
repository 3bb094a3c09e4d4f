/* The channel board: fetches a draft's cards as they come into sight, two at a time, and switches frames' widths. */
(() => {
  const waiting = [];
  let running = 0;

  async function load(card) {
    running += 1;
    try {
      const response = await fetch(card.dataset.boardLoad, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const holder = document.createElement("template");
      holder.innerHTML = await response.text();
      card.replaceWith(holder.content);
    } catch {
      const note = document.createElement("p");
      note.className = "card-note";
      note.setAttribute("role", "alert");
      note.textContent = card.dataset.boardFailure;
      card.querySelector(".loading")?.replaceWith(note);
      card.removeAttribute("aria-busy");
    }
    running -= 1;
    next();
  }

  function next() {
    while (running < 2 && waiting.length) load(waiting.shift());
  }

  const cards = document.querySelectorAll("[data-board-load]");
  const seen = new IntersectionObserver(
    (entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
        seen.unobserve(entry.target);
        waiting.push(entry.target);
      });
      next();
    },
    { rootMargin: "600px" },
  );
  cards.forEach((card) => seen.observe(card));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-board-width]");
    if (!button) return;
    const card = button.closest(".card");
    card.querySelector("[data-board-frame]").dataset.boardFrame = button.dataset.boardWidth;
    button.parentElement.querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
  });
})();
