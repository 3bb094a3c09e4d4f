"""The page of a newsletter: head, logo, hero, words, action, small print, foot."""

import re

from renderers.channels.email.blocks import button, section, sections, text
from renderers.channels.email.draft import Draft
from renderers.channels.email.foot import address_lines, foot_links, small_print
from renderers.channels.email.look import MARGIN, WIDTH
from renderers.channels.email.mjml import compile_mjml, element
from renderers.contract.artifact import Trace
from renderers.contract.escape import Context
from renderers.contract.place import Place
from renderers.contract.tokens import Logo
from renderers.toolkit.phrases import direction

#: Ratios of hero pictures; taller or flatter ones are cropped around the focal point.
HERO_RATIOS = (1.2, 2.6)
LOGO_WIDTH = 160
LOGO_HEIGHT = 72

_LTR = re.compile(r"(direction: ?)ltr")
_LEFT = re.compile(r'(text-align: ?|align=")left')

#: Keeps mail programs from showing the mail's first words behind a short preheader: marks without width.
_PADDING = "\u034f\u200c\u00a0" * 60


def page(draft: Draft, *, subject: str, preheader: str) -> str:
    """The newsletter's HTML with open slots. `subject` and `preheader` are finished HTML."""
    document = draft.source.document
    skeleton = element(
        "mjml",
        _head(draft, subject),
        element(
            "mj-body",
            _preheader(draft, preheader),
            element("mj-section", css_class="edge", padding="12px 0 0"),
            _card(draft),
            _foot(draft),
            width=f"{WIDTH}px",
            background_color=draft.look.light.surface,
            css_class="page",
        ),
        lang=draft.slots.put(draft.pen.attribute(document.locale.replace("_", "-"))),
        dir=direction(document.language),
    )
    made = compile_mjml(skeleton).replace("</head>", f"{draft.look.for_outlook}</head>", 1)
    return _mirrored(made) if direction(document.language) == "rtl" else made


def _mirrored(skeleton: str) -> str:
    """The page from right to left. mrml writes `ltr` and `left` into every cell, whatever the `dir` of the whole."""
    skeleton = _LTR.sub(r"\1rtl", skeleton)
    return _LEFT.sub(r"\1right", skeleton)


def _head(draft: Draft, subject: str) -> str:
    look = draft.look
    schemes = [element("meta", name=name, content="light dark") for name in ("color-scheme", "supported-color-schemes")]
    telephone = element("meta", name="format-detection", content="telephone=no,date=no,address=no,email=no")
    everywhere = element(
        "mj-all", font_family=look.body_font, font_size="16px", line_height="1.6", color=look.light.text, padding="0"
    )
    return element(
        "mj-head",
        element("mj-title", draft.slots.put(subject)),
        element("mj-raw", *schemes, telephone),
        element("mj-attributes", everywhere),
        f"<mj-style>{look.queried}</mj-style>",
        f'<mj-style inline="inline">{look.inlined}</mj-style>',
    )


def _preheader(draft: Draft, preheader: str) -> str:
    if not preheader:
        return ""
    return element("mj-raw", element("div", draft.slots.put(preheader), _PADDING, class_="pre"))


def _card(draft: Draft) -> str:
    document = draft.source.document
    parts = [_header(draft), _hero(draft), _opening(draft), sections(draft, document.blocks)]
    if document.action is not None and document.action.label:
        at = (Place("action.label"), Place("action.url"))
        main = button(draft, document.action.label, document.action.url, at=at, main=True)
        parts.append(section(main, padding=f"8px {MARGIN}px 8px"))
    notes = [
        element("p", draft.say(note, Place(f"legal.{index}")), class_="s")
        for index, note in enumerate(document.legal)
        if note
    ]
    if notes:
        parts.append(section(text("".join(notes)), padding=f"8px {MARGIN}px 0"))
    return element(
        "mj-wrapper",
        *parts,
        css_class="card",
        background_color=draft.look.light.background,
        border_top=f"4px solid {draft.look.light.primary}",
        padding="0 0 20px",
    )


def _header(draft: Draft) -> str:
    tokens = draft.source.tokens
    name = tokens.sender.name or tokens.sender.company
    href = draft.href(tokens.sender.website, Place("tokens.sender")) if tokens.sender.website else None
    shown = _logos(draft, name)
    if not shown and name:
        shown = element("p", draft.put(draft.pen.words(name, Context.HTML), Place("tokens.sender")), class_="on")
    if not shown:
        return section(text(""), padding="12px 0")
    content = element("a", shown, href=href, target="_blank") if href else shown
    return section(text(content, css_class="h"), padding=f"24px {MARGIN}px 24px")


def _logos(draft: Draft, name: str) -> str:
    """The logo, and the one for dark screens where the brand has one."""
    logo = draft.source.tokens.logo("light")
    day = _logo(draft, logo, name, ground=draft.look.light.background) if logo is not None else ""
    other = next((logo for logo in draft.source.tokens.logos if logo.on == "dark"), None)
    if not day or other is None or other == logo:
        return day
    night = _logo(draft, other, name, ground=draft.look.dark.background)
    return element("div", day, class_="day") + element("div", night, class_="night") if night else day


def _logo(draft: Draft, logo: Logo, name: str, *, ground: str) -> str:
    wide = max(LOGO_WIDTH, logo.min_width_px)
    made = draft.gallery.logo(logo, wide * 2, ground=ground)
    if made is None:
        return ""
    draft.traces.append(Trace("body.html", name or logo.name, Place("tokens.logos")))
    width = max(min(wide, round(LOGO_HEIGHT * made.width / made.height)), min(logo.min_width_px, made.width))
    return element(
        "img",
        class_="logo",
        src=draft.slots.put(made.media),
        alt=draft.slots.put(draft.pen.attribute(name or logo.name)),
        width=width,
        height=max(1, round(made.height * width / made.width)),
    )


def _hero(draft: Draft) -> str:
    document = draft.source.document
    if document.hero is None:
        return ""
    action = document.action
    href = draft.href(action.url, Place("action.url")) if action is not None else None
    picture = draft.picture(document.hero, Place("hero"), width=WIDTH, href=href, ratios=HERO_RATIOS)
    fills = 'class="pic"' in picture  # a smaller one keeps to the margins of the text
    inside = text(picture, line_height="1px")
    if not fills:
        return section(inside, padding=f"0 {MARGIN}px 8px")
    return element("mj-section", element("mj-column", inside), padding="0 0 8px")


def _opening(draft: Draft) -> str:
    place, heading = draft.source.document.heading
    teaser = draft.source.document.teaser
    written = element("h1", draft.say(heading, place), class_="h1") if heading else ""
    written += element("p", draft.say(teaser, Place("teaser")), class_="lead") if teaser else ""
    return section(text(written), padding=f"20px {MARGIN}px 0") if written else ""


def _foot(draft: Draft) -> str:
    lines = [*small_print(draft), *address_lines(draft)]
    links = foot_links(draft)
    if links:
        lines.append(" &#160;·&#160; ".join(links))
    written = "".join(element("p", line, class_="s") for line in lines)
    if not written:
        return element("mj-section", padding="12px 0")
    return section(text(written, css_class="f", align="center"), padding=f"24px {MARGIN}px 32px")
