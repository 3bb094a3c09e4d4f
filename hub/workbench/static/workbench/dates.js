/* Dates as the reader's language writes them: 24.12.2026 08:00 in German, in fields, in the calendar beside them, and
   typed. What cannot be read stays as it was typed, for the hub to say so: the calendar would put "now" in its place. */
(() => {
  "use strict";

  const FORMATS = { de: { initDateChooser: "d.m.Y", initDateTimeChooser: "d.m.Y H:i" } };
  const language = document.documentElement.lang.slice(0, 2);
  const pad = (number) => number.padStart(2, "0");

  /* "2026-12-24 08:00", as it is stored, in German. */
  const german = (text) => text.replace(/^(\d{4})-(\d{2})-(\d{2})(?=$| )/, "$3.$2.$1");
  /* "1.2.26, 8 Uhr", as it is typed. */
  const TYPED = /^\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:,?\s+(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?)?\s*$/;
  function tidy(text, withTime) {
    const found = TYPED.exec(text);
    if (!found) return text;
    const [, day, month, year, hour, minute] = found;
    const date = `${pad(day)}.${pad(month)}.${year.length === 2 ? `20${year}` : year}`;
    return withTime ? `${date} ${pad(hour || "0")}:${minute || "00"}` : date;
  }

  function speak(field, withTime) {
    field.value = german(field.value);
    field.addEventListener("change", () => { field.value = tidy(field.value, withTime); });
  }

  function wrapped(name, init) {
    const format = FORMATS[language] && FORMATS[language][name];
    const withTime = name === "initDateTimeChooser";
    return (id, options) => {
      const field = document.getElementById(id);
      if (format && field) {
        speak(field, withTime);
        /* In streams the value comes right after. */
        window.setTimeout(() => { if (field.value !== german(field.value)) field.value = german(field.value); });
      }
      init(id, { ...options, ...(format ? { format, formatDate: "d.m.Y" } : {}), validateOnBlur: false });
    };
  }

  ["initDateChooser", "initDateTimeChooser"].forEach((name) => {
    let ours = window[name] && wrapped(name, window[name]);
    Object.defineProperty(window, name, {
      configurable: true,
      get: () => ours,
      set: (init) => { ours = wrapped(name, init); },
    });
  });
})();
