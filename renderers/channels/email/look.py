"""How the brand's tokens look in a mail: colors for light and dark, font stacks, style rules."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from renderers.channels.email.mjml import element
from renderers.contract.tokens import Color, Font, Tokens
from renderers.toolkit import css, palette
from renderers.toolkit.palette import Palette

#: Widths in pixels: of the mail, of its text.
WIDTH = 600
MARGIN = 32
TEXT_WIDTH = WIDTH - 2 * MARGIN
#: Outlook cuts a picture off at the height of its line where that is exact, as the compiler's outer cells say.
_PICTURED = "mso-line-height-rule:at-least"


@dataclass(frozen=True)
class Look:
    """The values that the skeleton uses; fonts are stacks. The card has the background, the page the surface.

    A brand's mails share one: its sheets are written once.
    """

    light: Palette
    dark: Palette
    heading_font: str
    body_font: str
    fallback_font: str
    start: str

    @classmethod
    def of(cls, tokens: Tokens, *, direction: str = "ltr") -> "Look":
        """Read the tokens."""
        return _look(tokens.colors, tokens.typography, direction)

    @property
    def end(self) -> str:
        """The side on which a line ends."""
        return "left" if self.start == "right" else "right"

    @cached_property
    def link_style(self) -> str:
        """The attribute of links inside text, which no inliner sees."""
        return f' style="color:{self.light.link};text-decoration:underline"'

    @cached_property
    def quiet_link_style(self) -> str:
        """The attribute of links in the foot."""
        return f' style="color:{self.light.muted};text-decoration:underline"'

    @cached_property
    def panel_link_style(self) -> str:
        """The attribute of links on an announcement's panel."""
        return f' style="color:{self.light.on_primary};text-decoration:underline"'

    @cached_property
    def head(self) -> str:
        """What stands in the head of the brand's mails, but for their titles, as MJML."""
        schemes = [
            element("meta", name=name, content="light dark") for name in ("color-scheme", "supported-color-schemes")
        ]
        telephone = element("meta", name="format-detection", content="telephone=no,date=no,address=no,email=no")
        scale = element("meta", name="x-apple-disable-message-reformatting", content="")  # iOS shrinks wide mails
        everywhere = element(
            "mj-all",
            font_family=self.body_font,
            font_size="16px",
            line_height="1.6",
            color=self.light.text,
            padding="0",
        )
        return (
            element("mj-raw", *schemes, telephone, scale)
            + element("mj-attributes", everywhere)
            + f"<mj-style>{self.queried}</mj-style><mj-style>{self.for_outlook_online}</mj-style>"
            + f'<mj-style inline="inline">{self.inlined}</mj-style>'
        )

    @cached_property
    def inlined(self) -> str:
        """Rules that are written into the elements."""
        day = self.light
        heading = f"font-family:{self.heading_font};font-weight:700"
        # What a picture that is not loaded says stands in its box, legibly.
        unloaded = f"background-color:{day.surface};color:{day.text};font-size:15px;line-height:1.5;text-align:center"
        return f"""
.p{{margin:0 0 16px}}
.a{{color:{day.link};text-decoration:none}}
.h1{{margin:0 0 14px;{heading};font-size:32px;line-height:1.2;letter-spacing:-.2px}}
.h0{{font-size:36px;line-height:1.15}}
.h2{{margin:24px 0 10px;{heading};font-size:23px;line-height:1.3}}
.h3{{margin:18px 0 8px;{heading};font-size:19px;line-height:1.35}}
.h4{{margin:14px 0 6px;{heading};font-size:16px;line-height:1.4}}
.lead{{margin:0 0 20px;font-size:18px;line-height:1.55;color:{day.muted}}}
.nl{{margin:0 0 10px;color:{day.on_primary}}}
.l{{margin:0 0 16px;padding:0;padding-{self.start}:22px}}
.li{{margin:0 0 8px;padding-{self.start}:4px}}
.w{{width:100%;margin:8px 0 28px}}
.q{{border-{self.start}:4px solid {day.accent};padding:4px 20px}}
.qb{{margin:0}}
.qt{{margin:0;font-family:{self.heading_font};font-size:21px;line-height:1.45}}
.by{{margin:8px 0 0;font-size:14px;line-height:1.5;color:{day.muted}}}
.pic{{display:block;width:100%;height:auto;border:0;{unloaded}}}
.own{{display:block;max-width:100%;height:auto;border:0;{unloaded}}}
.cap{{margin:8px 0 24px;font-size:13px;line-height:1.5;color:{day.muted}}}
.ph,.h{{{_PICTURED}}}
.gap{{margin:4px 0 28px;{_PICTURED}}}
.own,.pic{{{_PICTURED}}}
.play{{margin:10px 0 28px;font-weight:700}}
.o{{background-color:{day.surface}}}
.oi{{padding:0;vertical-align:top;{_PICTURED}}}
.ot{{padding:22px 24px 24px;vertical-align:middle}}
.on{{margin:0;{heading};font-size:20px;line-height:1.3}}
.oa{{color:{day.text};text-decoration:none}}
.og{{color:{day.link}}}
.od{{margin:6px 0 0}}
.op{{margin:10px 0 0;font-size:26px;line-height:1.25;font-weight:700;color:{day.highlight}}}
.os{{font-size:16px;font-weight:400;color:{day.muted}}}
.oc{{display:inline-block;padding:3px 10px;border:1px dashed {day.muted};font-weight:700;letter-spacing:1px}}
.ov{{margin:12px 0 0}}
.d{{font-size:15px;line-height:1.45;font-variant-numeric:tabular-nums}}
.dc{{padding:0 0 8px;text-align:{self.start};font-weight:700}}
.dh{{padding:8px 10px;border-bottom:2px solid {day.text};text-align:{self.start};vertical-align:bottom}}
.dd{{padding:9px 10px;border-bottom:1px solid {day.line};vertical-align:top}}
.dl{{border-bottom:0}}
.dn{{text-align:{self.end};white-space:nowrap}}
.s{{margin:0 0 12px;font-size:13px;line-height:1.5;color:{day.muted}}}
.rule{{margin:20px 0 36px;border-top:1px solid {day.line};font-size:1px;line-height:1px;mso-line-height-rule:exactly}}
.logo{{display:block;height:auto;border:0;{heading};font-size:22px;line-height:1.2;color:{day.text}}}
.ia{{color:{day.text};text-decoration:none}}
.mid{{margin-left:auto;margin-right:auto}}
.night{{display:none;max-height:0;overflow:hidden;mso-hide:all}}
.pre{{display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all}}
"""

    @cached_property
    def queried(self) -> str:
        """Rules that stay in the head: small screens, dark screens."""
        return f"""
:root{{color-scheme:light dark;supported-color-schemes:light dark}}
.t,.t a,.t p,.t td,.t th,.t li,.n,.n h1,.n p,.b a,.b2 a,.b3 a{{overflow-wrap:anywhere}}
.h1,.n .lead{{text-wrap:balance}}
.t .lead{{text-wrap:pretty}}
@media (max-width:479px){{
.pad>table>tbody>tr>td{{padding-left:20px!important;padding-right:20px!important}}
.h1{{font-size:28px!important}}
.n .h1{{font-size:31px!important}}
.t .oi,.t .ot{{display:block!important;width:auto!important}}
.t .d{{font-size:14px!important}}
.t .dh,.t .dd{{padding-left:4px!important;padding-right:4px!important}}
.b table,.b3 table{{width:100%!important}}
.b a,.b3 a{{display:block!important}}
.f .u{{display:inline-block!important;padding:13px 6px!important}}
}}
@media (prefers-color-scheme:dark){{
{self._on("", "", "")}
}}
"""

    @cached_property
    def for_outlook_online(self) -> str:
        """The dark screen's rules as Outlook's web page and apps want them: it knows no media query for that.

        They have a sheet of their own, since a program may drop a sheet in which it does not know a selector.
        """
        return self._on("[data-ogsb] ", "[data-ogsc] ", "[data-ogsc]")

    def _on(self, ground: str, ink: str, root: str) -> str:
        """The rules of dark screens. What colors grounds, and what colors words and lines, may ask for a parent."""
        night = self.dark
        words = ".t div,.t .h1,.t .h2,.t .h3,.t .h4,.t .qt,.t .on,.t .oa"
        quiet = ".t .lead,.t .by,.t .cap,.t .s,.t .os"
        below = ".f div,.f p,.f a"
        paper = ".page,.page>table,.card,.card>table"
        rules = (
            (ground, paper if root else f"body,{paper}", f"background:{night.background}"),
            (ground, ".t .o,.t .pic,.t .own", f"background:{night.surface}"),
            (ground, ".b td,.b a", f"background:{night.accent}"),
            (ground, ".b2 td,.b2 a", f"background:{night.background}"),
            (ground, ".panel,.panel>table", f"background:{night.primary}"),
            (ground, ".b3 td,.b3 a", f"background:{night.on_primary}"),
            (ground, ".h .logo", f"background:{self.light.background}"),
            (ground, ".h .night .logo", f"background:{night.background}"),
            (ink, ".card>table>tbody>tr>td", f"border-top-color:{night.primary}"),
            (ink, words, f"color:{night.text}"),
            (ink, ".t .pic,.t .own,.h .night .logo", f"color:{night.text}"),
            (ink, ".t a,.b2 a", f"color:{night.link}"),
            (ink, ".t .oa", f"color:{night.text}"),
            (ink, ".n div,.n p,.n a,.n .h1", f"color:{night.on_primary}"),
            (ink, ".b3 a", f"color:{night.primary}"),
            (ink, quiet, f"color:{night.muted}"),
            (ink, f"{below}", f"color:{night.muted}"),
            (ink, ".t .op", f"color:{night.highlight}"),
            (ink, ".t .og", f"color:{night.link}"),
            (ink, ".b a", f"color:{night.on_accent}"),
            (ink, ".t .oc", f"border-color:{night.muted}"),
            (ink, ".b2 td", f"border-color:{night.link}"),
            (ink, ".t .rule", f"border-top-color:{night.line}"),
            (ink, ".t .dh", f"border-color:{night.text}"),
            (ink, ".t .dd", f"border-color:{night.line}"),
            (ink, ".h .logo", "padding:8px 12px"),
            (ink, ".h .night .logo", "padding:0"),
            (ink, ".h .day", "display:none"),
            (ink, ".h .night", "display:block"),
            (ink, ".h .night", "max-height:none"),
        )
        return (
            "\n".join(
                ",".join(f"{parent}{selector}" for selector in selectors.split(",")) + f"{{{declaration}!important}}"
                for parent, selectors, declaration in rules
            )
            + f"\n{root}{' ' if root else ''}.card{{border-bottom:1px solid {night.line}}}"
        )

    @cached_property
    def for_outlook(self) -> str:
        """Outlook on Windows takes Times where it lacks the first font of a stack; it gets one that it has.

        It leaves out the padding of lists, too: their marks would hang out of the column.
        """
        return (
            "<!--[if mso]><style>body,table,td,th,div,p,a,li,h1,h2,h3,h4"
            f"{{font-family:{self.fallback_font},sans-serif!important}}"
            f"ul,ol{{margin-{self.start}:28px!important;padding:0!important}}</style><![endif]-->"
        )


@lru_cache(maxsize=32)
def _look(colors: tuple[Color, ...], typography: tuple[Font, ...], direction: str) -> Look:
    tokens = Tokens(colors=colors, typography=typography)
    return Look(
        light=palette.light(tokens),
        dark=palette.dark(tokens),
        heading_font=css.stack(tokens.font("heading")),
        body_font=css.stack(tokens.font("body")),
        fallback_font=css.fallback(tokens.font("body")),
        start="right" if direction == "rtl" else "left",
    )
