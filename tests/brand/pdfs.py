"""PDFs made by hand, operator by operator, so that tests know exactly what is in them."""

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String


def pdf(
    content: bytes,
    *,
    box: tuple[float, float, float, float] = (0, 0, 200, 300),
    spaces: dict[str, Any] | None = None,
    objects: dict[str, Any] | None = None,
    page: dict[str, Any] | None = None,
    pages: int = 1,
    **save: Any,
) -> bytes:
    """A PDF of equal pages with Helvetica as /F1 and Helvetica-Bold as /F2."""
    made = Pdf.new()
    fonts = {
        f"/F{number}": made.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding)
        )
        for number, name in ((1, "Helvetica"), (2, "Helvetica-Bold"))
    }
    for _ in range(pages):
        holder = made.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        holder.obj.MediaBox = Array(list(box))
        holder.obj.Resources = Dictionary(Font=Dictionary(fonts))
        for key, group in (("/ColorSpace", spaces), ("/XObject", objects)):
            if group:
                holder.obj.Resources[key] = Dictionary({name: _copied(made, value) for name, value in group.items()})
        for key, value in (page or {}).items():
            holder.obj[key] = _copied(made, value)
        holder.obj.Contents = made.make_stream(content)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def _copied(made: Pdf, value: Any) -> Any:
    return value(made) if callable(value) else value


def picture(width: int, height: int, space: Name = Name.DeviceRGB) -> Any:
    """A plain picture."""

    def make(made: Pdf) -> Stream:
        channels = {"/DeviceRGB": 3, "/DeviceCMYK": 4, "/DeviceGray": 1}[str(space)]
        stream = made.make_stream(zlib.compress(bytes(width * height * channels)))
        stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, Name.FlateDecode
        stream.Width, stream.Height, stream.BitsPerComponent, stream.ColorSpace = width, height, 8, space
        return made.make_indirect(stream)

    return make


def form(content: bytes, **keys: Any) -> Any:
    """A form, drawn with the page's resources."""

    def make(made: Pdf) -> Stream:
        stream = made.make_stream(content)
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 1000, 1000])
        for key, value in keys.items():
            stream[f"/{key}"] = value
        return made.make_indirect(stream)

    return make


def link(url: str, box: tuple[float, float, float, float]) -> Dictionary:
    """A link annotation."""
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array(list(box)), A=Dictionary(S=Name.URI, URI=String(url))
    )


SPOT = Array(
    [
        Name.Separation,
        Name("/PANTONE 186 C"),
        Name.DeviceCMYK,
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 0.8, 0.04]), N=1),
    ]
)
ENCRYPTED = pikepdf.Encryption(owner="o", user="u")
