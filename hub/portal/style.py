"""The brand's own colors and typefaces as a style sheet of the page: everything in it is checked, nothing is quoted."""

from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe

from hub.portal.looks import readable_on
from hub.portal.page import Page
from renderers.toolkit.css import color


def stylesheet(page: Page) -> SafeString:
    """Rules for the inside of a `<style>` element.

    Colors are `#rrggbb` or replaced; families have no character that could end a string or the element; addresses are
    percent-encoded. So nothing a person wrote gets out of its place.
    """
    return mark_safe("\n".join(_rules(page)))  # noqa: S308


def _rules(page: Page) -> Iterator[str]:
    for specimen in page.specimens:
        for address, weight in specimen.faces:
            yield (
                f'@font-face {{ font-family: "{specimen.key}"; src: url("{address}"); '
                f"font-weight: {weight}; font-display: swap }}"
            )
        yield f".{specimen.key} {{ font-family: {specimen.stack} }}"
    yield f":root {{ --heading: {page.stack('heading')}; --body: {page.stack('body')} }}"
    yield f":root {{ --accent: {color(page.accent)} }}"
    yield f".cover {{ background: {color(page.cover.ground)}; color: {color(page.cover.ink, '#ffffff')} }}"
    for number, swatch in enumerate(page.swatches):
        yield f".swatch-{number} {{ background: {color(swatch.srgb)}; color: {color(swatch.ink)} }}"
    for number, pairing in enumerate(page.pairings):
        yield f".pairing-{number} {{ background: {color(pairing.ground_srgb)}; color: {color(pairing.text_srgb)} }}"
    for number, logo in enumerate(page.logos):
        yield f".logo-{number} {{ background: {color(logo.ground)}; color: {readable_on(color(logo.ground))} }}"
        yield f".logo-{number} .logo__room {{ --share: {logo.clear_space:g} }}"
        yield f".logo-{number} .logo__least {{ width: {max(0, int(logo.min_width_px))}px }}"
    pair = next((each for each in page.pairings if each.is_allowed), None)
    if pair is not None:
        yield f".inuse {{ background: {color(pair.ground_srgb)}; color: {color(pair.text_srgb)} }}"
    yield f".inuse__act {{ background: {color(page.accent)}; color: {readable_on(color(page.accent))} }}"
