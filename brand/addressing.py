"""How a whole piece addresses its readers: the evidence of all its runs, sentence by sentence, and how to recast it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from brand.finding import Quotation, Where
from brand.language.address import Evidence, Side, evidence
from brand.language.sentences import sentences
from brand.language.spans import Span
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import quotation
from brand.subject import Subject


@dataclass(frozen=True, slots=True)
class Spoken:
    """All evidence for one side in one sentence."""

    passage: Passage
    sentence: Span
    items: tuple[Evidence, ...]

    @property
    def strong(self) -> bool:
        """Whether some of the words can mean nothing else."""
        return any(item.strong for item in self.items)

    @property
    def start(self) -> int:
        """Where the first of the words begins in the run."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where the last of the words ends in the run."""
        return self.items[-1].end

    @property
    def words(self) -> str:
        """The words that are the evidence: "Hol, dir, dein"."""
        return ", ".join(dict.fromkeys(item.quote for item in self.items))

    @property
    def where(self) -> Where:
        """The place of the words."""
        return self.passage.run.spot(self.start, self.end)

    @property
    def quote(self) -> Quotation:
        """Everything from the first of the words to the last."""
        return quotation(self.passage.run.text, self.start, self.end)


def gathered(subject: Subject) -> list[tuple[Passage, Evidence]]:
    """All evidence in the brand's own words; quotations, testimonials and legal lines are left out."""
    return [
        (passage, item)
        for passage in passages(subject, kinds=BRAND_VOICE, languages=("de",))
        for item in evidence(passage.text, locale=passage.locale)
    ]


def spoken(found: list[tuple[Passage, Evidence]], side: Side) -> Iterator[Spoken]:
    """The evidence for one side, sentence by sentence in reading order."""
    chosen = [(passage, item) for passage, item in found if item.side is side]
    for _, group in groupby(chosen, key=lambda pair: id(pair[0])):
        pairs = list(group)
        passage = pairs[0][0]
        items_here = sorted((item for _, item in pairs), key=_start)
        starts = [item.start for item in items_here]
        for sentence in sentences(passage.text, passage.locale):
            items = tuple(items_here[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)])
            if items:
                yield Spoken(passage, sentence, items)


_start = attrgetter("start")

_POSSESSIVES = {
    "dein": "Ihr", "deine": "Ihre", "deinem": "Ihrem", "deinen": "Ihren", "deiner": "Ihrer", "deines": "Ihres",
}  # fmt: skip
_VERBS = {
    "bist": "sind", "hast": "haben", "kannst": "können", "willst": "wollen", "musst": "müssen",
    "möchtest": "möchten", "darfst": "dürfen", "sollst": "sollen", "wirst": "werden", "solltest": "sollten",
    "könntest": "könnten", "würdest": "würden", "magst": "mögen", "findest": "finden", "brauchst": "brauchen",
    "bekommst": "bekommen", "sparst": "sparen", "suchst": "suchen", "weißt": "wissen", "siehst": "sehen",
}  # fmt: skip
_IMPERATIVES = {
    "hol": "holen", "hole": "holen", "gib": "geben", "nimm": "nehmen", "lies": "lesen", "sieh": "sehen",
    "sei": "seien", "vergiss": "vergessen", "lass": "lassen", "komm": "kommen", "bring": "bringen",
    "denk": "denken", "mach": "machen", "schau": "schauen", "ändere": "ändern", "wechsle": "wechseln",
    "sichere": "sichern", "speichere": "speichern", "sammle": "sammeln", "spar": "sparen",
}  # fmt: skip
_TO_DU = {polite: plain for plain, polite in _POSSESSIVES.items()} | {"Ihnen": "dir"}
_DU_VERBS = {polite: plain for plain, polite in _VERBS.items()}
_DU_IMPERATIVES = {polite: plain for plain, polite in _IMPERATIVES.items()} | {"holen": "hol"}


def recast(words: Spoken, wanted: str) -> str:
    """The quoted words in the other form of address, or "" where more than these words would have to change."""
    text = words.quote.text
    question = words.sentence.text.rstrip('"“”»«)').endswith("?")
    if wanted == Side.SIE and words.items[0].side is Side.DU:
        return _to_sie(text, question=question)
    if wanted == Side.DU and words.items[0].side is Side.SIE:
        return _to_du(text, question=question)
    return ""


def _to_sie(text: str, *, question: bool) -> str:
    """Possessives, "dir" and "dich", "hast du", and imperatives: "Hol dir dein" -> "Holen Sie sich Ihr"."""
    found = re.split(r"(\W+)", text)
    imperative = False
    for index in range(0, len(found), 2):
        word, folded = found[index], found[index].lower()
        if folded in _POSSESSIVES:
            found[index] = _POSSESSIVES[folded]
        elif folded in {"dir", "dich"}:
            found[index] = "sich" if imperative else {"dir": "Ihnen", "dich": "Sie"}[folded]
        elif folded in _VERBS:
            found[index] = _cased(word, _VERBS[folded])
        elif folded == "du":
            if not any(part.lower() in _VERBS for part in re.split(r"\W+", text)):
                return ""
            found[index] = "Sie"
        elif index == 0 and not question and (polite := _IMPERATIVES.get(folded) or _infinitive(folded)):
            found[index], imperative = f"{_cased(word, polite)} Sie", True
    changed = "".join(found)
    return changed if changed != text else ""


def _infinitive(imperative: str) -> str:
    return f"{imperative}n" if imperative.endswith("e") and len(imperative) > 4 else ""


def _to_du(text: str, *, question: bool) -> str:
    """Possessives, "Ihnen", "Haben Sie …?" and imperatives: "Entdecken Sie Ihre" -> "Entdecke deine"."""
    head = re.match(r"(\w+) Sie\b(?: sich\b)?", text)
    rest = text[head.end() :] if head else text
    if re.search(r"\bSie\b", rest):
        return ""
    rest = re.sub(r"\b(Ihr(?:e[mnrs]?)?|Ihnen)\b", lambda match: _TO_DU[match[1]], rest)
    if head is None:
        return rest if rest != text else ""
    verb = head[1].lower()
    if question:
        return f"{_cased(head[1], _DU_VERBS[verb])} du{rest}" if verb in _DU_VERBS else ""
    plain = _DU_IMPERATIVES.get(verb) or (verb[:-1] if verb.endswith("en") else "")
    reflexive = " dir" if head[0].endswith("sich") else ""
    return f"{_cased(head[1], plain)}{reflexive}{rest}" if plain else ""


def _cased(before: str, after: str) -> str:
    return after[:1].upper() + after[1:] if before[:1].isupper() else after
