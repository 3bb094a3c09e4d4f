"""Everything the page shows, composed of a published guideline."""

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from brand.guideline import Guideline
from brand.portable.tokenfiles import write_css
from hub.guidelines.models import GuidelineVersion
from hub.portal import destinations, looks, words
from hub.portal.brandfiles import BrandFile
from hub.portal.samples import Sample, samples
from hub.portal.visitors import Visitor
from renderers.contract.message import Translator
from renderers.contract.tokens import Sender

#: The longest sentence to show a typeface with, in characters.
_LINE = 90


@dataclass(frozen=True, slots=True)
class Cover:
    """The page's head: the brand's main color, what can be read on it, and the logo for it."""

    ground: str
    ink: str
    logo: looks.LogoCard | None


@dataclass(frozen=True, slots=True)
class Page:
    """The portal of one brand, for one visitor, in one language."""

    cover: Cover
    accent: str
    swatches: tuple[looks.Swatch, ...]
    pairings: tuple[looks.Pairing, ...]
    specimens: tuple[looks.Specimen, ...]
    logos: tuple[looks.LogoCard, ...]
    traits: tuple[words.Trait, ...]
    good: tuple[Sample, ...]
    bad: tuple[Sample, ...]
    glossaries: tuple[words.Glossary, ...]
    claims: tuple[words.Proven, ...]
    channels: tuple[destinations.Destination, ...]
    sender: Sender
    css: str
    downloads: tuple[looks.Download, ...]
    #: All logos in one file; "" = there are none.
    bundle: str

    def stack(self, role: str) -> str:
        """The font stack of a role; the product's own where the brand has none."""
        return next((one.stack for one in self.specimens if one.role == role), "system-ui, sans-serif")

    @property
    def terms(self) -> int:
        """How many terms there are."""
        return sum(len(glossary.terms) for glossary in self.glossaries)

    @property
    def line(self) -> str:
        """A sentence of the brand's own, to show its typefaces with; "" = it has none."""
        claims = (text for claim in self.claims if not claim.is_over for _locale, text in claim.texts)
        samples = ("".join(text for text, _is_wrong in one.parts) for one in self.good)
        return next((text for text in (*claims, *samples) if len(text) <= _LINE), "")

    @property
    def has_voice(self) -> bool:
        """Whether anything is said of how the brand speaks."""
        return bool(self.traits or self.good or self.bad)


def compose(
    who: Visitor,
    version: GuidelineVersion,
    guideline: Guideline,
    files: Mapping[str, BrandFile],
    *,
    translate: Translator,
) -> Page:
    """The page of a version and the guideline it says; `files` are those that may be shown now, by digest."""
    tokens = guideline.tokens
    today = timezone.now().astimezone(zoneinfo.ZoneInfo(who.brand.time_zone)).date()
    shown = samples(version, today=today, translate=translate, is_insider=who.is_insider)
    logos = looks.logo_cards(who, guideline, files)
    specimens = looks.specimens(who, tokens, files)
    return Page(
        cover=_cover(guideline, logos),
        accent=tokens.color("accent", "#17343b").srgb,
        swatches=looks.swatches(tokens),
        pairings=looks.pairings(guideline.pairs, tokens),
        specimens=specimens,
        logos=logos,
        traits=tuple(words.traits(guideline.voice, destinations.channel_labels(translate))),
        good=tuple(one for one in shown if one.is_good),
        bad=tuple(one for one in shown if not one.is_good),
        glossaries=words.glossaries(guideline.terms, is_insider=who.is_insider),
        claims=words.proven(guideline.claims, today, is_insider=who.is_insider),
        channels=tuple(destinations.destinations(guideline, translate)),
        sender=tokens.sender,
        css=write_css(guideline),
        downloads=tuple(
            looks.Download(label, looks.address(who, "portal_tokens", kind=kind))
            for label, kind in (("CSS", "css"), ("Design Tokens (DTCG)", "json"), ("JSON", "plain"))
        ),
        bundle=looks.address(who, "portal_logos") if logos else "",
    )


def _cover(guideline: Guideline, logos: tuple[looks.LogoCard, ...]) -> Cover:
    tokens = guideline.tokens
    ground = tokens.color("primary", "#17343b").srgb
    ink = looks.readable_on(ground, (tokens.color("on-primary", "#ffffff").srgb,))
    is_dark = looks.readable_on(ground) == "#ffffff"
    logo = next((card for card in logos if card.is_on_dark is is_dark and card.image), None)
    return Cover(ground, ink, logo)
