"""The style sheet of articles, made of the brand's tokens.

Every class begins with `ein-`; nothing outside the article is touched.
"""

from dataclasses import fields
from pathlib import Path

from renderers.contract.tokens import Tokens
from renderers.toolkit import css, palette
from renderers.toolkit.palette import Palette

_RULES = (Path(__file__).parent / "article.css").read_text("utf-8")


def style_sheet(tokens: Tokens) -> str:
    """CSS with the tokens as custom properties, fluid type, and colors for dark screens."""
    light, dark = palette.light(tokens), palette.dark(tokens)
    fonts = {
        "font-heading": css.stack(tokens.font("heading")),
        "font-body": css.stack(tokens.font("body")),
    }
    sizes = {
        "size": "clamp(1.0625rem,.98rem + .35vw,1.25rem)",
        "size-1": "clamp(2rem,1.35rem + 2.8vw,3.5rem)",
        "size-2": "clamp(1.45rem,1.2rem + 1.1vw,2rem)",
        "size-3": "clamp(1.2rem,1.08rem + .55vw,1.5rem)",
        "size-4": "clamp(1.125rem,1.02rem + .45vw,1.35rem)",
        "measure": "42rem",
        "radius": "6px",
    }
    return "\n".join(
        [
            _block(".ein-article", {**_named(light), **fonts, **sizes}),
            f"@media (prefers-color-scheme:dark){{{_block('.ein-article', _named(dark, besides=light))}}}",
            _RULES,
        ]
    )


def _named(colors: Palette, besides: Palette | None = None) -> dict[str, str]:
    """Colors by the names of their properties; with `besides` only those that differ from it."""
    return {
        entry.name.replace("_", "-"): getattr(colors, entry.name)
        for entry in fields(colors)
        if besides is None or getattr(colors, entry.name) != getattr(besides, entry.name)
    }


def _block(selector: str, properties: dict[str, str]) -> str:
    return f"{selector}{{{';'.join(f'--ein-{name}:{value}' for name, value in properties.items())}}}"
