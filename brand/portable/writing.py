"""Writes `guideline.yaml`: one way to write each guideline, so that two exports can be compared line by line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import yaml

from brand.errors import GuidelineError
from brand.guideline import Claim, Compound, Example, Guideline, Setting, Term, Voice
from brand.portable.assets import ExportedFile, write_asset
from brand.portable.patterns import write_pattern
from brand.portable.reading import SCHEMA
from renderers.contract.message import Message
from renderers.contract.tokens import SHIPPED_FIELDS, Color, Field, Font, LegalLine, Localized, Logo, Sender


@dataclass(frozen=True, slots=True)
class Exported:
    """The YAML and the files that belong beside it."""

    text: str
    files: tuple[ExportedFile, ...]


def write_guideline(guideline: Guideline) -> Exported:
    """Write a guideline; reading it again gives the same digest.

    Raises:
        GuidelineError: two colors, fonts, fields or claims have one name.
    """
    files: dict[str, ExportedFile] = {}
    tokens = guideline.tokens
    body = {
        "schema": "/".join(map(str, SCHEMA)),
        "brand": guideline.brand,
        "version": guideline.version,
        "locales": list(guideline.locales),
        "launch_mode": guideline.launch_mode or None,
        "colors": _named("colors", ((color.name, _color(color)) for color in tokens.colors)),
        "pairs": [
            {"text": pair.text, "background": pair.background, **({} if pair.allowed else {"allowed": False})}
            for pair in guideline.pairs
        ],
        "typography": _named("typography", ((font.role, _font(font, files)) for font in tokens.typography)),
        "logos": [
            _logo(logo, files, clear) for logo, clear in zip_longest(tokens.logos, guideline.clear_space) if logo
        ],
        "sender": _sender(tokens.sender),
        "legal": [_legal(line) for line in tokens.legal],
        "fields": _fields(tokens.fields),
        "voice": _voice(guideline.voice),
        "terms": [_term(term) for term in guideline.terms],
        "claims": _named("claims", ((claim.name, _claim(claim)) for claim in guideline.claims)),
        "hosts": list(guideline.hosts),
        "utm": dict(guideline.utm),
        "limits": [
            {"channel": limit[0], "limit": limit[1], "value": _number(limit[2]), **_filled({"reason": reason})}
            for limit, reason in zip_longest(guideline.limits, guideline.limit_reasons)
            if limit
        ],
        "clients": {client: _number(share) for client, share in guideline.clients},
        "deprecated": [
            {"token": entry.token, **_filled({"value": entry.value, "instead": entry.instead, "reason": entry.reason})}
            for entry in guideline.deprecated
        ],
        "patterns": [write_pattern(pattern) for pattern in guideline.patterns],
        "rules": [_setting(setting) for setting in guideline.settings],
        "examples": [_example(example) for example in guideline.examples],
    }
    kept = {key: value for key, value in body.items() if value or (key in {"schema", "fields"} and value is not None)}
    text = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=116, default_flow_style=False)
    return Exported(text, tuple(files[path] for path in sorted(files)))


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, and writes short lists of plain values in one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _short_list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.Node:
    short = all(isinstance(value, str | int | float) for value in values) and len(str(values)) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=short)


def _words(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """Several lines as a block, as people would write them; in quotes where YAML would read other characters back."""
    lines = text.split("\n")
    block = len(lines) > 1 and all(line and line == line.strip() and not _ODD.search(line) for line in lines)
    style = "|" if block else '"' if _ODD.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


#: Control characters and line ends that are none to everybody.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_Dumper.add_representer(list, _short_list)
_Dumper.add_representer(str, _words)


def _named(what: str, pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise GuidelineError(
                Message("{what}: two entries have the name “{name}”. Rename one.", what=what, name=name)
            )
        found[name] = value
    return found


def _filled(body: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: None, "", and empty lists and mappings. False and 0 stay."""
    return {key: value for key, value in body.items() if value is not None and value not in ("", [], {}, ())}


