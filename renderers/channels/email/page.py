"""The page of a mail: head, logo, hero, words, action, small print, foot."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from renderers.channels.email import tags
from renderers.channels.email.blocks import parted, section, sections, text
from renderers.channels.email.button import button, main
from renderers.channels.email.draft import Draft
from renderers.channels.email.foot import Foot
from renderers.channels.email.furniture import header, opening, shown_hero
from renderers.channels.email.look import MARGIN, WIDTH
from renderers.channels.email.mjml import Layout, compile_mjml, element
from renderers.channels.email.panel import panel
from renderers.contract.document import ActionBlock
from renderers.contract.place import Place
from renderers.toolkit.phrases import direction

_LTR: Final = re.compile(r"(direction: ?)ltr")
_LEFT: Final = re.compile(r'(text-align: ?|align=")left')

#: Keeps mail programs from showing the mail's first words behind a short preheader: marks without width.
_PADDING: Final = "\u034f\u200c\u00a0" * 60
#: What stands above the card.
_EDGE: Final = element("mj-section", css_class="edge", padding="12px 0 0")


@dataclass(frozen=True, slots=True)
class Head:
    """What the inbox shows, as finished HTML, and whether the mail has one thing to say and says it on a panel."""

    subject: str
    preheader: str
    centered: bool = False


def page(draft: Draft, foot: Foot, head: Head) -> Layout:
    """The mail's HTML with open slots."""
    return laid_out(*_skeleton(draft, foot, head), draft.look.for_outlook)


def skeleton(draft: Draft, foot: Foot, head: Head) -> str:
    """The mail as MJML with open slots."""
    return "".join(_skeleton(draft, foot, head))


def _skeleton(draft: Draft, foot: Foot, head: Head) -> tuple[str, str, str]:
    """What comes before the brand's styles, these, and what comes behind them: most of it is the same in its mails."""
    document = draft.source.document
    title = tags.NAME(draft.slots.put(head.subject))
    body = element(
        "mj-body",
        _preheader(draft, head),
        _EDGE,
        _card(draft, centered=head.centered),
        _foot(draft, foot),
        width=f"{WIDTH}px",
        background_color=draft.look.light.surface,
        css_class="page",
    )
    lang = draft.slots.put(draft.pen.attribute(document.locale.replace("_", "-")))
    opening = f'<mjml lang="{lang}" dir="{direction(document.language)}"><mj-head>{title}'
    return opening, draft.look.head, f"</mj-head>{body}</mjml>"


@lru_cache(maxsize=32)
def laid_out(before: str, styles: str, behind: str, for_outlook: str) -> Layout:
    """The compiled skeleton. Words are not in it: it is the same for every language, dialect and arm."""
    made = compile_mjml(f"{before}{styles}{behind}").replace("</head>", f"{for_outlook}</head>", 1)
    return Layout.of(_mirrored(made) if ' dir="rtl"' in before else made)


def _mirrored(markup: str) -> str:
    """The page from right to left. mrml writes `ltr` and `left` into every cell, whatever the `dir` of the whole."""
    return _LEFT.sub(r"\1right", _LTR.sub(r"\1rtl", markup))


def _preheader(draft: Draft, head: Head) -> str:
    if not head.preheader:
        return ""
    return tags.RAW(tags.PREHEADER(draft.slots.put(head.preheader) + _PADDING))


def _card(draft: Draft, *, centered: bool) -> str:
    document = draft.source.document
    blocks, notes = parted(document)
    if centered:  # its one action stands on the panel
        blocks = tuple(block for block in blocks if not isinstance(block, ActionBlock))
    head = header(draft, centered=centered) + shown_hero(draft, centered=centered)
    poster = panel(draft) if centered else ""
    parts = [
        "" if centered else opening(draft),
        sections(draft, blocks),
        "" if centered else _main_action(draft),
        sections(draft, notes),
        _own_notes(draft),
    ]
    says_more = any(parts)
    below = element("mj-section", css_class="edge", padding="28px 0 0") if poster and says_more else ""
    return element(
        "mj-wrapper",
        head,
        poster,
        below,
        *parts,
        css_class="card",
        background_color=draft.look.light.background,
        border_top=f"4px solid {draft.look.light.primary}",
        padding="0" if poster and not says_more else "0 0 20px",
    )


def _main_action(draft: Draft) -> str:
    action, at = draft.source.document.action, (Place.of("action.label"), Place.of("action.url"))
    if action is None or not action.label:
        return ""
    return section(button(draft, action.label, action.url, at=at, style=main(draft.look.light)))


def _own_notes(draft: Draft) -> str:
    notes = [
        tags.SMALL(draft.say(note, Place.of(f"legal.{index}")))
        for index, note in enumerate(draft.source.document.legal)
        if note
    ]
    return section(text("".join(notes))) if notes else ""


def _foot(draft: Draft, foot: Foot) -> str:
    written = "".join(map(tags.SMALL, foot.written(draft)))
    if not written:
        return element("mj-section", padding="12px 0")
    return section(text(written, css_class="f", align="center"), padding=f"24px {MARGIN}px 32px")
