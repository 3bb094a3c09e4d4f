"""Vale styles in: `existence` and `substitution` become terms; what cannot be imported is named, never skipped."""

from collections.abc import Mapping
from dataclasses import dataclass

from brand.errors import GuidelineError
from brand.guideline import Term, TermKind
from brand.portable.cursor import Cursor, compose
from brand.portable.designtokens import Skipped
from brand.portable.literals import NotFiniteError, literals
from renderers.contract.message import Message

_KEYS = (
    "extends", "message", "level", "link", "scope", "limit", "ignorecase", "nonword", "tokens", "raw", "swap", "append",
    "action", "exceptions", "code", "description", "vocab", "pos", "style", "capitalize",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportedStyle:
    """The terms of a style, and what was not imported, by rule and entry, with the reason."""

    terms: tuple[Term, ...]
    skipped: tuple[Skipped, ...]


def import_vale(files: Mapping[str, bytes | str], *, language: str = "en") -> ImportedStyle:
    """Read the rules of Vale styles. `files` maps a rule's name ("Google/Ampersand.yml") to its YAML.

    Case counts in Vale unless `ignorecase` is set, and so it does here. Vale's levels are not taken over: how grave a
    term is, is for the guideline's settings to say.

    Raises:
        GuidelineError: there is no rule at all.
    """
    if not files:
        raise GuidelineError(Message("There are no Vale rules (*.yml) here."))
    terms: list[Term] = []
    skipped: list[Skipped] = []
    for name in sorted(files):
        try:
            rule = _Rule(name, compose(files[name], name), language)
            rule.read()
        except GuidelineError as error:
            skipped.append(Skipped(name, error.message))
            continue
        terms += rule.terms
        skipped += rule.skipped
    return ImportedStyle(tuple(terms), tuple(skipped))


class _Rule:
    """One file of a style."""

    def __init__(self, name: str, root: Cursor, language: str) -> None:
        self._name, self._language = name, language
        self._given = {key: value for key, value in root.entries() if key in _KEYS and not value.is_empty}
        self.terms: list[Term] = []
        self.skipped: list[Skipped] = []

    def read(self) -> None:
        kind = self._text("extends")
        if kind not in {"existence", "substitution"}:
            self._skip("", Message("Rules of the kind “{kind}” are not imported.", kind=kind or "?"))
        elif self._flag("nonword"):
            self._skip("", Message("It looks for parts of words (nonword), which terms cannot."))
        elif "raw" in self._given:
            self._skip("", Message("It is a raw pattern; write it as a pattern rule of the guideline."))
        elif kind == "existence":
            for token in self._given["tokens"].texts() if "tokens" in self._given else ():
                self._term(token, "")
        else:
            for pattern, instead in self._given["swap"].pairs() if "swap" in self._given else ():
                self._term(pattern, instead.split("|")[0])

    def _term(self, pattern: str, instead: str) -> None:
        try:
            texts = [text for text in literals(pattern) if text.strip()]
        except NotFiniteError as error:
            self._skip(pattern, Message("The pattern is no list of words: {problem}.", problem=str(error)[:80]))
            return
        if texts and instead not in texts:
            self.terms.append(self._made(texts, instead))

    def _made(self, texts: list[str], instead: str) -> Term:
        message = self._text("message").replace("'%s'", "it").replace("%s", "it")
        return Term(
            texts[0],
            TermKind.NON_PREFERRED if instead else TermKind.BANNED,
            instead=instead,
            reason=message,
            forms=tuple(texts[1:]),
            exceptions=self._given["exceptions"].texts() if "exceptions" in self._given else (),
            language=self._language,
            case_sensitive=not self._flag("ignorecase"),
        )

    def _text(self, key: str) -> str:
        return self._given[key].text() if key in self._given else ""

    def _flag(self, key: str) -> bool:
        return key in self._given and self._given[key].boolean()

    def _skip(self, entry: str, reason: Message) -> None:
        self.skipped.append(Skipped(f"{self._name}: {entry}" if entry else self._name, reason))
