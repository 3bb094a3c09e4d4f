"""Print: an A5 flyer as the print shop wants it, and a proof to look at.

## What becomes of a piece
One side if all of it fits, otherwise two. The hero picture runs over the top edge into the bleed and is as high as
the words leave room for; the headline stands in a panel of the primary color, below it teaser and body. The action
stands at the foot with a QR code and its address to type; under it the piece's notes, the brand's legal lines, picture
credits and the imprint.

## What is lost
Nothing overflows and nothing gets smaller than it may be read. What does not fit is left out from the end of the body:
blocks, then sentences; half a sentence stands only where there is nothing else. Offers, actions, notes and legal lines
stay. A teaser that is too long gives way to an approved short wording. Video links become a title and an address; links
inside the text get their address printed behind them if it is short. Characters that the typefaces lack (emoji, other
scripts) are left out. Every one of these is on record with its words.

## Inks
Text and brand colors are printed with the brand's CMYK values; colors without them are computed, and that is on
record. Text in grey or black is black only. Pictures stay RGB with their profile, unless the print shop's own ICC
profile is given (options `icc`, the SHA-256 of the profile's bytes, and `condition`, its registered name): then the
file has the structure of PDF/X-4. We claim the structure, never a certificate; the print shop's preflight decides.
`marks` adds crop marks.
"""

from renderers.channels.print.proof import draw_proof
from renderers.channels.print.sheet import FlyerSheet
from renderers.contract import escape
from renderers.contract.artifact import Artifact, Meter, Part
from renderers.contract.renderer import AssetSource, Format, OverrideField, OverrideKind, Reads, Renderer
from renderers.contract.view import RenderInput
from renderers.toolkit import fonts, limits
from renderers.toolkit.typesetting import typeset

#: Trying takes well under a second for what people write; a sheet full of nonsense took 17 on a busy machine.
_TRYING_S = 60


class PrintRenderer(Renderer):
    """Sets a sheet with Typst, finds by trying what fits, and draws the proof from the finished PDF."""

    key = "print"
    label = "Print"
    version = "2"
    formats = (Format("a5-flyer", label="Flyer A5", parts=("print.pdf", "proof.png")),)
    reads = frozenset(
        {
            Reads.COLORS,
            Reads.TYPOGRAPHY,
            Reads.LOGOS,
            Reads.LEGAL,
            Reads.SENDER,
            Reads.PICTURES,
            Reads.FOCAL,
            Reads.CREDIT,
            Reads.SHORT,
            Reads.LINKS,
            Reads.DATED,
        }
    )
    override_fields = (
        OverrideField("headline", label="Headline", kind=OverrideKind.LINE),
        OverrideField("teaser", label="Teaser", kind=OverrideKind.TEXT),
        OverrideField("hero", label="Hero picture", kind=OverrideKind.PICTURE),
        OverrideField("action.label", label="Label of the action", kind=OverrideKind.LINE),
        OverrideField("action.url", label="Address of the action", kind=OverrideKind.LINE),
    )
    engine = ("typst", "pikepdf", "pillow", "pypdfium2", "segno", *fonts.DISTRIBUTIONS)
    replacements = escape.REPLACEMENTS
    limits = limits.load(__file__)

    def render(self, source: RenderInput, assets: AssetSource) -> Artifact:
        """Set, try, print, draw."""
        sheet = FlyerSheet(source, assets)
        tried = typeset(sheet.fitting(), wall_s=_TRYING_S)
        made = typeset(sheet.final(tried))
        pdf = sheet.finished(made)
        pages = made.answers["fits"][0]["pages"]
        return Artifact(
            parts=(
                Part("print.pdf", "application/pdf", pdf),
                Part("proof.png", "image/png", draw_proof(pdf, bleed_mm=sheet.bleed_mm)),
            ),
            losses=sheet.losses(made),
            meters=(limits.meter(source.limit("pages"), pages),),
            provenance=sheet.traces(made),
        )

    def measure(self, text: str, format_key: str) -> list[Meter]:
        """How many of the characters that two sides hold a text takes."""
        limit = next(limit for limit in self.limits_of(format_key) if limit.id == "characters")
        return [limits.meter(limit, len(" ".join(text.split())))]


plugin = PrintRenderer()
