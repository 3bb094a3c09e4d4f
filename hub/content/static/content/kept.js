// Blocks and choices that this hub does not know (any more) stay as they are when somebody saves.
(() => {
  const KEPT = "kept";
  const { StreamBlockDefinition } = window.wagtailStreamField.blocks;
  const Select = window.telepath.constructors["wagtail.widgets.Select"];

  class KeepingStreamBlockDefinition extends StreamBlockDefinition {
    constructor(name, groups, states, meta) {
      super(name, groups, states, meta);
      window.hubPaste = { strings: meta.pasteStrings };
      // The menu offers these; a stored block finds its type by name all the same.
      this.groupedChildBlockDefs = groups
        .map(([group, blocks]) => [group, blocks.filter((block) => block.name !== KEPT)])
        .filter(([, blocks]) => blocks.length);
    }
  }

  class BoundKeptWidget {
    constructor(placeholder, name, id, state) {
      this.idForLabel = null;
      this.element = document.createElement("div");
      this.input = document.createElement("input");
      this.input.type = "hidden";
      this.input.name = name;
      this.input.id = id;
      this.shown = document.createElement("div");
      this.element.append(this.input, this.shown);
      placeholder.replaceWith(this.element);
      this.setState(state);
    }

    setState(state) {
      this.input.value = state || "";
      const { type = "", words = "", note = "" } = state ? JSON.parse(state) : {};
      const strong = document.createElement("strong");
      const text = document.createElement("p");
      const help = document.createElement("p");
      strong.textContent = type;
      text.textContent = words;
      text.style.whiteSpace = "pre-line";
      help.textContent = note;
      help.className = "help";
      this.shown.replaceChildren(strong, text, help);
    }

    getState() {
      return this.input.value;
    }

    getValue() {
      return this.input.value;
    }

    getTextLabel() {
      return this.shown.querySelector("strong").textContent;
    }

    setInvalid() {}

    focus() {}
  }

  class KeptWidget {
    render(placeholder, name, id, state) {
      return new BoundKeptWidget(placeholder, name, id, state);
    }
  }

  class KeepingSelect extends Select {
    constructor(html, note) {
      super(html);
      this.note = note;
    }

    render(placeholder, name, id, state, ...rest) {
      const bound = super.render(placeholder, name, id, state, ...rest);
      const set = bound.setState.bind(bound);
      bound.setState = (chosen) => {
        const keys = [...bound.input.options].map((option) => option.value);
        for (const key of chosen || []) {
          if (!keys.includes(key)) bound.input.add(new Option(`${key} (${this.note})`, key));
        }
        set(chosen || []);
      };
      bound.setState(state);
      return bound;
    }
  }

  window.telepath.register("hub.content.KeepingStreamBlock", KeepingStreamBlockDefinition);
  window.telepath.register("hub.content.KeptWidget", KeptWidget);
  window.telepath.register("hub.content.KeepingSelect", KeepingSelect);
})();
