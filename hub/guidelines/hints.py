"""What each section of a guideline is for, in a sentence or two, above its entries."""

from django.utils.translation import gettext_lazy as _

HINTS = {
    "colors": _(
        "Every color with its values on screen and in print, and what it is for. Other colors become findings."
    ),
    "pairs": _("Which color may stand on which as text. The contrast is worked out above."),
    "typography": _("The typefaces of headings and running text, with their files where the brand has its own."),
    "logos": _("A logo for each background, its smallest size, and the room that stays free around it."),
    "deprecated": _("Colors not used any more. Where one still stands, a finding says what to take instead."),
    "voice": _("How the brand speaks. What is left empty is not judged."),
    "examples": _(
        "Sentences that are right, and wrong ones. They are tried on the rules, and shown in the brand portal."
    ),
    "terms": _("Words that are banned, better ones, and names that are always written the same."),
    "claims": _("Statements that may be made, with their proof. After their last day they become findings."),
    "sender": _("Stands in mails, on printed matter and in legal lines."),
    "legal": _(
        "Lines that must be there: always, or where a price or a date is named. Channels set them by themselves."
    ),
    "register": _("The merge fields that pieces may use, and what sending systems call them."),
    "rules": _("What is strict here and what is not. Rules that are not listed hold as they come."),
    "patterns": _("Rules of the brand's own, with texts that prove them."),
    "limits": _("Stricter limits than the platforms', such as two parts for a text message."),
}
