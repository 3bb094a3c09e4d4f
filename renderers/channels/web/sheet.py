"""The style sheet of articles, made of the brand's tokens.

Every class begins with `ein-`; nothing outside the article is touched.
"""

from pathlib import Path

from renderers.contract.tokens import Tokens
from renderers.toolkit import css

_DARK = "#15181b"

_RULES = (Path(__file__).parent / "article.css").read_text("utf-8")


def style_sheet(tokens: Tokens) -> str:
    """CSS with the tokens as custom properties, fluid type, and a palette for dark screens."""
    light = _palette(tokens)
    fonts = {
        "font-heading": css.stack(tokens.font("heading")),
        "font-body": css.stack(tokens.font("body")),
    }
    sizes = {
        "size": "clamp(1.0625rem,.98rem + .35vw,1.25rem)",
        "size-1": "clamp(2rem,1.35rem + 2.8vw,3.5rem)",
        "size-2": "clamp(1.45rem,1.2rem + 1.1vw,2rem)",
        "size-3": "clamp(1.2rem,1.08rem + .55vw,1.5rem)",
        "size-4": "clamp(1.1rem,1.02rem + .4vw,1.35rem)",
        "measure": "42rem",
        "radius": "6px",
    }
    return "\n".join(
        [
            _block(".ein-article", {**light, **fonts, **sizes}),
            f"@media (prefers-color-scheme:dark){{{_block('.ein-article', _dark(light))}}}",
            _RULES,
        ]
    )


def _palette(tokens: Tokens) -> dict[str, str]:
    def color(role: str) -> str:
        return css.color(tokens.color(role).srgb)

    background, text, surface = color("background"), color("text"), color("surface")
    surface = css.mix(background, surface, 0.75) if surface != background else css.mix(background, text, 0.05)
    return {
        "background": background,
        "surface": surface,
        "text": text,
        "muted": color("muted"),
        "line": css.mix(background, text, 0.15),
        "primary": color("primary"),
        "accent": color("accent"),
        "on-accent": color("on-accent"),
        "link": color("link"),
        "price": css.legible(color("accent"), surface),
    }


def _dark(light: dict[str, str]) -> dict[str, str]:
    surface = css.mix(_DARK, "#ffffff", 0.07)
    return {
        "background": _DARK,
        "surface": surface,
        "text": "#eceef0",
        "muted": "#a9b0b8",
        "line": css.mix(_DARK, "#ffffff", 0.2),
        "link": css.legible(light["link"], _DARK, ratio=5.5),
        "price": css.legible(light["accent"], surface),
    }


def _block(selector: str, properties: dict[str, str]) -> str:
    return f"{selector}{{{';'.join(f'--ein-{name}:{value}' for name, value in properties.items())}}}"
