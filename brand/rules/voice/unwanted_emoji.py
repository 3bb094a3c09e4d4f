"""The rule `voice/unwanted-emoji`."""

from collections import Counter
from collections.abc import Iterator

import regex

from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Voice
from brand.language.signs import signs
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import OBJECT, Subject
from renderers.contract.message import Message

_NONE = Guideline(voice=Voice(emoji=0))
_TWO = Guideline(voice=Voice(emoji=2, emoji_set=("🚲", "☀️")))
# Pictures by default, or asked for by a selector; ♥ and ☀ alone are meant as pictures too. Never ©, ® or ™, arrows,
# check marks or telephone signs in their text form.
_EMOJI = regex.compile(
    r"(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|"
    r"[❤♥☀☺☹✌])"
    r"(?!\ufe0e)\p{Emoji_Modifier}?\ufe0f?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*)"
)
#: The first character without which, or another after it, there is none of the above.
_FIRST, _MASK = "\u20e3", frozenset(OBJECT)


class UnwantedEmoji(Rule):
    """An emoji is used that the guideline does not want, or too many of them.

    ## Why it matters
    Emoji look different on each device, screen readers read each of them out, and what is warm in a post is silly in
    an invoice.

    ## How to put it right
    Take the fix: it removes the emoji and the blank beside it. Where the guideline allows some, use those.
    """

    id = "voice/unwanted-emoji"
    severity = Severity.WARNING
    options = (Option("most", -1, "Most emoji in a piece (-1 = as the voice of the guideline says)"),)
    examples = (
        Good("Spring is here 🚲☀️ and so are we.", guideline=_TWO),
        Good("LumoTrail™ ✓ tested → © Lumo, call ☎ 030 123.", guideline=_NONE),
        Good("Platz 1 von 10 * bis #3", locale="de", guideline=_NONE),
        Bad("Spring is here 🚲 and warm.", flags=(" 🚲",), guideline=_NONE, fixed="Spring is here and warm."),
        Bad(
            "👩‍👩‍👧 Familienfest am Sonntag",
            locale="de",
            flags=("👩‍👩‍👧 ",),
            guideline=_NONE,
            fixed="Familienfest am Sonntag",
        ),
        Bad(
            "Auf die Räder 🚲, fertig 🚀, los!",
            locale="de",
            flags=(" 🚀",),
            guideline=_TWO,
            fixed="Auf die Räder 🚲, fertig, los!",
        ),
        Bad("One 🚲 two ☀️ three 🚲 four.", flags=(" 🚲",), guideline=_TWO, fixed="One 🚲 two ☀️ three four."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag emoji that are not in the guideline's set, and those beyond its number, part by part."""
        option = int(self.option(guideline, subject, "most"))
        most = option if option >= 0 else guideline.voice.emoji
        allowed = {_bare(one) for one in guideline.voice.emoji_set}
        if most is None and not allowed:
            return
        used: Counter[str] = Counter()
        for passage in passages(subject, kinds=BRAND_VOICE):
            for match in (
                _EMOJI.finditer(passage.text) if max(signs(passage.text) - _MASK, default="") >= _FIRST else ()
            ):
                if allowed and _bare(match[0]) not in allowed:
                    yield self._flag(
                        passage, match.span(), Message("{emoji} is not in the guideline’s set.", emoji=match[0])
                    )
                    continue
                used[passage.run.where.part] += 1
                if most is not None and used[passage.run.where.part] > most:
                    message = Message("More emoji than the guideline allows in a piece ({most}).", most=most)
                    yield self._flag(passage, match.span(), message)

    def _flag(self, passage: Passage, span: tuple[int, int], message: Message) -> Finding:
        """The fix takes a blank with it, which is part of the edit though not of what is shown."""
        start, end = span
        text = passage.run.text
        if start and text[start - 1] == " " and (end == len(text) or not text[end].isalnum()):
            start -= 1
        elif end < len(text) and text[end] == " ":
            end += 1
        return self.at(passage.run, start, end, message, fix=Fix(FixKind.SAFE, ""))


def _bare(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


plugin = UnwantedEmoji()
