"""One rule of a Vale style: each of Vale's kinds of check as an own rule that does the same."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from brand.finding import Severity
from brand.own import PatternError, compiled
from brand.pattern import STYLES, Check, Pattern, Scope
from brand.portable.cursor import Cursor
from brand.portable.designtokens import Skipped
from brand.portable.readabilityformulas import comparison, plain_formula
from renderers.contract.message import Message

_COMMON = ("extends", "message", "level", "link", "scope", "limit", "code", "description", "vocab", "action", "style")
_LEVELS = {"suggestion": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR}
_SCOPES = {
    "": Scope.TEXT,
    "text": Scope.TEXT,
    "sentence": Scope.SENTENCE,
    "paragraph": Scope.PARAGRAPH,
    "heading": Scope.HEADING,
    "list": Scope.LIST,
    "blockquote": Scope.QUOTE,
    "table.cell": Scope.CELL,
    "alt": Scope.ALT,
    "summary": Scope.PIECE,
}
_WHY_NOT = {
    "sequence": Message("It looks for parts of speech, which need a tagger made for English."),
    "script": Message("It is a program; a guideline holds data only."),
    "spelling": Message("It is a dictionary; name the words that matter as terms of the guideline."),
}
_HOLDER = re.compile(r"%(?:\[(\d)\])?[sdvq]|%%")
#: A word with anything but letters in it.
_NO_WORD = r"(?s).*[^\pL].*"


class ValeRule:
    """One file of a style. `skipped` tells what of it was left aside."""

    def __init__(self, name: str, root: Cursor, language: str) -> None:
        self._name, self._language = name, language
        self._given = {key: value for key, value in root.entries() if not value.is_empty}
        self._read: set[str] = set(_COMMON)
        self.skipped: list[Skipped] = []

    def patterns(self) -> list[Pattern]:
        """The own rules that it makes: one for each scope, none where it cannot be imported."""
        kind = self._text("extends")
        if kind not in _KINDS:
            reason = _WHY_NOT.get(kind, Message("Rules of the kind “{kind}” are not imported.", kind=kind or "?"))
            self._skip("", reason)
            return []
        if "pos" in self._given:
            self._skip("", _WHY_NOT["sequence"])
            return []
        made = _KINDS[kind](self)
        for key in self._given:
            if key not in self._read:
                self._skip(key, Message("This key has no meaning here and was left aside."))
        return [] if made is None else list(self._scoped(made))

    # --- Vale's kinds of check

    def _existence(self) -> Pattern | None:
        tokens = self._usable(self._texts("tokens"))
        raw = "".join(self._texts("raw"))
        words = not self._flag("nonword")
        if raw and tokens:
            # `raw` is put before the tokens (or behind them), it is not one more of them.
            joined = rf"\b(?:{'|'.join(tokens)})\b" if words else f"(?:{'|'.join(tokens)})"
            source = joined + raw if self._flag("append") else raw + joined
            return self._checked(pattern=source)
        if not raw and not tokens:
            self._nothing()
            return None
        return self._checked(pattern=raw or "|".join(tokens), words=words and not raw)

    def _substitution(self) -> Pattern | None:
        self._flag("capitalize")
        swap = self._pairs("swap")
        usable = set(self._usable([old for old, _ in swap]))
        pairs = tuple((old, new) for old, new in swap if old in usable)
        if not pairs:
            self._nothing()
            return None
        return self._checked(pairs=pairs, words=not self._flag("nonword"))

    def _occurrence(self) -> Pattern | None:
        return self._checked(
            check=Check.COUNT, pattern=self._text("token"), most=self._number("max"), least=self._number("min")
        )

    def _repetition(self) -> Pattern | None:
        exceptions = (_NO_WORD,) if self._flag("alpha") else ()
        source = "|".join(self._usable(self._texts("tokens")))
        return self._checked(check=Check.REPEAT, pattern=source, most=self._number("max"), exceptions=exceptions)

    def _consistency(self) -> Pattern | None:
        return self._checked(check=Check.EITHER, pairs=tuple(self._pairs("either")), words=not self._flag("nonword"))

    def _conditional(self) -> Pattern | None:
        return self._checked(check=Check.NEEDS, pattern=self._text("first"), needs=self._text("second"))

    def _capitalization(self) -> Pattern | None:
        match = self._text("match")
        style = match.removeprefix("$")
        if match.startswith("$") and style not in STYLES:
            self._skip("match", Message("The way of writing “{style}” is not known.", style=match))
            return None
        return self._checked(check=Check.CASE, style=style)

    def _metric(self) -> Pattern | None:
        formula = plain_formula(self._text("formula"))
        return self._checked(
            check=Check.FORMULA, formula=f"{formula} {self._text('condition')}".strip(), scope=Scope.PIECE
        )

    def _readability(self) -> Pattern | None:
        known, unknown = comparison(self._texts("metrics"), self._text("grade"))
        for name in unknown:
            self._skip(name, Message("This readability score is not known."))
        # Below a hundred words such a score says nothing.
        return self._checked(check=Check.FORMULA, formula=known, scope=Scope.PIECE, least=100) if known else None

    # --- what all of them have

    def _checked(self, **facts: Any) -> Pattern | None:
        """The own rule, if it can be run; or None, and the reason is noted."""
        exceptions = (*self._usable(self._texts("exceptions")), *facts.pop("exceptions", ()))
        said = _message(self._text("message"), substitution="swap" in self._given, facts=facts)
        pattern = Pattern(
            id=_slug(self._name),
            message=(("", said),) if said else (),
            severity=_LEVELS.get(self._text("level"), Severity.WARNING),
            locale=self._language,
            ignore_case=self._flag("ignorecase"),
            exceptions=exceptions,
            replacement=self._action() if "pairs" not in facts else None,
            source=self._text("link"),
            **facts,
        )
        try:
            compiled(pattern)
        except PatternError as error:
            self._skip("", error.message)
            return None
        return pattern

    def _usable(self, sources: list[str]) -> list[str]:
        """The entries that can be compiled; each of the others is noted with the reason."""
        if sources and _compiles("|".join(f"(?:{source})" for source in sources)):
            return sources
        found = []
        for source in sources:
            try:
                compiled(Pattern(id="entry", pattern=source))
            except PatternError as error:
                self._skip(source, error.message)
            else:
                found.append(source)
        return found

    def _nothing(self) -> None:
        self._skip("", Message("It has no entry that can be used."))

    def _action(self) -> str | None:
        """What Vale would offer to put in; `edit`, `convert` and `suggest` need Vale itself."""
        if "action" not in self._given:
            return None
        given = dict(self._given["action"].entries())
        name = given["name"].text() if "name" in given else ""
        params = given["params"].texts() if "params" in given else ()
        return "" if name == "remove" else params[0] if name == "replace" and params else None

    def _scoped(self, pattern: Pattern) -> Iterator[Pattern]:
        wanted = self._texts("scope") or [""]
        for number, name in enumerate(wanted):
            level = re.fullmatch(r"heading\.h([1-6])", name)
            scope = Scope.HEADING if level else _SCOPES.get(name)
            if scope is None:
                self._skip("scope", Message("It looks at “{scope}” only, which has no name here.", scope=name))
                continue
            if pattern.scope is Scope.PIECE:
                scope = Scope.PIECE
            yield replace(
                pattern,
                id=pattern.id if number == 0 else f"{pattern.id}-{number + 1}",
                scope=scope,
                level=int(level[1]) if level else 0,
            )

    def _text(self, key: str) -> str:
        self._read.add(key)
        return self._given[key].text() if key in self._given else ""

    def _texts(self, key: str) -> list[str]:
        self._read.add(key)
        return list(self._given[key].texts()) if key in self._given else []

    def _flag(self, key: str) -> bool:
        self._read.add(key)
        return key in self._given and self._given[key].boolean()

    def _number(self, key: str) -> int | None:
        self._read.add(key)
        return self._given[key].integer() if key in self._given else None

    def _pairs(self, key: str) -> list[tuple[str, str]]:
        """A mapping of texts, or a list of such."""
        self._read.add(key)
        if key not in self._given:
            return []
        if self._given[key].is_mapping:
            return list(self._given[key].pairs())
        return [pair for item in self._given[key].items() for pair in item.pairs()]

    def _skip(self, entry: str, reason: Message) -> None:
        self.skipped.append(Skipped(f"{self._name}: {entry}" if entry else self._name, reason))


_KINDS: dict[str, Callable[[ValeRule], Pattern | None]] = {
    "existence": ValeRule._existence,
    "substitution": ValeRule._substitution,
    "occurrence": ValeRule._occurrence,
    "repetition": ValeRule._repetition,
    "consistency": ValeRule._consistency,
    "conditional": ValeRule._conditional,
    "capitalization": ValeRule._capitalization,
    "metric": ValeRule._metric,
    "readability": ValeRule._readability,
}


def _compiles(source: str) -> bool:
    try:
        compiled(Pattern(id="entries", pattern=source))
    except PatternError:
        return False
    return True


def _slug(name: str) -> str:
    """ "Google/FirstPerson.yml" -> "google-first-person"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", str(PurePosixPath(name).with_suffix("")))
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "rule"


def _message(text: str, *, substitution: bool, facts: dict[str, Any]) -> str:
    """Vale's message with our names for what it fills in."""
    names = ["{instead}", "{found}"] if substitution else ["{found}"]
    if facts.get("check") is Check.FORMULA:
        names = ["{count}"]
    place = iter(range(len(text)))

    def filled(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        number = int(match[1]) - 1 if match[1] else next(place)
        return names[min(number, len(names) - 1)]

    return _HOLDER.sub(filled, text)
