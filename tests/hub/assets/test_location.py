"""Where a picture was taken leaves the file; its pixels and everything else of it stay."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hub.assets.intake import as_kept, examine_document
from hub.assets.location import without_location
from hub.assets.services import create_image, open_original
from tests.hub.assets.pictures import picture, taken_somewhere, upload

KINDS = [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_coordinates_go_and_the_rest_stays(kind, name):
    data = taken_somewhere(kind)
    before = opened(data)
    assert before.getexif().get_ifd(0x8825)[1] == "N"
    assert b"54,19.4N" in data
    kept = as_kept(data, name)
    after = opened(kept)
    assert after.tobytes() == before.tobytes()
    assert not after.getexif().get_ifd(0x8825)
    assert (after.getexif()[0x013B], after.getexif()[0x0112]) == ("M. Muster", 6)
    for gone in (b"54,19.4N", b"10,8.2E", b"2026:03:01", b"GPSL"):
        assert gone not in kept
    assert b"photoshop:Credit=" in kept


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_cleaning_twice_changes_nothing(kind, name):
    once = without_location(taken_somewhere(kind))
    assert without_location(once) is once


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_without_a_place_stays_as_it_is(kind):
    data = picture(kind)
    assert without_location(data) is data


def test_progressive_pictures_and_those_with_restarts_stay_whole():
    noise = Image.effect_noise((200, 150), 90).convert("RGB")
    for options in ({"progressive": True}, {"restart_marker_blocks": 3}, {"quality": 100, "subsampling": 0}):
        out = io.BytesIO()
        noise.save(out, "JPEG", **options)
        assert without_location(out.getvalue()) is out.getvalue() or without_location(out.getvalue()) == out.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
def test_what_hangs_on_behind_the_picture_goes(kind, name):
    data = picture(kind)
    assert as_kept(data + b"PK\x03\x04 a second file", name) == data


def test_the_second_picture_of_a_phone_goes_with_its_place():
    out = io.BytesIO()
    first, second = (Image.effect_noise((64, 48), each).convert("RGB") for each in (20, 90))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (54.0, 19.0, 24.5)}
    second.encoderinfo = {"exif": exif}
    first.save(out, "MPO", save_all=True, append_images=[second], exif=exif)
    kept = as_kept(out.getvalue(), "phone.jpg")
    assert opened(kept).format == "JPEG"
    assert not opened(kept).getexif().get_ifd(0x8825)
    assert len(kept) < len(out.getvalue()) * 0.7
    assert opened(kept).tobytes() == opened(out.getvalue()).tobytes()


def test_a_block_that_cannot_be_read_is_emptied():
    data = picture("JPEG")
    wild = b"Exif\0\0II*\0\xff\xff\xff\x7fLATITUDE 54.3"
    segment = b"\xff\xe1" + (len(wild) + 2).to_bytes(2) + wild
    kept = without_location(data[:2] + segment + data[2:])
    assert b"LATITUDE" not in kept
    assert opened(kept).tobytes() == opened(data).tobytes()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_bytes_never_raise(data):
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    raw = bytearray(_SAMPLES[kind])
    for at in data.draw(st.lists(st.integers(0, 400), max_size=6)):
        raw[at % len(raw)] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(raw)))
    without_location(bytes(raw[:end]))


_SAMPLES = {kind: taken_somewhere(kind) for kind, _ in KINDS}


def test_documents_that_are_pictures_lose_it_too():
    assert b"54,19.4N" not in examine_document(upload(taken_somewhere("JPEG"), "logo.jpg")).read()


@pytest.mark.django_db
def test_the_library_keeps_no_place(brand):
    image = create_image(brand, taken_somewhere("JPEG"), name="strand.jpg", title="Strand")
    assert not opened(open_original(image)).getexif().get_ifd(0x8825)
    assert b"54,19.4N" not in open_original(image)


WHERE = b"54,19.4N"
#: As ExifTool writes it into a GIF: the packet as it is, then what brings readers of blocks to its end.
XMP_TAIL = b"\x01" + bytes(range(255, -1, -1)) + b"\0"


def gif_with(*extensions: bytes) -> bytes:
    data = picture("GIF")
    palette = 13 + 3 * 2 ** ((data[10] & 7) + 1)
    return data[:palette] + b"".join(extensions) + data[palette:]


def test_coordinates_in_a_gif_go():
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf exif:GPSLatitude="' + WHERE + b'"/></x:xmpmeta>'
    xmp = b"\x21\xff\x0bXMP DataXMP" + packet + XMP_TAIL
    remark = b"GPS " + WHERE
    comment = b"\x21\xfe" + bytes([len(remark)]) + remark + b"\0"
    harmless = b"\x21\xfe\x06Kupfer\0"
    data = gif_with(xmp, comment, harmless)
    assert opened(data).size == opened(picture("GIF")).size
    kept = as_kept(data, "a.gif")
    assert WHERE not in kept
    assert b"Kupfer" in kept
    assert opened(kept).tobytes() == opened(data).tobytes()
    assert without_location(kept) is kept


def test_a_word_cut_in_two_by_blocks_is_found():
    comment = b"\x21\xfe\x02xG\x0cPS " + WHERE + b"!\0"
    assert WHERE not in as_kept(gif_with(comment), "a.gif")


def test_what_follows_a_gif_goes():
    assert as_kept(picture("GIF") + b"PK\x03\x04 a second file", "a.gif") == picture("GIF")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (b"tEXt", b"exif:GPSLatitude\0" + WHERE),
        (b"tEXt", b"Comment\0GPS " + WHERE),
        (b"zTXt", b"exif:GPSLatitude\0\0" + zlib.compress(WHERE)),
        (b"zTXt", b"Comment\0\0" + zlib.compress(b"GPS " + WHERE)),
        (b"iTXt", b"Comment\0\1\0de\0\0" + zlib.compress(b"GPS " + WHERE)),
        (b"iTXt", b"Comment\0\0\0de\0\0GPS " + WHERE),
    ],
)
def test_coordinates_in_the_texts_of_a_png_go(kind, content):
    data = picture()
    title = chunk(b"tEXt", b"Title\0Kupfer")
    kept = as_kept(data[:33] + chunk(kind, content) + title + data[33:], "a.png")
    assert kept == data[:33] + title + data[33:]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
