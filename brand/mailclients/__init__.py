"""What mail programs support (Can I email, see NOTICE.md), and with which programs an audience reads."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

FOLDER = Path(__file__).parent
DATA = FOLDER / "caniemail.json"

_SAYINGS = re.compile(r"""(url\()[^)]*|"[^"]*"|'[^']*'""")

#: A client's key is "family/platform", as `gmail/android`; shares are percent of the audience.
Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a feature shows in markup. `declarations` "*" = any property; `value` is searched in its value.

    `is_layout`: without the feature a mail falls apart or loses words; otherwise it is only plainer.
    """

    slug: str
    elements: frozenset[str] = frozenset()
    attribute: str = ""
    declarations: frozenset[str] = frozenset()
    value: re.Pattern[str] | None = None
    at_rule: str = ""
    pictures: frozenset[str] = frozenset()
    is_layout: bool = True

    def declares(self, name: str, value: str) -> bool:
        """Whether a declaration uses the feature."""
        named = "*" in self.declarations or name in self.declarations
        return named and (self.value is None or self.value.search(_bare(value)) is not None)

    def shows(self, url: str, media_type: str) -> bool:
        """Whether a picture is of this format, by its type or the ending of its address."""
        address = url.lower()
        ending = re.split(r"[?#]", address, maxsplit=1)[0].rpartition(".")[2]
        kind = media_type.lower().removeprefix("image/").removesuffix("+xml")
        return bool({ending, kind} & self.pictures) or ("data:" in self.pictures and address.startswith("data:image"))


@dataclass(frozen=True, slots=True)
class Feature:
    """What mail programs make of a feature: `support` is client -> y, a (in part), n or u; `as_of` the last test."""

    slug: str
    title: str
    as_of: date
    support: Mapping[str, str]

    def without(self, shares: Shares) -> dict[str, float]:
        """The clients of an audience that do not support it, with their shares, largest first."""
        lacking = {client: share for client, share in shares.items() if self.support.get(client) == "n"}
        return dict(sorted(lacking.items(), key=lambda pair: (-pair[1], pair[0])))


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The features that are looked for."""
    return tuple(_pattern(slug, entry) for slug, entry in _yaml("features.yaml").items())


@lru_cache(maxsize=1)
def features() -> Mapping[str, Feature]:
    """The features by their slug."""
    return MappingProxyType(
        {
            slug: Feature(slug, entry["title"], date.fromisoformat(entry["as_of"]), entry["support"])
            for slug, entry in _data()["features"].items()
        }
    )


@lru_cache(maxsize=1)
def clients() -> Mapping[str, str]:
    """The clients there are data about: key -> "Gmail (Android)"."""
    return MappingProxyType(dict(_data()["clients"]))


def as_of() -> date:
    """The day of the data."""
    return date.fromisoformat(_data()["as_of"])


@lru_cache(maxsize=1)
def usual_shares() -> Shares:
    """An audience nobody measured."""
    return MappingProxyType({key: float(share) for key, share in _yaml("audience.yaml")["clients"].items()})


@lru_cache(maxsize=4096)
def _bare(value: str) -> str:
    """A value without addresses and quoted words, in which anything may stand."""
    return _SAYINGS.sub(lambda match: f"{match[1] or ''}", value.strip().lower())


def _pattern(slug: str, entry: Mapping[str, Any]) -> Pattern:
    return Pattern(
        slug,
        elements=frozenset(entry.get("element", ())),
        attribute=str(entry.get("attribute", "")),
        declarations=frozenset(entry.get("declaration", ())),
        value=re.compile(entry["value"]) if "value" in entry else None,
        at_rule=str(entry.get("at_rule", "")),
        pictures=frozenset(entry.get("picture", ())),
        is_layout=entry["loss"] == "layout",
    )


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return dict(json.loads(DATA.read_text("utf-8")))


def _yaml(name: str) -> Mapping[str, Any]:
    return dict(yaml.safe_load((FOLDER / name).read_text("utf-8")))
