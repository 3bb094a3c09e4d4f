"""Pictures inside pages, mails and PDFs: what cannot be read is a finding, and never a size of nothing in silence."""

import base64
import io
import zlib
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from pikepdf import Name, Pdf, Stream
from PIL import Image

from brand.audit import audit
from brand.guideline import Guideline
from brand.inspect import embedded
from brand.inspect.html import inspect_html
from brand.inspect.mail import inspect_mail
from brand.inspect.pdf import inspect_pdf
from brand.registry import all_rules
from brand.samples import TODAY
from brand.subject import Subject
from tests.brand import pdfs


def encoded(kind: str = "PNG", side: int = 64) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(out, kind)
    return out.getvalue()


def troubles(*subjects: Subject) -> list[str]:
    """What the rule says, and nothing else of it."""
    (rule,) = [rule for rule in all_rules() if rule.id == "pictures/unreadable-file"]
    return [str(one.message) for one in audit(subjects, Guideline(), [rule], today=TODAY, police=False).findings]


def address(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


BROKEN = {
    "cut.png": (encoded()[:3000], "broken"),
    "cut.jpg": (encoded("JPEG")[:1500], "broken"),
    "cut.gif": (encoded("GIF")[:1000], "broken"),
    "bit.png": (encoded()[:400] + b"\0\0\0\0" + encoded()[404:], "broken"),
    "page.png": (b"<html>404</html>", "no picture that can be read"),
    "empty.png": (b"", "no picture that can be read"),
}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF"])
def test_sound_pictures_are_measured(kind: str) -> None:
    subject = inspect_html(f'<img alt="Licht" src="{address(encoded(kind))}">', name="a.html")
    (use,) = subject.pictures
    assert (use.pixels, use.media_type, use.trouble) == ((64, 64), f"image/{kind.lower()}", None)
    assert use.url == "data:image/png;base64,…"
    assert troubles(subject) == []


@pytest.mark.parametrize("name", BROKEN)
def test_in_a_page(name: str) -> None:
    data, says = BROKEN[name]
    subject = inspect_html(f'<p>Licht</p><img alt="Licht" src="{address(data)}">', name="a.html")
    assert subject.pictures[0].pixels == (0, 0)
    (message,) = troubles(subject)
    assert says in message


def test_addresses_written_in_other_ways() -> None:
    data = encoded()
    good = (
        f"data:image/png,{quote_from_bytes(data)}",
        address(data).replace("image/png;", "IMAGE/PNG;charset=x;"),
        address(data).replace("A", "A\n "),
        "data:image/svg+xml,<svg/>",
        "https://a.example/b.png",
        "data:,",
        "cid:outside-of-a-mail",
    )
    assert troubles(*(inspect_html(f'<img alt="" src="{url}">', name="a") for url in good)) == []
    assert troubles(inspect_html('<img alt="" src="data:image/png;base64,!!!">', name="a"))


def mail(picture: bytes, url: str = "cid:hero%40a") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Licht", "a@a.example"
    message.set_content(f"<p>Licht</p><img alt='Eine Leuchte' src='{url}' width=60>", subtype="html")
    message.add_related(picture, "image", "png", cid="<hero@a>")
    return message.as_bytes()


@pytest.mark.parametrize("name", BROKEN)
def test_in_a_mail(name: str) -> None:
    data, says = BROKEN[name]
    (message,) = troubles(*inspect_mail(mail(data), name="a.eml"))
    assert says in message


def test_a_mail_names_a_picture_it_does_not_hold() -> None:
    assert troubles(*inspect_mail(mail(encoded()), name="a.eml")) == []
    (use,) = inspect_mail(mail(encoded()), name="a.eml")[0].pictures
    assert (use.pixels, use.alt, use.url, use.width) == ((64, 64), "Eine Leuchte", "cid:hero%40a", 60)
    (message,) = troubles(*inspect_mail(mail(encoded(), "cid:logo"), name="a.eml"))
    assert message == "The mail holds no picture “logo”. Attach it."


def drawn(data: bytes, filters: Name | None, **keys: Any) -> Subject:
    def make(made: Pdf) -> Stream:
        stream = made.make_stream(data)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent, stream.ColorSpace = 64, 64, 8, Name.DeviceRGB
        for key, value in keys.items():
            stream[f"/{key}"] = value
        if filters is not None:
            stream.Filter = filters
        return made.make_indirect(stream)

    page = pdfs.pdf(b"q 90 0 0 90 9 9 cm /I Do Q q 30 0 0 30 99 99 cm /I Do Q", objects={"/I": make}, pages=2)
    return inspect_pdf(page, name="a.pdf")


FLATE, DCT = Name.FlateDecode, Name.DCTDecode
PACKED = zlib.compress(bytes(64 * 64 * 3))


@pytest.mark.parametrize(
    ("data", "filters", "keys", "says"),
    [
        (PACKED, FLATE, {}, ""),
        (encoded("JPEG"), DCT, {}, ""),
        (bytes(64 * 64 * 3), None, {}, ""),
        (b"\x01\x02", Name.JBIG2Decode, {}, "encoded as JBIG2Decode and was not opened"),
        (zlib.compress(bytes(64 * 8)), FLATE, {"ImageMask": True, "BitsPerComponent": 1}, ""),
        (PACKED[:-20] + b"x" * 30, FLATE, {}, "broken"),
        (PACKED[:8], FLATE, {}, "broken"),
        (zlib.compress(bytes(64 * 64)), FLATE, {}, "4096 of 12288 bytes"),
        (PACKED, FLATE, {"BitsPerComponent": Name.Odd}, "broken"),
        (bytes(99), None, {}, "99 of 12288 bytes"),
        (b"no zlib", FLATE, {}, "broken"),
        (b"", FLATE, {}, "broken"),
        (encoded("JPEG")[:1500], DCT, {}, "broken"),
        (b"no jpeg", DCT, {}, "no picture"),
    ],
)
def test_in_a_pdf(data: bytes, filters: Name | None, keys: dict[str, Any], says: str) -> None:
    subject = drawn(data, filters, **keys)
    assert len(subject.pictures) == 4
    found = troubles(subject)
    assert len(found) == bool(says), found
    assert all(says in one for one in found)


def test_no_page_decodes_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound a picture is told by its header: its size is known, whether it is whole is not."""
    monkeypatch.setattr(embedded, "PIXELS_OF_ALL", 2 * 64 * 64)
    cut = BROKEN["cut.jpg"][0]
    subject = inspect_html(f'<img alt="" src="{address(cut)}">' * 5, name="a.html")
    assert [use.pixels for use in subject.pictures] == [(0, 0)] * 2 + [(64, 64)] * 3
    monkeypatch.setattr(embedded, "UNPACKED_OF_ALL", 0)
    assert troubles(drawn(PACKED[:8], FLATE)) == []


def test_a_rendered_page_whose_picture_is_broken(tmp_path: Path) -> None:
    from brand.inspect.artifact import Delivery, inspect_artifact
    from renderers.contract.artifact import Artifact, Media, Part

    page = Part("body.html", "text/html", b'<p>Licht</p><img alt="Licht" src="media/%s.png">' % (b"a" * 64))
    made = Artifact(parts=(page,), media=(Media("a" * 64, "image/png", b"nichts"),))
    (subject,) = inspect_artifact(made, Delivery(name="a", channel="web", format="article", locale="de"))
    assert troubles(subject)
    vector = Artifact(parts=(page,), media=(Media("a" * 64, "image/svg+xml", b"<svg/>"),))
    assert not troubles(*inspect_artifact(vector, Delivery(name="a", channel="web", format="article", locale="de")))
