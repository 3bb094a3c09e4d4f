"""The candidates as forms: a row each, to tick, name and give a role. What is ticked becomes entries of a draft."""

import base64
import binascii
from collections import Counter
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brand.portable.starting import Candidates, FoundColor, FoundFont, Spot, Use
from brand.portable.starting.candidates import Uses
from brand.portable.tokenfiles import font_stack
from hub.accounts.language import current_translator
from hub.guidelines.beginning import Draft, is_hex, roles_in
from hub.guidelines.blocks import HEX, channel_choices
from hub.guidelines.gathering import PICTURE, ending_of
from hub.guidelines.named_fields import NamedField, called
from hub.guidelines.word_blocks import ADDRESSES
from renderers.contract.tokens import Font

#: The most rows of a kind that a form takes.
MOST = 60
USES: dict[Use, Any] = {
    Use.BUTTON: gettext_lazy("buttons"),
    Use.BUTTON_TEXT: gettext_lazy("words on buttons"),
    Use.HEADING: gettext_lazy("headings"),
    Use.TEXT: gettext_lazy("text"),
    Use.LINK: gettext_lazy("links"),
    Use.BACKGROUND: gettext_lazy("behind words"),
    Use.AREA: gettext_lazy("areas"),
    Use.LINE: gettext_lazy("lines"),
    Use.NAMED: gettext_lazy("by name"),
}
SPOTS: dict[Spot, Any] = {
    Spot.NAMED: gettext_lazy("calls itself a logo"),
    Spot.HEADER: gettext_lazy("stands at the top of the page"),
    Spot.ICON: gettext_lazy("icon of the window"),
}
TEXTS: dict[str, Any] = {
    "sender.name": gettext_lazy("Name of the brand"),
    "sender.company": gettext_lazy("Company"),
    "sender.email": gettext_lazy("Email address"),
    "sender.phone": gettext_lazy("Phone"),
    "sender.website": gettext_lazy("Website"),
    "sender.handles": gettext_lazy("Names in networks"),
    "basics.locales": gettext_lazy("Languages"),
    "voice.address": gettext_lazy("Form of address"),
}
LINES: list[tuple[str, Any]] = [
    ("imprint", gettext_lazy("Imprint")),
    ("privacy", gettext_lazy("Privacy")),
    ("unsubscribe", gettext_lazy("Link to unsubscribe")),
    ("view-online", gettext_lazy("Link to the browser version")),
]


class Row(forms.Form):
    """A candidate."""

    take = forms.BooleanField(required=False, label=gettext_lazy("Take over"))
    about = forms.CharField(required=False, widget=forms.HiddenInput, max_length=500)
    draft: Draft

    @property
    def note(self) -> str:
        """What the draft says of it already, or whose place it would take; "" for what is new."""
        return ""

    @property
    def value(self) -> dict[str, Any]:
        """What the fields say, sent or not."""
        names = self.fields
        return {name: self.data.get(self.add_prefix(name), "") if self.is_bound else self.initial.get(name, "")
                for name in names}  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Only what is taken must be right."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("take"):
            self.errors.clear()
        elif not self.errors:
            self.compare(cleaned)
        return cleaned

    def compare(self, cleaned: dict[str, Any]) -> None:
        """Refuse what would cover something in the draft that nobody spoke of."""


class ColorRow(Row):
    """A color: its name and roles can be changed."""

    srgb = forms.CharField(widget=forms.HiddenInput, validators=[HEX])
    cmyk = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    spot = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    roles = NamedField(pick="roles", label=gettext_lazy("Roles"), required=False, max_length=200)

    @property
    def note(self) -> str:
        """What the draft calls it."""
        srgb = str(self.value["srgb"]).lower()
        near = self.draft.color_near(srgb) if is_hex(srgb) else ""
        return _("is there as “%(name)s”") % {"name": near} if near else ""

    @property
    def swatch(self) -> str:
        """The color for a style; nothing else gets there."""
        srgb = str(self.value["srgb"]).lower()
        return srgb if is_hex(srgb) else "transparent"

    def compare(self, cleaned: dict[str, Any]) -> None:
        """A name is one color's, and so is a role."""
        there = self.draft.color_named(cleaned["name"])
        if there:
            message = _("There is a color “%(name)s” already: %(value)s. Choose another name.")
            self.add_error("name", message % {"name": cleaned["name"], "value": there})
        for role in roles_in(cleaned["roles"]):
            if other := self.draft.color_with(role):
                message = _("“%(name)s” has the role “%(role)s” already. A role is one color's.")
                self.add_error("roles", message % {"name": other, "role": called("roles", role)})

    def entry(self) -> dict[str, Any]:
        """The color as the guideline's form has it."""
        names = ("name", "srgb", "cmyk", "spot")
        entry = {name: self.cleaned_data[name] for name in names}
        return entry | {"roles": ", ".join(roles_in(self.cleaned_data["roles"])), "kept": ""}


