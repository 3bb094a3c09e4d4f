"""The blocks of a guideline's form: one kind of entry a section. Names of children are the keys of the file."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from hub.accounts.language import current_translator
from hub.guidelines.pick_blocks import PickedBlock, valid_pairs
from renderers import registry

HEX = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a color such as #1f5a46."))


def _shown(text: str) -> str:
    return current_translator()(text)


#: A text of the cores in the language of who reads it.
core = lazy(_shown, str)


def channel_choices() -> list[tuple[str, Any]]:
    """The channels there are."""
    return [(renderer.key, core(renderer.label)) for renderer in registry.all_renderers()]


def short(label: Any, *, required: bool = False, hint: Any = "", **more: Any) -> blocks.CharBlock:
    """A short text."""
    return blocks.CharBlock(label=label, required=required, help_text=hint, **more)


def picked(label: Any, pick: str, *, required: bool = False, hint: Any = "", **more: Any) -> PickedBlock:
    """A short text out of a list."""
    return PickedBlock(pick=pick, label=label, required=required, help_text=hint, **more)


def lines(label: Any, hint: Any = "") -> blocks.TextBlock:
    """Texts, one a line."""
    return blocks.TextBlock(label=label, required=False, rows=1, help_text=hint or _("One a line."))


def pairs(label: Any, hint: Any) -> blocks.TextBlock:
    """Lines of name = value."""
    return blocks.TextBlock(label=label, required=False, rows=1, help_text=hint, validators=[valid_pairs])


def flag(label: Any, *, default: bool = False, hint: Any = "") -> blocks.BooleanBlock:
    """Yes or no."""
    return blocks.BooleanBlock(label=label, required=False, default=default, help_text=hint)


def choice(label: Any, choices: Any, **more: Any) -> blocks.ChoiceBlock:
    """One of some; none where that means something."""
    return blocks.ChoiceBlock(label=label, choices=choices, **({"required": False} | more))


def number(label: Any, hint: Any = "") -> blocks.IntegerBlock:
    """A whole number, or none."""
    return blocks.IntegerBlock(label=label, required=False, min_value=0, help_text=hint)


class KeptBlock(blocks.TextBlock):  # type: ignore[misc]
    """What the file says beyond the form: carried along, out of sight."""

    class Meta:
        default = ""
        form_classname = "guideline-kept"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.field.widget = forms.HiddenInput()

    def get_searchable_content(self, value: str) -> list[str]:  # noqa: ARG002
        """Nothing people look for."""
        return []


class EntryBlock(blocks.StructBlock):  # type: ignore[misc]
    """One entry of a section."""

    child_blocks: dict[str, blocks.Block]
    kept = KeptBlock(label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The layout sorts the children; what is stored and migrated keeps the order it was declared in.
        names = sorted(self.child_blocks, key=lambda name: name == "kept")
        self.child_blocks = {name: self.child_blocks[name] for name in names}


class WordingBlock(blocks.StructBlock):  # type: ignore[misc]
    """A wording in one language."""

    locale = short(_("Language"), hint=_("de, en … Empty = in all."), max_length=20)
    text = blocks.TextBlock(label=_("Wording"), rows=1)

    class Meta:
        label = _("Wording")
        form_classname = "struct-block guideline-row"


def wordings() -> blocks.ListBlock:
    """A wording per language."""
    return blocks.ListBlock(WordingBlock(), label=_("Wordings"), min_num=1)


class BasicsBlock(EntryBlock):
    """What holds for all of the guideline."""

    locales = short(_("Languages"), hint=_("The languages the brand speaks, between commas: de, en."))
    launch_mode = flag(_("Launch mode"), hint=_("Findings warn; nothing is held back. For the first weeks."))
    hosts = lines(_("Hosts links may lead to"), _("One a line, such as shop.example. None = anywhere."))
    utm = pairs(_("Campaign tags"), _("One a line: utm_source = {channel}"))
    clients = pairs(
        _("Mail programs of the audience"), _("Share in percent, one a line: gmail = 40. None = the usual.")
    )

    class Meta:
        label = _("Basics")
        icon = "cog"


class ColorBlock(EntryBlock):
    """A color on screen, on paper, and what it is for."""

    name = short(_("Name"), required=True, max_length=80)
    srgb = short(_("On screen"), required=True, hint=_("Such as #1f5a46."), validators=[HEX], max_length=7)
    cmyk = short(_("In print (CMYK)"), hint=_("Four percentages: 82, 40, 75, 32"))
    spot = short(_("Spot color"), hint=_("Such as Pantone 7483 C."))
    roles = picked(_("Roles"), "roles", several=True, hint=_("What it is for; a role is one color's."))

    class Meta:
        label = _("Color")
        icon = "view"
        form_classname = "struct-block guideline-row guideline-color"


class PairBlock(EntryBlock):
    """Text on background: allowed or not."""

    text = picked(_("Text color"), "colors", required=True, free=True, hint=_("Name or role of a color."))
    background = picked(_("Background"), "colors", required=True, free=True)
    allowed = flag(_("Allowed"), default=True)

    class Meta:
        label = _("Pair")
        icon = "copy"
        form_classname = "struct-block guideline-row guideline-pair"


class FontBlock(EntryBlock):
    """A typeface for a role."""

    role = picked(_("Role"), "font-roles", required=True, free=True, hint=_("heading or body"))
    family = short(_("Family"), required=True, hint=_("“Source Sans 3” and “Source Serif 4” come with the product."))
    stack = short(_("Otherwise"), hint=_("Families to fall back on: Georgia, serif"))
    weights = short(_("Weights"), hint=_("Empty = 400, 700."))
    files = blocks.ListBlock(
        DocumentChooserBlock(required=False),
        label=_("Font files"),
        default=[],
        help_text=_("Licensed for your channels."),
    )

    class Meta:
        label = _("Typeface")
        icon = "title"
        form_classname = "struct-block guideline-row guideline-font"


class LogoBlock(EntryBlock):
    """A logo for a light or a dark background."""

    name = short(_("Name"), required=True)
    on = choice(_("Background"), [("light", _("light")), ("dark", _("dark"))], default="light", required=True)
    svg = ImageChooserBlock(label=_("SVG"), required=False)
    png = ImageChooserBlock(label=_("PNG"), required=False)
    pdf = DocumentChooserBlock(label=_("Print PDF"), required=False)
    min_width_mm = blocks.FloatBlock(label=_("Smallest width in print (mm)"), required=False, min_value=0)
    min_width_px = number(_("Smallest width on screen (px)"))
    clear_space = blocks.FloatBlock(
        label=_("Clear space"),
        required=False,
        min_value=0,
        max_value=10,
        help_text=_("Kept free on all sides, as a share of its height: 0.5 is half of it."),
    )

    class Meta:
        label = _("Logo")
        icon = "image"
        form_classname = "struct-block guideline-row guideline-logo"


class SenderBlock(EntryBlock):
    """Who speaks."""

    name = short(_("Name"))
    company = short(_("Company"))
    address = lines(_("Postal address"), _("As on an envelope, a line each."))
    email = short(_("Email address"))
    reply_to = short(_("Answers go to"))
    phone = short(_("Phone"))
    website = short(_("Website"))
    sms_name = short(_("Sender of text messages"), hint=_("At most 11 letters and digits."))
    handles = pairs(_("Names in networks"), _("One a line: instagram = kupfergruen"))

    class Meta:
        label = _("Sender")
        icon = "user"
        form_classname = "struct-block guideline-row guideline-sender"


class LegalBlock(EntryBlock):
    """A line that must be there."""

    key = picked(
        _("Kind"),
        "legal",
        required=True,
        free=True,
        hint=_("imprint, unsubscribe, view-online, opt-out, privacy, vat, disclaimer, or a name of your own"),
    )
    channels = picked(_("Channels"), "channels", several=True, hint=_("None chosen = all of them."))
    triggers = picked(
        _("Only where"), "triggers", several=True, hint=_("The text names one of these. None chosen = always.")
    )
    text = wordings()

    class Meta:
        label = _("Legal line")
        icon = "doc-full"
        form_classname = "struct-block guideline-row"


class FieldBlock(EntryBlock):
    """A merge field that sending systems know."""

    name = short(_("Name"), required=True, hint=_("As it stands in texts: first_name"))
    label = short(_("Label"))
    type = short(_("Type"), hint=_("text or email"), default="text")
    max_length = number(_("Longest value"), _("In characters; texts are measured by it."))
    sample = short(_("Sample"))
    names = pairs(_("Elsewhere called"), _("One a line: mailchimp = FNAME"))

    class Meta:
        label = _("Merge field")
        icon = "snippet"
        form_classname = "struct-block guideline-row"


class LimitBlock(EntryBlock):
    """A limit of the brand's own, below the platform's."""

    channel = picked(_("Channel"), "channels", required=True)
    limit = picked(_("Limit"), "limits", required=True)
    value = blocks.FloatBlock(label=_("At most"), required=True)
    reason = short(_("Reason"), hint=_("Why it is another than the platform's."))

    class Meta:
        label = _("Limit")
        icon = "minus"
        form_classname = "struct-block guideline-row guideline-limit"


class DeprecatedBlock(EntryBlock):
    """A color that is given up."""

    token = short(_("Token"), required=True)
    value = short(_("Its value was"), hint=_("Such as #1f5a46."))
    instead = short(_("Instead"))
    reason = short(_("Reason"))

    class Meta:
        label = _("Given-up color")
        icon = "bin"
        form_classname = "struct-block guideline-row guideline-color"