def _localized(texts: Localized) -> str | dict[str, str]:
    return texts[0][1] if len(texts) == 1 and texts[0][0] == "" else dict(texts)


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _color(color: Color) -> str | dict[str, Any]:
    body = _filled(
        {
            "srgb": color.srgb,
            "cmyk": None if color.cmyk is None else [_number(value) for value in color.cmyk],
            "spot": color.spot,
            "roles": list(color.roles),
        }
    )
    return color.srgb if len(body) == 1 else body


def _font(font: Font, files: dict[str, ExportedFile]) -> dict[str, Any]:
    return {
        "family": font.family,
        **_filled({"stack": list(font.stack)}),
        "weights": list(font.weights),
        **_filled({"files": [write_asset(file, files) for file in font.files]}),
    }


def _logo(logo: Logo, files: dict[str, ExportedFile], clear_space: float | None) -> dict[str, Any]:
    forms = {
        kind: None if asset is None else write_asset(asset, files)
        for kind, asset in (("svg", logo.svg), ("pdf", logo.pdf), ("png", logo.png))
    }
    return {
        "name": logo.name,
        **_filled({"on": logo.on, **forms}),
        "min_width_mm": _number(logo.min_width_mm),
        "min_width_px": logo.min_width_px,
        **({"clear_space": _number(clear_space)} if clear_space else {}),
    }


def _legal(line: LegalLine) -> dict[str, Any]:
    rest = _filled({"channels": list(line.channels), "triggers": list(line.triggers)})
    return {"key": line.key, "text": _localized(line.texts), **rest}


def _sender(sender: Sender) -> dict[str, Any]:
    names = ("name", "company", "email", "reply_to", "phone", "website", "sms_name")
    return _filled(
        {
            **{name: getattr(sender, name) for name in names},
            "address": list(sender.address),
            "handles": dict(sender.handles),
        }
    )


def _fields(fields: tuple[Field, ...]) -> dict[str, Any] | None:
    """The field register; the shipped one goes without saying."""
    if fields == SHIPPED_FIELDS:
        return None
    return _named("fields", ((entry.name, _field(entry)) for entry in fields))


def _field(entry: Field) -> dict[str, Any]:
    body = {"type": entry.type, "sample": entry.sample, "label": entry.label, "names": dict(entry.names)}
    return {"max_length": entry.max_length, **_filled(body)}


def _voice(voice: Voice) -> dict[str, Any]:
    return _filled(
        {
            "address": voice.address.value,
            "address_in": {channel: address.value or None for channel, address in voice.address_in},
            "du_capital": voice.du_capital,
            "gender": voice.gender.value,
            "reading": None if voice.reading is None else list(voice.reading),
            "sentence_words": voice.sentence_words,
            "exclamations": voice.exclamations,
            "emoji": voice.emoji,
            "emoji_set": list(voice.emoji_set),
        }
    )


def _term(term: Term) -> dict[str, Any]:
    rest = {
        "instead": term.instead,
        "reason": term.reason,
        "forms": list(term.forms),
        "exceptions": list(term.exceptions),
        "language": term.language,
        "compound": None if term.compound is Compound.NO else term.compound.value,
        "case_sensitive": term.case_sensitive or None,
        "retired_at": term.retired_at,
        "sign": term.sign,
    }
    return {term.kind.value: term.word, **_filled(rest)}


def _claim(claim: Claim) -> dict[str, Any]:
    return {"text": _localized(claim.texts), **_filled({"evidence": claim.evidence, "expires": claim.expires})}


def _setting(setting: Setting) -> dict[str, Any]:
    rest = {
        "enabled": None if setting.enabled else False,
        "severity": None if setting.severity is None else setting.severity.value,
        "channel": setting.channel,
        "locale": setting.locale,
        "options": dict(setting.options),
    }
    return {"rule": setting.rule, **_filled(rest)}


def _example(example: Example) -> dict[str, Any]:
    rest = {"rules": list(example.rules), "locale": example.locale, "channel": example.channel}
    return {"good" if example.good else "bad": example.text, **_filled(rest)}
