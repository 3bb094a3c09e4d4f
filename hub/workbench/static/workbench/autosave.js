/* What an autosave has stored is what a press on a button begins from: nobody is in conflict with themselves.
   Whoever presses a button while an autosave is under way waits for it, and no other begins meanwhile: two savings of
   one form at once would make two pieces of a new one, or a conflict of somebody with themselves.
   What is typed while an autosave is under way is not stored by it, and what is typed while the page still loads is
   not what it came with: Wagtail takes both for saved. They count as changes, or they would be lost on leaving. */
(() => {
  "use strict";

  const PATIENCE = 8000;
  let saving = null;
  let held = null;
  let leaving = false;
  let sent = "";
  let isTouched = false;

  const unsaved = (form) => window.wagtail.app.getControllerForElementAndIdentifier(form, "w-unsaved");

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
    form.requestSubmit(submitter);
  }

  function remember(form, { revision_id: id, revision_created_at: created }) {
    if (!id || !created) return;
    Object.entries({ loaded_revision_id: id, loaded_revision_created_at: created }).forEach(([name, value]) => {
      let field = form.querySelector(`input[name="${name}"]`);
      if (!field) {
        field = Object.assign(document.createElement("input"), { type: "hidden", name });
        form.prepend(field);
      }
      field.value = value;
    });
  }

  /* Compared with what was sent, not with what stands there by now. */
  function compare(form, updates) {
    const watch = unsaved(form);
    const stored = new URLSearchParams(sent);
    Object.entries(updates || {}).forEach(([name, value]) => stored.set(name, value));
    watch.initialFormData = watch.previousFormData = stored.toString();
  }

  document.addEventListener("w-autosave:success", (event) => {
    remember(event.target, event.detail.response);
    compare(event.target, event.detail.response.field_updates);
  });
  document.addEventListener("w-autosave:save", (event) => {
    if (held || leaving) {
      event.preventDefault();
      return;
    }
    saving = event.target;
    sent = unsaved(saving).formData;
  });
  ["beforeinput", "change"].forEach((name) => document.addEventListener(
    name,
    (event) => { if (event.isTrusted && event.target.closest("form[data-edit-form]")) isTouched = true; },
    { capture: true },
  ));
  document.addEventListener(
    "w-unsaved:watch-edits",
    (event) => { if (isTouched) unsaved(event.target).forceValue = true; },
    { once: true },
  );
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
