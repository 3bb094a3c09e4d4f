"""The blocks of a guideline's form that say how the brand speaks: voice, words, claims, rules and their examples."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from brand.pattern import Scope
from hub.accounts.language import current_translator
from hub.guidelines.blocks import EntryBlock, WordingBlock, choice, core, flag, lines, number, picked, short, wordings
from hub.guidelines.options import wrong_options
from hub.guidelines.pick_blocks import OptionsBlock, PickedPairsBlock, valid_pairs

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
    address_in = PickedPairsBlock(
        pick="address", label=_("Otherwise in"), required=False, validators=[valid_pairs], help_text=_("Per channel.")
    )
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
    language = picked(_("Language"), "locales", free=True, hint=_("de, en … Empty = any."))
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


SEVERITIES = [("error", _("error")), ("warning", _("warning")), ("note", _("note"))]


class PatternBlock(EntryBlock):
    """A rule of the brand's own, with the texts that prove it."""

    id = short(_("Name"), required=True, hint=_("Small letters, digits and hyphens: no-double-space"))
    pattern = short(_("Pattern"), hint=_("A regular expression (RE2)."))
    message = blocks.ListBlock(WordingBlock(), label=_("What to say"), min_num=1)
    severity = choice(_("Severity"), SEVERITIES, default="warning")
    scope = choice(_("Looks at"), [(scope.value, core(scope.value)) for scope in Scope], default="text")
    words = flag(_("Whole words"))
    ignore_case = flag(_("Capitals do not count"))
    replacement = short(_("Replacement"))
    locale = picked(_("Language"), "locales", free=True)
    channel = picked(_("Channel"), "channels")
    exceptions = lines(_("Fine are"), _("Patterns, one a line."))
    good = lines(_("Must pass"), _("Texts without a hit, one a line. They are tried when you save."))
    bad = lines(_("Must be found"), _("Texts with a hit, one a line. They are tried when you save."))

    class Meta:
        label = _("Own rule")
        icon = "code"
        form_classname = "struct-block guideline-row guideline-pattern"


class RuleBlock(EntryBlock):
    """What the guideline says of a rule."""

    rule = picked(_("Rule"), "rules", required=True)
    enabled = flag(_("In use"), default=True)
    severity = choice(_("Severity"), SEVERITIES)
    channel = picked(_("Only in channel"), "channels")
    locale = picked(_("Only in language"), "locales", free=True)
    options = OptionsBlock(label=_("Options"), required=False, validators=[valid_pairs])

    def clean(self, value: Any) -> Any:
        """The rule must have such options, and take such values."""
        cleaned = super().clean(value)
        translate = current_translator()
        wrong = [
            ValidationError(f"{name}: {problem.show(translate)}")
            for name, problem in wrong_options(cleaned["rule"], cleaned["options"])
        ]
        if wrong:
            raise StructBlockValidationError(block_errors={"options": ValidationError(wrong)})
        return cleaned

    class Meta:
        label = _("Rule")
        icon = "list-ul"
        form_classname = "struct-block guideline-row guideline-rule"


class ExampleBlock(EntryBlock):
    """A do or don't, run as a test."""

    judged = choice(_("Example"), [("good", _("Do")), ("bad", _("Don't"))], default="good", required=True)
    text = blocks.TextBlock(label=_("Text"), required=True, rows=1)
    rules = picked(_("Rules"), "rules", several=True, hint=_("A don't must be found by these. None chosen = by any."))
    locale = picked(_("Language"), "locales", free=True, default="de")
    channel = picked(_("Channel"), "channels")

    class Meta:
        label = _("Example")
        icon = "success"
        form_classname = "struct-block guideline-row guideline-example"
