"""The rule `voice/off-target-readability`."""

from collections.abc import Iterator
from dataclasses import dataclass

from brand.finding import Finding, Severity
from brand.guideline import Guideline, Voice
from brand.language.readability import Readability, readability_of
from brand.language.sentences import sentences
from brand.language.spans import Span
from brand.language.words import spoken_words
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import OBJECT, RunKind, Subject, SubjectKind
from renderers.contract.message import Message

#: Running text; labels, headings and tables have no sentences to measure.
_RUNNING = frozenset({RunKind.PARAGRAPH, RunKind.LIST_ITEM})
#: Of these indices more is harder; of the reading ease more is easier.
_HARDER = frozenset({"lix", "wiener"})
#: How much of a point of reading ease is as much in another index: 0.05 syllables a word more are 3 points, or half a
#: school year.
_SCALES = {"wiener": 1 / 6}

_EASY = Guideline(voice=Voice(reading=(60, 100)))
_HARD = Guideline(voice=Voice(reading=(0, 30)))
_GERMAN_OFFICE = (
    "Unter Berücksichtigung der vertraglich vereinbarten Lieferverpflichtungen erfolgt die Bereitstellung der "
    "Beleuchtungseinrichtungen ausschließlich nach vorheriger schriftlicher Terminvereinbarung mit der zuständigen "
    "Auslieferungsabteilung, wobei Verzögerungen infolge unvorhersehbarer Beschaffungsschwierigkeiten einzelner "
    "Zulieferbetriebe ausdrücklich vorbehalten bleiben und keinerlei Schadensersatzansprüche begründen. "
) * 3 + (
    "Beanstandungen hinsichtlich der Vollständigkeit beziehungsweise Unversehrtheit der ausgelieferten "
    "Beleuchtungseinrichtungen sind innerhalb angemessener Fristen gegenüber der Kundenbetreuungsabteilung "
    "nachvollziehbar darzulegen, andernfalls gelten sämtliche Beleuchtungseinrichtungen einschließlich des "
    "mitgelieferten Befestigungsmaterials und der Bedienungsanleitungen als ordnungsgemäß entgegengenommen und "
    "unwiderruflich genehmigt."
)
_ENGLISH_OFFICE = (
    "Notwithstanding contractual obligations regarding delivery, the availability of illumination equipment remains "
    "conditional upon preliminary written confirmation by the responsible distribution department, while unavoidable "
    "procurement difficulties experienced by individual suppliers necessarily constitute acceptable justification. "
) * 3 + (
    "Complaints concerning completeness or integrity of delivered illumination equipment require immediate and "
    "comprehensible documentation addressed to the administrative customer relations department, otherwise the entire "
    "consignment, including accompanying installation materials and operating instructions, is considered "
    "unconditionally and irrevocably accepted by the respective recipient organization."
)
_GERMAN_PLAIN = "Die Leuchte steht am Bett. Sie ist aus Glas. Ihr Licht ist warm. Nachts hilft sie mir beim Lesen. " * 8
_ENGLISH_PLAIN = "The lamp is by the bed. It is made of glass. Its light is warm. At night it helps me read. " * 8


@dataclass(frozen=True, slots=True)
class _Measured:
    value: float
    low: float
    high: float
    name: str

    @property
    def too_hard(self) -> bool:
        """Whether the text is out of the band on the hard side."""
        return self.value > self.high if self.name in _HARDER else self.value < self.low


