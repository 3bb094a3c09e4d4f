"""How the brand's tokens look in a mail: colors for light and dark, font stacks, style rules."""

from dataclasses import dataclass

from renderers.contract.tokens import Tokens
from renderers.toolkit import css

#: Widths in pixels: of the mail, of its text.
WIDTH = 600
MARGIN = 32
TEXT_WIDTH = WIDTH - 2 * MARGIN

_DARK_PAGE, _DARK_CARD, _DARK_TEXT, _DARK_MUTED = "#101214", "#1c1f23", "#eceef0", "#a9b0b8"


@dataclass(frozen=True, slots=True)
class Look:
    """The values that the skeleton uses. Colors are `#rrggbb`, fonts are stacks."""

    page: str
    card: str
    surface: str
    text: str
    muted: str
    line: str
    primary: str
    accent: str
    on_accent: str
    link: str
    heading_font: str
    body_font: str
    fallback_font: str
    start: str

    @classmethod
    def of(cls, tokens: Tokens, *, direction: str = "ltr") -> "Look":
        """Read the tokens; what is missing or no color is a quiet grey."""

        def color(role: str) -> str:
            return css.color(tokens.color(role).srgb)

        card, text = color("background"), color("text")
        surface = color("surface")
        return cls(
            page=surface,
            card=card,
            surface=css.mix(card, surface, 0.7) if surface != card else css.mix(card, text, 0.05),
            text=text,
            muted=color("muted"),
            line=css.mix(card, text, 0.15),
            primary=color("primary"),
            accent=color("accent"),
            on_accent=color("on-accent"),
            link=color("link"),
            heading_font=css.stack(tokens.font("heading")),
            body_font=css.stack(tokens.font("body")),
            fallback_font=css.fallback(tokens.font("body")),
            start="right" if direction == "rtl" else "left",
        )

    @property
    def link_style(self) -> str:
        """The attribute of links inside text, which no inliner sees."""
        return f' style="color:{self.link};text-decoration:underline"'

    @property
    def quiet_link_style(self) -> str:
        """The attribute of links in the foot."""
        return f' style="color:{self.muted};text-decoration:underline"'

    @property
    def inlined(self) -> str:
        """Rules that are written into the elements."""
        heading = f"font-family:{self.heading_font};font-weight:700"
        return f"""
.p{{margin:0 0 16px}}
.a{{color:{self.link};text-decoration:none}}
.h1{{margin:0 0 12px;{heading};font-size:30px;line-height:1.2}}
.h2{{margin:20px 0 10px;{heading};font-size:22px;line-height:1.3}}
.h3{{margin:12px 0 8px;{heading};font-size:18px;line-height:1.35}}
.h4{{margin:10px 0 6px;{heading};font-size:16px;line-height:1.4}}
.lead{{margin:0 0 20px;font-size:18px;line-height:1.55;color:{self.muted}}}
.l{{margin:0 0 16px;padding:0;padding-{self.start}:22px}}
.li{{margin:0 0 6px}}
.w{{width:100%;margin:0 0 20px}}
.q{{border-{self.start}:4px solid {self.accent};padding:4px 20px}}
.qt{{margin:0;font-family:{self.heading_font};font-size:20px;line-height:1.45}}
.by{{margin:8px 0 0;font-size:14px;color:{self.muted}}}
.pic{{display:block;width:100%;height:auto;border:0}}
.own{{display:block;max-width:100%;height:auto;border:0}}
.cap{{margin:8px 0 20px;font-size:13px;line-height:1.5;color:{self.muted}}}
.play{{margin:10px 0 20px;font-weight:700}}
.o{{background-color:{self.surface};border-radius:6px}}
.oi{{padding:0;vertical-align:top}}
.ot{{padding:20px 24px;vertical-align:middle}}
.on{{margin:0 0 6px;{heading};font-size:20px;line-height:1.3}}
.oa{{color:{self.text};text-decoration:none}}
.op{{margin:0 0 10px;font-size:24px;line-height:1.25;font-weight:700;color:{self.price}}}
.os{{font-size:16px;font-weight:400;color:{self.muted};text-decoration:line-through}}
.oc{{display:inline-block;padding:3px 10px;border:1px dashed {self.muted};font-weight:700;letter-spacing:1px}}
.d{{font-size:15px;line-height:1.45}}
.dc{{padding:0 0 8px;text-align:{self.start};font-weight:700}}
.dh{{padding:8px 10px;border-bottom:2px solid {self.text};text-align:{self.start};vertical-align:bottom}}
.dd{{padding:8px 10px;border-bottom:1px solid {self.line};vertical-align:top}}
.s{{margin:0 0 12px;font-size:13px;line-height:1.5;color:{self.muted}}}
.logo{{display:block;height:auto;border:0}}
.pre{{display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all}}
"""

    @property
    def price(self) -> str:
        """The color of prices: the accent, as dark as it must be on an offer's ground."""
        return css.legible(self.accent, self.surface)

    @property
    def queried(self) -> str:
        """Rules that stay in the head: hover, small screens, dark screens."""
        dark = {role: css.legible(value, _DARK_CARD) for role, value in (("link", self.link), ("price", self.accent))}
        offer = css.mix(_DARK_CARD, "#ffffff", 0.07)
        return f"""
:root{{color-scheme:light dark;supported-color-schemes:light dark}}
.t,.t a,.t p,.t td,.t th,.t li{{overflow-wrap:anywhere}}
@media (max-width:479px){{
.pad>table>tbody>tr>td{{padding-left:20px!important;padding-right:20px!important}}
.cols>table>tbody>tr>td{{padding-left:8px!important;padding-right:8px!important}}
.t .h1{{font-size:26px!important}}
.t .oi,.t .ot{{display:block!important;width:auto!important}}
}}
@media (prefers-color-scheme:dark){{
body,.page,.page>table{{background:{_DARK_PAGE}!important}}
.card,.card>table{{background:{_DARK_CARD}!important}}
.t div,.t .h1,.t .h2,.t .h3,.t .h4,.t .qt,.t .on{{color:{_DARK_TEXT}!important}}
.t .lead,.t .by,.t .cap,.t .s,.t .os{{color:{_DARK_MUTED}!important}}
.t .o{{background:{offer}!important}}
.t .op{{color:{dark["price"]}!important}}
.t a{{color:{dark["link"]}!important}}
.t .oa{{color:{_DARK_TEXT}!important}}
.rule p{{border-top-color:#3a3f46!important}}
.h .logo{{padding:8px 12px!important;background:{self.card}!important;border-radius:6px}}
.t .dh{{border-color:{_DARK_TEXT}!important}}
.t .dd{{border-color:#3a3f46!important}}
.f div,.f p,.f a{{color:{_DARK_MUTED}!important}}
}}
"""

    @property
    def for_outlook(self) -> str:
        """Outlook on Windows takes Times where it lacks the first font of a stack; it gets one that it has."""
        return (
            "<!--[if mso]><style>body,table,td,th,div,p,a,li,h1,h2,h3,h4"
            f"{{font-family:{self.fallback_font},sans-serif!important}}</style><![endif]-->"
        )
