"""The blocks of a guideline's form: one kind of entry a section. Names of children are the keys of the file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from brand.pattern import Scope
from hub.accounts.language import current_translator
from renderers import registry

HEX = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a color such as #1f5a46."))


def _shown(text: str) -> str:
    return current_translator()(text)


_core = lazy(_shown, str)


def channel_choices() -> list[tuple[str, Any]]:
    """The channels there are."""
    return [(renderer.key, _core(renderer.label)) for renderer in registry.all_renderers()]


def valid_pairs(text: str) -> None:
    """Every line says what is what."""
    for line in text.splitlines():
        if line.strip() and not line.partition("=")[1]:
            raise ValidationError(_("“%(line)s” needs an equals sign: name = value."), params={"line": line.strip()})


def short(label: Any, *, required: bool = False, hint: Any = "", **more: Any) -> blocks.CharBlock:
    """A short text."""
    return blocks.CharBlock(label=label, required=required, help_text=hint, **more)


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
    roles = short(
        _("Roles"), hint=_("primary, accent, text, background, surface, muted, line, link, on-primary, on-accent")
    )

    class Meta:
        label = _("Color")
        icon = "view"
        form_classname = "struct-block guideline-row guideline-color"


class PairBlock(EntryBlock):
    """Text on background: allowed or not."""

    text = short(_("Text color"), required=True, hint=_("Name or role of a color."))
    background = short(_("Background"), required=True)
    allowed = flag(_("Allowed"), default=True)

    class Meta:
        label = _("Pair")
        icon = "copy"
        form_classname = "struct-block guideline-row guideline-pair"


class FontBlock(EntryBlock):
    """A typeface for a role."""

    role = short(_("Role"), required=True, hint=_("heading or body"))
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

    class Meta:
        label = _("Logo")
        icon = "image"
        form_classname = "struct-block guideline-row"


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
        form_classname = "struct-block guideline-row"


class LegalBlock(EntryBlock):
    """A line that must be there."""

    key = short(
        _("Kind"),
        required=True,
        hint=_("imprint, unsubscribe, view-online, opt-out, privacy, vat, disclaimer, or a name of your own"),
    )
    channels = short(_("Channels"), hint=_("Such as email, web. Empty = all."))
    triggers = short(_("Only where"), hint=_("fact:price or text:gratis. Empty = always."))
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


ADDRESSES = [("sie", "Sie"), ("du", "du"), ("ihr", "ihr")]
GENDERS = [
    ("star", "Kund*innen"),
    ("colon", "Kund:innen"),
    ("underscore", "Kund_innen"),
    ("inner-i", "KundInnen"),
    ("slash", "Kund/-innen"),
    ("pair", _("Kundinnen und Kunden (both forms)")),
    ("neutral", _("Neutral words")),
    ("generic", _("Generic masculine")),
]


class VoiceBlock(EntryBlock):
    """How the brand speaks."""

    address = choice(_("Form of address"), ADDRESSES)
    address_in = pairs(_("Otherwise in"), _("One a line: social = du"))
    du_capital = choice(_("Du with a capital"), [("yes", _("always")), ("no", _("never"))])
    gender = choice(_("Gender style"), GENDERS)
    reading = short(_("Reading band"), hint=_("0 (hard) to 100 (easy), such as 40, 70."))
    sentence_words = number(_("Most words in a sentence"))
    exclamations = number(_("Most exclamation marks in a piece"))
    emoji = number(_("Most emoji in a piece"))
    emoji_set = short(_("Only these emoji"), hint=_("Between commas. Empty = any."))

    class Meta:
        label = _("Voice")
        icon = "comment"
        form_classname = "struct-block guideline-row"


TERMS = [
    ("banned", _("banned")),
    ("non-preferred", _("not preferred")),
    ("name", _("a name, written exactly so")),
    ("competitor", _("a competitor")),
    ("retired", _("retired")),
    ("anglicism", _("an anglicism")),
    ("mixed", _("one spelling a piece")),
    ("buzzword", _("a buzzword")),
    ("insensitive", _("insensitive")),
]


class TermBlock(EntryBlock):
    """A word the guideline speaks of."""

    word = short(_("Word or phrase"), required=True)
    kind = choice(_("It is"), TERMS, default="banned", required=True)
    instead = short(_("Instead"))
    reason = short(_("Reason"))
    language = short(_("Language"), hint=_("de, en … Empty = any."))
    forms = lines(_("More forms"), _("Inflected forms or spellings, one a line."))
    exceptions = lines(_("Fine in"), _("Phrases in which it is fine, one a line."))
    compound = choice(_("Also in compounds"), [("head", _("at the end")), ("modifier", _("at the beginning"))])
    case_sensitive = flag(_("Capitals count"))
    retired_at = blocks.DateBlock(label=_("Retired on"), required=False)
    sign = choice(_("Sign at its first mention"), [("®", "®"), ("™", "™")])

    class Meta:
        label = _("Term")
        icon = "pilcrow"
        form_classname = "struct-block guideline-row guideline-term"


class ClaimBlock(EntryBlock):
    """A claim that may be made, and its proof."""

    name = short(_("Name"), required=True)
    text = wordings()
    evidence = short(_("Evidence"), hint=_("Where the proof lies: an address or a file."))
    expires = blocks.DateBlock(label=_("Holds until"), required=False)

    class Meta:
        label = _("Claim")
        icon = "tick"
        form_classname = "struct-block guideline-row"


class LimitBlock(EntryBlock):
    """A limit of the brand's own, below the platform's."""

    channel = short(_("Channel"), required=True)
    limit = short(_("Limit"), required=True, hint=_("Its id, such as x-post or segments."))
    value = blocks.FloatBlock(label=_("At most"), required=True)

    class Meta:
        label = _("Limit")
        icon = "minus"
        form_classname = "struct-block guideline-row"


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


SEVERITIES = [("error", _("error")), ("warning", _("warning")), ("note", _("note"))]


class PatternBlock(EntryBlock):
    """A rule of the brand's own, with the texts that prove it."""

    id = short(_("Name"), required=True, hint=_("Small letters, digits and hyphens: no-double-space"))
    pattern = short(_("Pattern"), hint=_("A regular expression (RE2)."))
    message = blocks.ListBlock(WordingBlock(), label=_("What to say"), min_num=1)
    severity = choice(_("Severity"), SEVERITIES, default="warning")
    scope = choice(_("Looks at"), [(scope.value, _core(scope.value)) for scope in Scope], default="text")
    words = flag(_("Whole words"))
    ignore_case = flag(_("Capitals do not count"))
    replacement = short(_("Replacement"))
    locale = short(_("Language"))
    channel = short(_("Channel"))
    exceptions = lines(_("Fine are"), _("Patterns, one a line."))
    good = lines(_("Must pass"), _("Texts without a hit, one a line. They are tried when you save."))
    bad = lines(_("Must be found"), _("Texts with a hit, one a line. They are tried when you save."))

    class Meta:
        label = _("Own rule")
        icon = "code"
        form_classname = "struct-block guideline-row"


class RuleBlock(EntryBlock):
    """What the guideline says of a rule."""

    rule = short(_("Rule"), required=True, hint=_("Its id, such as terms/banned-word."))
    enabled = flag(_("In use"), default=True)
    severity = choice(_("Severity"), SEVERITIES)
    channel = short(_("Only in channel"))
    locale = short(_("Only in language"))
    options = pairs(_("Options"), _("One a line: name = value"))

    class Meta:
        label = _("Rule")
        icon = "list-ul"
        form_classname = "struct-block guideline-row guideline-rule"


class ExampleBlock(EntryBlock):
    """A do or don't, run as a test."""

    judged = choice(_("Example"), [("good", _("Do")), ("bad", _("Don't"))], default="good", required=True)
    text = blocks.TextBlock(label=_("Text"), required=True, rows=1)
    rules = short(_("Rules"), hint=_("The ids it must (not) break. Empty = any."))
    locale = short(_("Language"), default="de")
    channel = short(_("Channel"))

    class Meta:
        label = _("Example")
        icon = "success"
        form_classname = "struct-block guideline-row"
