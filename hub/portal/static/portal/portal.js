/* Copies values and prints. Without it the page says all the same. */
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

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !(await copy(button.dataset.copy))) return;
    button.focus();
    said.textContent = `${said.dataset.said}: ${button.dataset.copy}`;
    said.classList.add("said--now");
    clearTimeout(said.timer);
    said.timer = setTimeout(() => { said.classList.remove("said--now"); }, 2500);
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
