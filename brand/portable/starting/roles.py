"""What the colors of a page are for, as far as their use tells: a suggestion that somebody looks at."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from brand.color import contrast, distance, lightness
from brand.portable.starting.candidates import Use
from brand.portable.starting.naming import is_gray

#: Text must stand off its ground so much (WCAG 2, level AA).
_READABLE = 4.5
#: And large text so much.
_LARGE = 3.0
#: Two colors of a brand are this far apart (ΔE2000) at least.
_APART = 12.0
#: Above this relative luminance a ground is a light one.
_LIGHT = 0.6
#: What a color is used for counts more or less for being the brand's own.
_WEIGHT = {Use.BUTTON: 8, Use.BACKGROUND: 3, Use.AREA: 3, Use.HEADING: 2, Use.LINK: 2, Use.LINE: 1, Use.NAMED: 1}
#: Words in the names of custom properties.
_SPOKEN = {"primary": "primary", "accent": "accent", "secondary": "accent"}

Seen = Mapping[str, tuple[Counter[Use], Sequence[str]]]


def roles_of(seen: Seen, ground: str = "") -> dict[str, tuple[str, ...]]:
    """For each color the roles it seems to have on a ground; each role is given once."""
    found: dict[str, str] = {}

    def give(role: str, color: str) -> str:
        if color:
            found[role] = color
        return color

    ground = ground or _most(seen, Use.BACKGROUND)
    give("background", ground if ground in seen else "")
    text = give("text", _most(seen, Use.TEXT, lambda one: one != ground and _reads(one, ground)))
    primary = give("primary", _primary(seen, ground, text))
    give("on-primary", _most(seen, Use.BUTTON_TEXT, lambda one: _reads(one, primary)) if primary else "")
    give("accent", _accent(seen, ground, text, primary))
    give("link", _most(seen, Use.LINK, lambda one: one not in {text, ground} and not is_gray(one)))
    light = [one for one in seen if one not in found.values() and lightness(one) > _LIGHT]
    give("surface", _most(seen, Use.BACKGROUND, light.__contains__) or _most(seen, Use.AREA, light.__contains__))
    muted = _most(seen, Use.TEXT, lambda one: one not in found.values() and _is_muted(one, ground))
    give("muted", muted)
    give("line", _most(seen, Use.LINE, lambda one: one not in found.values() and is_gray(one)))
    return {color: tuple(role for role, its in found.items() if its == color) for color in found.values()}


def _most(seen: Seen, use: Use, fits: Callable[[str], bool] = lambda _: True) -> str:
    """The color most used so, the first of equals."""
    counts = {color: uses[use] for color, (uses, _) in seen.items() if uses[use] and fits(color)}
    return max(counts, key=lambda color: counts[color], default="")


def _reads(color: str, ground: str) -> bool:
    return not ground or contrast(color, ground) >= _READABLE


def _is_muted(color: str, ground: str) -> bool:
    """A gray for words of less weight, which can still be read."""
    return is_gray(color) and (not ground or contrast(color, ground) >= _LARGE)


def _primary(seen: Seen, ground: str, text: str) -> str:
    """What calls itself so, the color of most buttons, or the one with a hue that is used most."""
    spoken = _spoken(seen, "primary", {ground, text})
    button = _most(seen, Use.BUTTON, lambda one: one != ground)
    return spoken or button or _strongest(seen, lambda one: one not in {ground, text})


def _accent(seen: Seen, ground: str, text: str, primary: str) -> str:
    others = {ground, text, primary}
    apart = _spoken(seen, "accent", others)
    return apart or _strongest(seen, lambda one: one not in others and (not primary or distance(one, primary) > _APART))


def _spoken(seen: Seen, role: str, others: set[str]) -> str:
    words = [word for word, its in _SPOKEN.items() if its == role]
    for color, (_, names) in seen.items():
        last = [name.lower().removeprefix("--") for name in names]
        if color not in others and any(
            name.endswith(word) and f"on-{word}" not in name for name in last for word in words
        ):
            return color
    return ""


def _strongest(seen: Seen, fits: Callable[[str], bool]) -> str:
    weights = {
        color: sum(_WEIGHT.get(use, 0) * count for use, count in uses.items())
        for color, (uses, _) in seen.items()
        if fits(color) and not is_gray(color)
    }
    best = max(weights, key=lambda color: weights[color], default="")
    return best if weights.get(best) else ""
