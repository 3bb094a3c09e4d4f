"""The print shop's wishes, as options of the request: its ICC profile, its printing condition, crop marks."""

from dataclasses import dataclass

from renderers.contract.document import AssetRef
from renderers.contract.errors import UnusableAssetError
from renderers.contract.message import Message
from renderers.contract.renderer import AssetSource
from renderers.contract.view import RenderInput
from renderers.toolkit.pdf import OutputProfile, is_cmyk_output_profile, to_pdfx, with_boxes
from renderers.toolkit.typesetting import EPOCH

_MARKS_MM = 10.0


@dataclass(frozen=True, slots=True)
class Press:
    """How it will be printed. Without a profile the file is a plain PDF with trim and bleed."""

    profile: OutputProfile | None = None
    marks: bool = False

    @property
    def icc(self) -> bytes:
        """The profile's bytes, or none."""
        return self.profile.icc if self.profile is not None else b""

    def finish(self, pdf: bytes, source: RenderInput, title: str) -> bytes:
        """Add boxes, and with a profile the structure of PDF/X-4."""
        if self.profile is None:
            return with_boxes(pdf)
        return to_pdfx(
            pdf,
            self.profile,
            created=source.request.dated or EPOCH,
            document_id=source.document.id,
            title=title,
            marks_mm=_MARKS_MM if self.marks else 0,
        )


def press(source: RenderInput, assets: AssetSource) -> Press:
    """Read the options `icc`, `condition` and `marks`.

    Raises:
        MissingAssetError: the profile cannot be had.
        UnusableAssetError: it is no CMYK output profile, or the condition's name is missing.
    """
    digest = str(source.request.option("icc"))
    if not digest:
        return Press()
    icc = assets.read(AssetRef(id=digest, sha256=digest, media_type="application/vnd.iccprofile"))
    condition = str(source.request.option("condition"))
    if not is_cmyk_output_profile(icc):
        raise UnusableAssetError(
            Message("This is no CMYK output profile. Ask the print shop for the ICC profile it prints with.")
        )
    if not condition:
        raise UnusableAssetError(
            Message("An ICC profile needs the name of its printing condition, “FOGRA51” for instance. Add `condition`.")
        )
    return Press(OutputProfile(icc, condition), bool(source.request.option("marks", False)))
