"""What stands above the words of a mail: the brand's logo, the hero picture, headline and teaser."""

from renderers.channels.email import tags
from renderers.channels.email.blocks import section, text
from renderers.channels.email.draft import Draft
from renderers.channels.email.look import MARGIN, WIDTH
from renderers.channels.email.mjml import element, linked, not_for_outlook, picture
from renderers.contract.artifact import Trace
from renderers.contract.escape import Context
from renderers.contract.place import Place
from renderers.contract.tokens import Logo

#: Ratios of hero pictures; taller or flatter ones are cropped around the focal point.
HERO_RATIOS = (1.2, 2.6)
LOGO_WIDTH = 160
LOGO_HEIGHT = 72


def header(draft: Draft, *, centered: bool) -> str:
    """The logo, or the brand's name where there is none, leading to its site."""
    tokens = draft.source.tokens
    name = tokens.sender.name or tokens.sender.company
    href = draft.href(tokens.sender.website, Place.of("tokens.sender")) if tokens.sender.website else None
    shown = _logos(draft, name, centered=centered)
    if not shown and name:
        shown = tags.PRODUCT(draft.put(draft.pen.words(name, Context.HTML), Place.of("tokens.sender")))
    if not shown:
        return section(text(""), padding="12px 0")
    content = linked(shown, href, css_class="ia") if href else shown
    align = {"align": "center"} if centered else {}
    return section(text(content, css_class="h", **align), padding=f"24px {MARGIN}px 24px")


def shown_hero(draft: Draft, *, centered: bool) -> str:
    """The hero picture from edge to edge, leading where the action leads; one that is smaller keeps to the margins."""
    document = draft.source.document
    if document.hero is None:
        return ""
    action = document.action
    href = draft.href(action.url, Place.of("action.url")) if action is not None else None
    img = draft.picture(document.hero, Place.of("hero"), width=WIDTH, href=href, ratios=HERO_RATIOS)
    fills = 'class="pic"' in img
    if not fills and centered:
        img = img.replace('class="own"', 'class="own mid"')
    inside = text(img, css_class="t ph", line_height="1px")
    if not fills:
        return section(inside, padding=f"0 {MARGIN}px {28 if centered else 8}px")
    return element("mj-section", element("mj-column", inside, padding=f"0 0 {0 if centered else 8}px"))


def opening(draft: Draft) -> str:
    """Headline and teaser."""
    place, heading = draft.source.document.heading
    teaser = draft.source.document.teaser
    written = tags.TITLE(draft.say(heading, place)) if heading else ""
    written += tags.LEAD(draft.say(teaser, Place.of("teaser"))) if teaser else ""
    return section(text(written), padding=f"24px {MARGIN}px 0") if written else ""


def _logos(draft: Draft, name: str, *, centered: bool) -> str:
    """The logo, and the one for dark screens where the brand has one."""
    logo = draft.source.tokens.logo("light")
    if logo is None:
        return ""
    day = _logo(draft, logo, name, ground=draft.look.light.background, centered=centered)
    other = next((logo for logo in draft.source.tokens.logos if logo.on == "dark"), None)
    if not day or other is None or other == logo:
        return day
    night = _logo(draft, other, name, ground=draft.look.dark.background, centered=centered)
    if not night:
        return day
    return element("div", day, class_="day") + not_for_outlook(element("div", night, class_="night"), draft.slots)


def _logo(draft: Draft, logo: Logo, name: str, *, ground: str, centered: bool) -> str:
    wide = max(LOGO_WIDTH, logo.min_width_px)
    made = draft.gallery.logo(logo, wide * 2, ground=ground)
    if made is None:
        return ""
    draft.traces.append(Trace("body.html", name or logo.name, Place.of("tokens.logos")))
    width = max(min(wide, round(LOGO_HEIGHT * made.width / made.height)), min(logo.min_width_px, made.width))
    return picture(
        css_class="logo mid" if centered else "logo",
        src=draft.slots.show(made.media),
        alt=draft.slots.put(draft.pen.attribute(name or logo.name)),
        width=width,
        height=max(1, round(made.height * width / made.width)),
    )