class FontRow(Row):
    """A typeface: the role can be changed; there is one of each."""

    family = forms.CharField(widget=forms.HiddenInput, max_length=100)
    stack = forms.CharField(required=False, widget=forms.HiddenInput, max_length=300)
    role = NamedField(pick="font-roles", label=gettext_lazy("Role"), max_length=60)
    weights = forms.RegexField(
        r"^\s*(?:[1-9]00(?:\s*,\s*[1-9]00)*)?\s*$", label=gettext_lazy("Weights"), required=False, max_length=60
    )

    @property
    def note(self) -> str:
        """Whose place it takes."""
        there = self.draft.family_of(str(self.fields["role"].to_python(self.value["role"])))
        if not there:
            return ""
        if there == self.value["family"]:
            return _("is there already")
        return _("takes the place of “%(name)s”") % {"name": there}

    @property
    def specimen(self) -> str:
        """The families for a sample, safe in a style."""
        return font_stack(Font("", str(self.value["family"]), stack=tuple(roles_in(self.value["stack"]))))

    def entry(self) -> dict[str, Any]:
        """The typeface as the guideline's form has it."""
        names = ("role", "family", "stack", "weights")
        return {name: self.cleaned_data[name].strip() for name in names} | {"files": [], "kept": ""}


class LogoRow(Row):
    """A picture, as the library would keep it; it travels in the form."""

    file = forms.CharField(widget=forms.HiddenInput, max_length=2 * PICTURE)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    on = forms.ChoiceField(
        label=gettext_lazy("Background"), choices=[("light", gettext_lazy("light")), ("dark", gettext_lazy("dark"))]
    )

    @property
    def picture(self) -> str:
        """The picture as an address of its own, for the page that shows it; it runs nothing there."""
        ending = ending_of(_decoded(self.value["file"]))
        kind = {".svg": "svg+xml", ".jpg": "jpeg"}.get(ending, ending.removeprefix("."))
        return f"data:image/{kind};base64,{self.value['file']}" if ending else ""

    def clean_file(self) -> bytes:
        """The bytes."""
        data = _decoded(self.cleaned_data["file"])
        if not ending_of(data):
            raise ValidationError(_("The picture did not arrive whole. Read the page again."))
        return data

    def compare(self, cleaned: dict[str, Any]) -> None:
        """A name is one logo's."""
        if self.draft.has_logo(cleaned["name"]):
            message = _("There is a logo “%(name)s” already. Choose another name.")
            self.add_error("name", message % {"name": cleaned["name"]})


class TextRow(Row):
    """A value that is said once."""

    key = forms.ChoiceField(widget=forms.HiddenInput, choices=list(TEXTS.items()))
    text = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 1}))

    @property
    def label(self) -> Any:
        """What it is."""
        return TEXTS.get(self.value["key"], "")

    @property
    def note(self) -> str:
        """What stands there now."""
        there = self.draft.text(self.value["key"]) if self.value["key"] in TEXTS else ""
        if not there:
            return ""
        same = there.split() == str(self.value["text"]).split()
        return (
            _("is there already") if same else _("takes the place of “%(name)s”") % {"name": there.replace("\n", ", ")}
        )

    def compare(self, cleaned: dict[str, Any]) -> None:
        """Some values are one of few."""
        if cleaned["key"] == "voice.address" and cleaned["text"].lower() not in dict(ADDRESSES):
            self.add_error("text", _("Write sie, du or ihr."))


