/* Whoever presses a button while an autosave is under way waits for it, and no other begins meanwhile: two savings of
   one form at once would make two pieces of a new one, or a conflict of somebody with themselves. */
(() => {
  "use strict";

  const PATIENCE = 8000;
  let saving = null;
  let held = null;
  let leaving = false;

  function leave() {
    leaving = true;
    window.setTimeout(() => { leaving = false; }, PATIENCE);
  }

  function done() {
    saving = null;
    if (!held) return;
    const { form, submitter, timer } = held;
    held = null;
    window.clearTimeout(timer);
    if (submitter) submitter.disabled = false;
    leave();
    /* The numbers of the version just saved are put into the form a moment later. */
    window.setTimeout(() => form.requestSubmit(submitter), 50);
  }

  document.addEventListener("w-autosave:save", (event) => {
    if (held || leaving) event.preventDefault();
    else saving = event.target;
  });
  ["w-autosave:success", "w-autosave:error"].forEach((name) => document.addEventListener(name, done));
  window.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches("form[data-edit-form]")) return;
      if (!saving) {
        leave();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!held) held = { form: event.target, submitter: event.submitter, timer: window.setTimeout(done, PATIENCE) };
    },
    { capture: true },
  );
})();
