"""How the brand's tokens look in a mail: colors for light and dark, font stacks, style rules."""

from dataclasses import dataclass

from renderers.contract.tokens import Tokens
from renderers.toolkit import css, palette
from renderers.toolkit.palette import Palette

#: Widths in pixels: of the mail, of its text.
WIDTH = 600
MARGIN = 32
TEXT_WIDTH = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Look:
    """The values that the skeleton uses; fonts are stacks. The card has the background, the page the surface."""

    light: Palette
    dark: Palette
    heading_font: str
    body_font: str
    fallback_font: str
    start: str

    @classmethod
    def of(cls, tokens: Tokens, *, direction: str = "ltr") -> "Look":
        """Read the tokens."""
        return cls(
            light=palette.light(tokens),
            dark=palette.dark(tokens),
            heading_font=css.stack(tokens.font("heading")),
            body_font=css.stack(tokens.font("body")),
            fallback_font=css.fallback(tokens.font("body")),
            start="right" if direction == "rtl" else "left",
        )

    @property
    def link_style(self) -> str:
        """The attribute of links inside text, which no inliner sees."""
        return f' style="color:{self.light.link};text-decoration:underline"'

    @property
    def quiet_link_style(self) -> str:
        """The attribute of links in the foot."""
        return f' style="color:{self.light.muted};text-decoration:underline"'

    @property
    def inlined(self) -> str:
        """Rules that are written into the elements."""
        day = self.light
        heading = f"font-family:{self.heading_font};font-weight:700"
        return f"""
.p{{margin:0 0 16px}}
.a{{color:{day.link};text-decoration:none}}
.h1{{margin:0 0 12px;{heading};font-size:30px;line-height:1.2}}
.h2{{margin:24px 0 10px;{heading};font-size:22px;line-height:1.3}}
.h3{{margin:16px 0 8px;{heading};font-size:18px;line-height:1.35}}
.h4{{margin:12px 0 6px;{heading};font-size:16px;line-height:1.4}}
.lead{{margin:0 0 20px;font-size:18px;line-height:1.55;color:{day.muted}}}
.l{{margin:0 0 16px;padding:0;padding-{self.start}:22px}}
.li{{margin:0 0 6px;padding-{self.start}:4px}}
.w{{width:100%;margin:8px 0 24px}}
.q{{border-{self.start}:4px solid {day.accent};padding:4px 20px}}
.qb{{margin:0}}
.qt{{margin:0;font-family:{self.heading_font};font-size:20px;line-height:1.45}}
.by{{margin:8px 0 0;font-size:14px;line-height:1.5;color:{day.muted}}}
.pic{{display:block;width:100%;height:auto;border:0}}
.own{{display:block;max-width:100%;height:auto;border:0}}
.cap{{margin:8px 0 24px;font-size:13px;line-height:1.5;color:{day.muted}}}
.gap{{margin:0 0 24px}}
.play{{margin:10px 0 24px;font-weight:700}}
.o{{background-color:{day.surface}}}
.oi{{padding:0;vertical-align:top}}
.ot{{padding:22px 24px;vertical-align:middle}}
.on{{margin:0;{heading};font-size:20px;line-height:1.3}}
.oa{{color:{day.text};text-decoration:none}}
.od{{margin:6px 0 0}}
.op{{margin:10px 0 0;font-size:24px;line-height:1.25;font-weight:700;color:{day.highlight}}}
.os{{font-size:16px;font-weight:400;color:{day.muted}}}
.oc{{display:inline-block;padding:3px 10px;border:1px dashed {day.muted};font-weight:700;letter-spacing:1px}}
.ov{{margin:12px 0 0}}
.d{{font-size:15px;line-height:1.45}}
.dc{{padding:0 0 8px;text-align:{self.start};font-weight:700}}
.dh{{padding:8px 10px;border-bottom:2px solid {day.text};text-align:{self.start};vertical-align:bottom}}
.dd{{padding:8px 10px;border-bottom:1px solid {day.line};vertical-align:top}}
.s{{margin:0 0 12px;font-size:13px;line-height:1.5;color:{day.muted}}}
.logo{{display:block;height:auto;border:0}}
.night{{display:none;max-height:0;overflow:hidden;mso-hide:all}}
.pre{{display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all}}
"""

    @property
    def queried(self) -> str:
        """Rules that stay in the head: small screens, dark screens."""
        night = self.dark
        return f"""
:root{{color-scheme:light dark;supported-color-schemes:light dark}}
.t,.t a,.t p,.t td,.t th,.t li{{overflow-wrap:anywhere}}
.t .h1{{text-wrap:balance}}
@media (max-width:479px){{
.pad>table>tbody>tr>td{{padding-left:20px!important;padding-right:20px!important}}
.cols>table>tbody>tr>td{{padding-left:8px!important;padding-right:8px!important}}
.t .h1{{font-size:26px!important}}
.t .oi,.t .ot{{display:block!important;width:auto!important}}
.b table{{width:100%!important}}
.b a{{display:block!important}}
}}
@media (prefers-color-scheme:dark){{
body,.page,.page>table{{background:{night.background}!important}}
.card,.card>table{{background:{night.background}!important}}
.card>table>tbody>tr>td{{border-top-color:{night.primary}!important}}
.card{{border-bottom:1px solid {night.line}}}
.t div,.t .h1,.t .h2,.t .h3,.t .h4,.t .qt,.t .on{{color:{night.text}!important}}
.t .lead,.t .by,.t .cap,.t .s,.t .os{{color:{night.muted}!important}}
.t .o{{background:{night.surface}!important}}
.t .op{{color:{night.highlight}!important}}
.t .oc{{border-color:{night.muted}!important}}
.t a{{color:{night.link}!important}}
.t .oa{{color:{night.text}!important}}
.b td{{background:{night.accent}!important}}
.b a{{background:{night.accent}!important;color:{night.on_accent}!important}}
.b2 td{{background:{night.background}!important;border-color:{night.link}!important}}
.b2 a{{background:{night.background}!important;color:{night.link}!important}}
.rule p{{border-top-color:{night.line}!important}}
.h .day{{display:none!important}}
.h .night{{display:block!important;max-height:none!important}}
.h .logo{{padding:8px 12px!important;background:{self.light.background}!important}}
.h .night .logo{{padding:0!important;background:{night.background}!important}}
.t .dh{{border-color:{night.text}!important}}
.t .dd{{border-color:{night.line}!important}}
.f div,.f p,.f a{{color:{night.muted}!important}}
}}
"""

    @property
    def for_outlook(self) -> str:
        """Outlook on Windows takes Times where it lacks the first font of a stack; it gets one that it has."""
        return (
            "<!--[if mso]><style>body,table,td,th,div,p,a,li,h1,h2,h3,h4"
            f"{{font-family:{self.fallback_font},sans-serif!important}}</style><![endif]-->"
        )
