"""Traps of the rules about pictures, with real files, posts and mails."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from brand.cli import main
from brand.finding import Verdict, Where
from brand.guideline import Guideline, Setting
from brand.inspect.artifact import Delivery, inspect_artifact
from brand.inspect.document import inspect_document
from brand.inspect.html import inspect_html
from brand.inspect.image import inspect_picture
from brand.registry import all_rules
from brand.rule import Rule
from brand.samples import GUIDELINE, piece
from brand.subject import Code, Subject, SubjectKind
from renderers import registry
from renderers.contract.artifact import Artifact, Loss, LossKind, Part
from renderers.contract.document import AssetRef, Document
from renderers.contract.message import Message
from renderers.contract.place import Place

RULES = {rule.id: rule for rule in all_rules() if isinstance(rule, Rule)}
LIMITS = registry.get("social").limits_of("instagram-feed")


def file(size: tuple[int, int], *, mode: str = "RGB", kind: str = "JPEG", profile: bytes = b"") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, kind, **({"icc_profile": profile} if profile else {}))
    return stream.getvalue()


def found(rule: str, subject: Subject, guideline: Guideline = GUIDELINE) -> list[tuple[str, Verdict]]:
    return [(str(one.message), one.verdict) for one in RULES[rule].check(subject, guideline)]


def picture(data: bytes) -> Subject:
    subject = inspect_picture(data, name="a.jpg", channel="social", format_key="instagram-feed")
    return replace(subject, limits=LIMITS)


@pytest.mark.parametrize(
    ("size", "verdicts"),
    [
        ((1080, 1350), []),
        ((1080, 1080), []),
        ((1080, 566), []),
        ((1080, 1920), [Verdict.FAIL]),
        ((2400, 1000), [Verdict.FAIL]),
        ((900, 900), [Verdict.NEEDS_REVIEW]),
        ((300, 300), [Verdict.FAIL]),
    ],
)
def test_a_file_is_compared_with_the_data_of_its_network(size: tuple[int, int], verdicts: list[Verdict]) -> None:
    assert [verdict for _, verdict in found("pictures/off-spec-size", picture(file(size)))] == verdicts


def test_a_brand_may_want_other_sizes() -> None:
    own = replace(GUIDELINE, limits=(("social", "instagram-picture-width", 800.0),))
    assert found("pictures/off-spec-size", picture(file((900, 900))), own) == []


def test_without_limits_nothing_is_known() -> None:
    subject = inspect_picture(file((10, 10)), name="a.jpg", channel="social")
    assert found("pictures/off-spec-size", subject) == []
    assert found("pictures/wrong-file-size-or-profile", subject) == []
    assert found("pictures/outside-safe-zone", subject) == []


def test_inks_and_profiles_are_read_from_the_file() -> None:
    srgb, other = (ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes() for space in ("sRGB", "LAB"))
    rule = "pictures/wrong-file-size-or-profile"
    assert found(rule, picture(file((1080, 1350), profile=srgb))) == []
    assert found(rule, picture(file((1080, 1350), kind="PNG", profile=other)))[0][1] is Verdict.NEEDS_REVIEW
    assert found(rule, picture(file((1080, 1350), mode="CMYK"))) == [
        ("The picture is in inks (CMYK); screens want sRGB.", Verdict.FAIL)
    ]
    assert found(rule, picture(file((1080, 1350), profile=b"no profile"))) == []


def test_a_file_is_weighed_against_the_limit() -> None:
    heavy = replace(picture(file((1080, 1350))).pictures[0], size=9 * 1024 * 1024)
    subject = replace(picture(file((1080, 1350))), pictures=(heavy,))
    assert found("pictures/wrong-file-size-or-profile", subject) == [
        ("The file has 9 MB; 8 MB are taken.", Verdict.FAIL)
    ]


def post(document: Document, text: str, *, losses: tuple[Loss, ...] = ()) -> Subject:
    parts = (
        Part("text.txt", "text/plain", text.encode()),
        Part("alt.txt", "text/plain", b"A lamp"),
        Part("image.jpg", "image/jpeg", file((1080, 1350))),
    )
    delivery = Delivery(
        name="post", channel="social", format="instagram-feed", locale="en", document=document, limits=LIMITS
    )
    return inspect_artifact(Artifact(parts, losses=losses), delivery)[0]


def lamp(
    credit: str = "Mara Lind", focal: tuple[float, float] = (0.5, 0.5), *, width: int = 0, height: int = 0
) -> Document:
    hero = AssetRef("p", "0" * 64, alt="A lamp", credit=credit, focal=focal, width=width, height=height)
    return piece("Light.", hero=hero)


def test_a_credit_is_looked_for_in_the_words_that_are_delivered() -> None:
    rule = "pictures/missing-credit"
    assert found(rule, post(lamp(), "Light.\n\nPicture: Mara Lind")) == []
    assert found(rule, post(lamp("© Mara Lind/Agentur"), "Light. Foto: MARA LIND / Agentur")) == []
    assert found(rule, post(lamp("Lumora GmbH"), "Light.")) == []
    assert found(rule, post(lamp(""), "Light.")) == []
    assert found(rule, post(lamp(), "Light.")) == [("The picture is by Mara Lind, who is named nowhere.", Verdict.FAIL)]


def test_no_room_for_a_credit_is_for_a_person_to_see() -> None:
    loss = Loss(LossKind.DROPPED, "Mara Lind", Message("No room."), Place("hero.credit"))
    assert found("pictures/missing-credit", post(lamp(), "Light.", losses=(loss,)))[0][1] is Verdict.NEEDS_REVIEW


def test_a_text_without_its_picture_needs_no_credit() -> None:
    subject = replace(post(lamp(), "Light."), pictures=())
    assert found("pictures/missing-credit", subject) == []


def test_records_are_asked_for_a_credit_where_the_guideline_says_so() -> None:
    subject = inspect_document(lamp(""))
    asked = replace(GUIDELINE, settings=(Setting("pictures/missing-credit", options=(("required", True),)),))
    assert found("pictures/missing-credit", subject) == []
    assert found("pictures/missing-credit", subject, asked)[0][1] is Verdict.NEEDS_REVIEW
    assert found("pictures/missing-credit", inspect_document(lamp("Mara Lind")), asked) == []


@pytest.mark.parametrize(
    ("name", "words", "count"),
    [
        ("iStock-1234567.jpg", "Licht.", 1),
        ("istockphoto_1234567.jpg", "Licht. © iStock/jdoe", 0),
        ("GettyImages-98765.png", "Photo: J. Doe, Getty Images", 0),
        ("shutterstock_7.jpg", "Licht.", 0),
        ("stock-of-lamps.jpg", "Licht.", 0),
    ],
)
def test_agencies_are_known_by_the_names_of_their_files(name: str, words: str, count: int) -> None:
    page = f'<img src="https://lumora.example/{name}?w=600" alt="Leuchte"><p>{words}</p>'
    assert len(found("pictures/missing-credit", inspect_html(page, name="a.html", channel="web"))) == count


@pytest.mark.parametrize(
    ("focal", "count"), [((0.5, 0.5), 0), ((0.0, 0.5), 1), ((1.0, 0.5), 1), ((0.2, 0.5), 0), ((0.5, 0.0), 0)]
)
def test_the_focal_point_is_followed_through_the_cut(focal: tuple[float, float], count: int) -> None:
    """The original is twice as wide: the cut follows the focal point until it meets the edge."""
    subject = post(lamp(focal=focal, width=2700, height=1350), "Light.")
    assert len(found("pictures/outside-safe-zone", subject)) == count


def test_codes_near_the_edge_are_cut_off_by_the_grid() -> None:
    subject = post(lamp(width=1080, height=1350), "Light.")
    inside = Code("https://a.example", Where(part="image.jpg", box=(100, 100, 300, 300)))
    outside = replace(inside, where=Where(part="image.jpg", box=(10, 100, 210, 300)))
    assert found("pictures/outside-safe-zone", replace(subject, codes=(inside,))) == []
    assert len(found("pictures/outside-safe-zone", replace(subject, codes=(outside,)))) == 1
    assert subject.kind is SubjectKind.TEXT


def test_the_command_line_hands_the_limits_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tall.jpg").write_bytes(file((1080, 1920)))
    told = ["lint", str(tmp_path / "tall.jpg"), "--channel", "social", "--format-key", "instagram-feed"]
    assert main([*told, "--format", "json"]) == 1
    rules = [finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]]
    assert rules == ["pictures/off-spec-size"]