class LineRow(Row):
    """A legal line in one language."""

    key = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LINES)
    locale = forms.RegexField(r"^([a-z]{2}(-[A-Z]{2})?)?$", label=gettext_lazy("Language"), required=False)
    channels = forms.CharField(required=False, widget=forms.HiddenInput, max_length=100)
    text = forms.CharField(label=gettext_lazy("Wording"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def note(self) -> str:
        """What stands there now."""
        there = self.draft.line(self.value["key"], self.value["locale"])
        if not there:
            return ""
        same = there == self.value["text"]
        return _("is there already") if same else _("takes the place of “%(name)s”") % {"name": there}

    def entry(self) -> dict[str, Any]:
        """The line as the guideline's form has it."""
        said = self.cleaned_data
        known = [key for key, _label in channel_choices() if key in roles_in(said["channels"])]
        wording = {"locale": said["locale"], "text": said["text"].strip()}
        return {"key": said["key"], "channels": ", ".join(known), "triggers": "", "text": [wording], "kept": ""}


_KINDS: tuple[tuple[str, type[Row]], ...] = (
    ("colors", ColorRow),
    ("fonts", FontRow),
    ("logos", LogoRow),
    ("texts", TextRow),
    ("lines", LineRow),
)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


class Choice:
    """The rows of all kinds, to be shown or read: `choice.colors` and so on are formsets."""

    def __init__(self, draft: Draft, *, found: Candidates | None = None, sent: Any = None) -> None:
        initial = _initial(found, draft) if found is not None else {}
        self.sets: dict[str, Any] = {}
        for name, row in _KINDS:
            made = forms.formset_factory(row, extra=0, max_num=MOST, absolute_max=MOST)
            self.sets[name] = made(sent, prefix=name) if sent is not None else made(initial=initial[name], prefix=name)
            for each in self.sets[name].forms:
                each.draft = draft

    def is_valid(self) -> bool:
        """Whether all that is taken can be."""
        valid = [formset.is_valid() for formset in self.sets.values()]
        return all(valid) and self._alone("colors", "name") and self._alone("colors", "roles") and self._alone_others()

    def _alone_others(self) -> bool:
        return self._alone("fonts", "role") and self._alone("logos", "name")

    def taken(self, name: str) -> list[Any]:
        """The rows of a kind that are ticked."""
        return [each for each in self.sets[name].forms if each.cleaned_data.get("take")]

    def _alone(self, kind: str, name: str) -> bool:
        """Whether no two of the new ones want the same name, or role."""
        split = roles_in if name == "roles" else lambda text: [str(text).strip().casefold()]
        picked = {"roles": "roles", "role": "font-roles"}.get(name, "")
        shown = partial(called, picked) if picked else str
        counts = Counter(word for row in self.taken(kind) for word in split(row.cleaned_data[name]))
        for row in self.taken(kind):
            for word in split(row.cleaned_data[name]):
                if counts[word] > 1:
                    row.add_error(name, _("“%(name)s” is given twice.") % {"name": shown(word)})
        return all(count < 2 for count in counts.values())


def _initial(found: Candidates, draft: Draft) -> dict[str, list[dict[str, Any]]]:
    """What the rows say at first. What the draft has already is not ticked, and no role is given away twice."""
    return {
        "colors": [_color(one, draft) for one in found.colors],
        "fonts": [_font(one, draft) for one in found.fonts],
        "logos": [
            {
                "take": at == 0 and one.spot is not Spot.ICON,
                "file": base64.b64encode(one.data).decode(),
                "name": _free(one.name, draft),
                "on": one.on,
                "about": " · ".join(filter(None, (str(SPOTS[one.spot]), one.alt[:100]))),
            }
            for at, one in enumerate(found.logos)
        ],
        "texts": [
            {
                "take": one.suggested and not draft.text(one.key),
                "key": one.key,
                "text": one.value,
                "about": one.note.show(current_translator()) if one.note is not None else "",
            }
            for one in found.texts
        ],
        "lines": [
            {
                "take": not draft.line(one.key, one.locale),
                "key": one.key,
                "locale": one.locale,
                "channels": ", ".join(one.channels),
                "text": one.text,
            }
            for one in found.lines
        ],
    }


def _color(one: FoundColor, draft: Draft) -> dict[str, Any]:
    near = ", ".join(one.merged[:4])
    return {
        "take": one.suggested and not draft.color_near(one.srgb),
        "srgb": one.srgb,
        "cmyk": ", ".join(f"{part:g}" for part in one.cmyk or ()),
        "spot": one.spot,
        "name": one.name,
        "roles": ", ".join(role for role in one.roles if not draft.color_with(role)),
        "about": " · ".join(
            filter(None, (shown_uses(one.uses), _("with %(colors)s") % {"colors": near} if near else ""))
        ),
    }


def _font(one: FoundFont, draft: Draft) -> dict[str, Any]:
    sizes = "–".join(f"{size:g}" for size in one.sizes)
    return {
        "take": one.suggested and not draft.family_of(one.role),
        "family": one.family,
        "stack": ", ".join(one.stack),
        "role": one.role,
        "weights": ", ".join(map(str, one.weights)),
        "about": " · ".join(filter(None, (shown_uses(one.uses), f"{sizes} {one.unit}" if sizes else ""))),
    }


def _free(name: str, draft: Draft) -> str:
    number, free = 2, name or _("Logo")
    while draft.has_logo(free):
        free, number = f"{name} {number}", number + 1
    return free


def shown_uses(uses: Uses) -> str:
    """In what something was seen, how often: the three most frequent."""
    told = [f"{count} × {USES[use]}" if use is not Use.NAMED else str(USES[use]) for use, count in uses[:3]]
    return ", ".join(told)
