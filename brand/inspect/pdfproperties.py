"""What a PDF says of itself: title, language, tags, output intent, PDF/X, and what a printer must not find in it."""

import pikepdf
from pikepdf import Array, Dictionary, Object

_INFO = {"/Title": "title", "/Author": "author", "/Producer": "producer", "/Trapped": "trapped"}


def properties_of(pdf: pikepdf.Pdf, size: int) -> dict[str, str]:
    """The properties by name.

    `size`, `pages`, `pdf-version`, `title`, `author`, `producer`, `trapped`, `lang`, `tagged` (yes or no),
    `output-intent` (the condition), `output-intent-subtype` (GTS_PDFX ...), `output-profile` (yes, where one is
    embedded), `pdf-x` (the version claimed), `actions` (yes: forms, scripts or actions on opening).
    """
    found = {"size": str(size), "pages": str(len(pdf.pages)), "pdf-version": pdf.pdf_version}
    for key, name in _INFO.items():
        if pdf.trailer.get("/Info") is not None and key in pdf.docinfo:
            found[name] = str(pdf.docinfo[key]).lstrip("/")
    root = pdf.Root
    if "/Lang" in root:
        found["lang"] = str(root["/Lang"])
    marks = root.get("/MarkInfo")
    found["tagged"] = "yes" if isinstance(marks, Dictionary) and bool(marks.get("/Marked", False)) else "no"
    found |= _output_intent(root)
    version = _pdf_x(pdf)
    if version:
        found["pdf-x"] = version
    if any(key in root for key in ("/AcroForm", "/OpenAction", "/AA")) or "/JavaScript" in root.get("/Names", {}):
        found["actions"] = "yes"
    return found


def _output_intent(root: Object) -> dict[str, str]:
    intents = root.get("/OutputIntents")
    if not isinstance(intents, Array) or not len(intents) or not isinstance(intents[0], Dictionary):
        return {}
    intent = intents[0]
    return {
        "output-intent": str(intent.get("/OutputConditionIdentifier", "")),
        "output-intent-subtype": str(intent.get("/S", "")).lstrip("/"),
        "output-profile": "yes" if "/DestOutputProfile" in intent else "no",
    }


def _pdf_x(pdf: pikepdf.Pdf) -> str:
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            version = xmp.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", "")
    except Exception:  # noqa: BLE001 -- broken XMP raises whatever its XML parser does; then it claims nothing
        version = ""
    if not version and pdf.trailer.get("/Info") is not None:
        version = pdf.docinfo.get("/GTS_PDFXVersion", "")
    return str(version or "")