class OffTargetReadability(Rule):
    """A text is harder or easier to read than the guideline asks for.

    ## Why it matters
    Readers give up on a text long before they complain about it. What is too plain for experts, on the other hand,
    sounds as if nobody trusted them.

    ## How to put it right
    Too hard: halve the longest sentence, which is shown, turn nouns back into verbs, and use the shorter word. Too
    easy: name things by their names. The reading ease is Amstad’s for German and Flesch’s for English, from 0 (very
    hard) to 100 (very easy); LIX and the first Wiener Sachtextformel can be chosen, of which more is harder. Texts of
    fewer than a hundred words are not measured, and no value is more exact than the tolerance: three points, or half a
    school year in the Wiener formula, whose scale is shorter.
    """

    id = "voice/off-target-readability"
    severity = Severity.WARNING
    options = (
        Option("index", "ease", "Index: ease (Amstad or Flesch), lix or wiener", ("ease", "lix", "wiener")),
        Option("min", 0.0, "Least value (with most value 0: the band of the guideline’s voice, for ease only)"),
        Option("max", 0.0, "Most value (0 = the band of the guideline’s voice, for ease only)"),
        Option("tolerance", 3.0, "How far outside the band nothing is said; for wiener it is a sixth of that"),
    )
    source = (
        "Amstad (1978); Bamberger and Vanecek (1984); Björnsson (1968); Flesch (1948). Syllables are counted by vowel "
        "groups, right for 94 % of German words, measured in November 2026"
    )
    examples = (
        Good(_GERMAN_PLAIN, locale="de", guideline=_EASY),
        Good(_ENGLISH_PLAIN, guideline=_EASY),
        Good(_GERMAN_OFFICE, locale="de", guideline=_HARD),
        Good(
            "Lieferverpflichtungen begründen Schadensersatzansprüche.", locale="de", guideline=_EASY, note="Too short."
        ),
        Good(_ENGLISH_OFFICE, guideline=Guideline(), note="The guideline does not care."),
        Bad(_GERMAN_OFFICE, locale="de", guideline=_EASY, flags=(_GERMAN_OFFICE[_GERMAN_OFFICE.index("Beanstand") :],)),
        Bad(_ENGLISH_OFFICE, guideline=_EASY, flags=(_ENGLISH_OFFICE[_ENGLISH_OFFICE.index("Complaints") :],)),
        Bad(f"<p>{_ENGLISH_PLAIN}</p>", kind=SubjectKind.HTML, guideline=_HARD, flags=("The lamp is by the bed.",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Measure the running text of each language as a whole, and show its longest sentence."""
        if not self._target(subject, guideline)[2]:
            return
        found = list(passages(subject, kinds=_RUNNING))
        for language in dict.fromkeys(passage.language for passage in found):
            mine = [passage for passage in found if passage.language == language]
            texts = (passage.text.replace(OBJECT, "") for passage in mine)
            measured = self._measure(readability_of(texts, language), language, subject, guideline)
            if measured is not None:
                yield self._flag(mine, measured)

    def _target(self, subject: Subject, guideline: Guideline) -> tuple[str, float, float]:
        """The index and the least and greatest value wanted; a greatest of 0 wants nothing."""
        name = str(self.option(guideline, subject, "index"))
        low, high = (float(self.option(guideline, subject, end)) for end in ("min", "max"))
        if not high and name not in _HARDER and guideline.voice.reading is not None:
            low, high = guideline.voice.reading
        return name, low, high

    def _measure(
        self, counts: Readability | None, language: str, subject: Subject, guideline: Guideline
    ) -> _Measured | None:
        if counts is None:
            return None
        name, low, high = self._target(subject, guideline)
        value = {"lix": counts.lix, "wiener": counts.wiener}.get(name, min(100.0, max(0.0, counts.ease(language))))
        tolerance = float(self.option(guideline, subject, "tolerance")) * _SCALES.get(name, 1.0)
        return None if low - tolerance <= value <= high + tolerance else _Measured(value, low, high, name)

    def _flag(self, found: list[Passage], measured: _Measured) -> Finding:
        pairs = [(passage, sentence) for passage in found for sentence in sentences(passage.text, passage.locale)]
        passage, sentence = max(pairs, key=_length) if measured.too_hard else pairs[0]
        return self.at(
            passage.run,
            sentence.start,
            sentence.end,
            _message(measured),
            evidence={"index": measured.name, "value": f"{measured.value:.1f}"},
        )


def _length(pair: tuple[Passage, Span]) -> int:
    return len(spoken_words(pair[1].text))


def _message(measured: _Measured) -> Message:
    value, low, high = (round(number) for number in (measured.value, measured.low, measured.high))
    if measured.too_hard:
        return Message(
            "The text is harder to read than the guideline asks for: {value}, wanted {low} to {high}. "
            "This is its longest sentence.",
            value=value,
            low=low,
            high=high,
        )
    return Message(
        "The text is plainer than the guideline asks for: {value}, wanted {low} to {high}.",
        value=value,
        low=low,
        high=high,
    )


plugin = OffTargetReadability()
