"""What renderers really deliver, inspected: every word leads back to the field it came from."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from brand.errors import InspectError
from brand.inspect.align import align
from brand.inspect.artifact import Delivery, inspect_artifact
from brand.inspect.folder import artifact_folders, inspect_folder
from brand.inspect.text import inspect_text
from brand.subject import RunKind, Subject, SubjectKind
from renderers import registry
from renderers.contract import codec, grammar, walk
from renderers.contract.artifact import Artifact, Loss, LossKind, Media, Meter, MeterKind, Part, Trace
from renderers.contract.document import Document, Fact, FactType
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.schemas import DOCUMENT
from renderers.contract.text import RichText
from tests import corpus

TARGETS = [(one.key, form.key) for one in registry.all_renderers() for form in one.formats]
DOCUMENTS = ("every-block", "facts")


def delivered(channel: str, format_key: str, name: str) -> tuple[Artifact, Document, tuple[Subject, ...]]:
    document = corpus.document(name)
    renderer = registry.get(channel)
    artifact = registry.render(
        renderer, document, corpus.tokens(), corpus.request(format_key), corpus.Pictures()
    ).artifact
    about = Delivery(name=name, channel=channel, format=format_key, locale=document.locale, document=document)
    return artifact, document, inspect_artifact(artifact, about)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("channel", "format_key"), TARGETS)
def test_delivered_words_lead_back_to_the_document(channel: str, format_key: str, name: str) -> None:
    artifact, document, subjects = delivered(channel, format_key, name)
    typed = {place: text.source for place, text in walk.texts(document)}
    typed |= {Place(f"short.{index}"): text.source for index, text in enumerate(document.short)}
    main = subjects[0]
    assert (main.channel, main.format, main.locale, main.piece) == (channel, format_key, document.locale, document.id)
    assert (main.meters, main.losses) == (artifact.meters, artifact.losses)
    words = exact = led = 0
    for run in (run for subject in subjects for run in subject.runs):
        for origin in run.origins:
            assert 0 <= origin.start < origin.end <= len(run.text)
            if origin.exact and origin.place.whole in typed and origin.place.start is not None:
                there = typed[origin.place.whole][origin.place.start : origin.place.end]
                assert there == run.text[origin.start : origin.end]
                exact += 1
        for word in re.finditer(r"\w{3,}", run.text):
            words += 1
            led += run.spot(*word.span()).source is not None
    assert led >= words * 0.6, (led, words)
    assert exact


def test_a_run_of_several_fields_tells_them_apart() -> None:
    document = Document(
        id="p",
        locale="de",
        title="t",
        headline=RichText.of("Alles neu"),
        teaser=grammar.read("Nur {{ fact.price }} im „Mai“."),
        facts=(Fact("price", FactType.PRICE, "9.00 EUR", display="9 €"),),
    )
    subject = inspect_text('Alles neu: Nur 9 EUR im "Mai". Mehr: https://a.example', name="message.txt")
    traces = (
        Trace("message.txt", "Alles neu", Place("headline")),
        Trace("message.txt", 'Nur 9 EUR im "Mai".', Place("teaser")),
        Trace("other.txt", "Mehr", Place("short.0")),
    )
    run = align(subject, traces, document).runs[0]

    def source(words: str) -> str:
        at = run.text.index(words)
        return str(run.spot(at, at + len(words)).source)

    assert source("neu") == "headline:6-9"
    assert source("Nur") == "teaser:0-3"
    assert source("9") == "teaser:4-20"  # all of {{ fact.price }}
    assert source("im") == "teaser:21-23"
    assert source('"Mai"') == "teaser:24-29"
    assert source("Mehr") == "None"
    # Without the document the field is known, its characters are not.
    blind = align(subject, traces).runs[0]
    assert str(blind.spot(6, 9).source) == "headline"


def test_repeated_words_are_taken_in_order() -> None:
    subject = inspect_text("Jetzt buchen\n\nJetzt buchen\n\nJetzt", name="a.txt")
    traces = (Trace("a.txt", "Jetzt buchen", Place("headline")), Trace("a.txt", "Jetzt buchen", Place("action.label")))
    found = [run.spot(0, 5).source for run in align(subject, traces).runs]
    assert found == [Place("headline"), Place("action.label"), None]


def test_a_passage_that_was_cut_is_found_by_its_beginning() -> None:
    subject = inspect_text("Ein langer Satz über die …", name="a.txt")
    traces = (Trace("a.txt", "Ein langer Satz über die Liebe", Place("teaser")),)
    assert align(subject, traces).runs[0].spot(4, 10).source == Place("teaser")


def artifact() -> Artifact:
    picture = corpus.Pictures().read(next(asset for _, asset in walk.pictures(corpus.document("spring"))))
    media = Media.of(picture, "image/jpeg")
    return Artifact(
        parts=(
            Part("subject.txt", "text/plain", b"Betreff"),
            Part(
                "body.html", "text/html", f'<p class=x>Hallo</p><img src="media/{media.file_name}" alt="Boot">'.encode()
            ),
            Part("style.css", "text/css", b".x{color:#123456}"),
            Part("body.txt", "text/plain", b"Hallo"),
            Part("message.eml", "message/rfc822", b"From: Ann <a@b.example>\nSubject: Betreff\n\nHallo"),
            Part("post.json", "application/json", b"{}"),
        ),
        media=(media,),
        losses=(Loss(LossKind.DROPPED, "weg", Message("It is too long."), Place("teaser")),),
        meters=(Meter("subject", 7, 50, "characters", MeterKind.ADVICE),),
        provenance=(Trace("body.html", "Hallo", Place("headline")),),
    )


def test_the_parts_of_a_mail_make_one_subject_and_its_plain_text_another() -> None:
    main, twin = inspect_artifact(artifact(), Delivery(name="x", channel="email", format="newsletter"))
    assert (main.kind, twin.kind) == (SubjectKind.MAIL, SubjectKind.TEXT)
    assert [(run.where.part, run.kind, run.text) for run in main.runs] == [
        ("subject.txt", RunKind.SUBJECT_LINE, "Betreff"),
        ("body.html", RunKind.PARAGRAPH, "Hallo"),
        ("body.html", RunKind.ALT, "Boot"),
    ]
    assert main.runs[1].stretches[0].style.color == "#123456"
    assert main.meta("from-name") == "Ann"
    assert main.pictures[0].pixels != (0, 0)
    assert (len(main.losses), len(main.meters), len(twin.losses)) == (1, 1, 0)


def written(folder: Path, made: Artifact, **changes: object) -> Path:
    folder.mkdir(parents=True)
    for part in made.parts:
        (folder / part.name).write_bytes(part.data)
    (folder / "media").mkdir()
    for media in made.media:
        (folder / "media" / media.file_name).write_bytes(media.data)
    body = {
        "schema": "rendered/1",
        "channel": "email",
        "format": "newsletter",
        "locale": "de",
        "name": "stueck",
        "parts": [{"name": part.name, "media_type": part.media_type} for part in made.parts],
        "media": [{"sha256": media.sha256, "media_type": media.media_type} for media in made.media],
        "losses": codec.plain(made.losses),
        "meters": codec.plain(made.meters),
        "provenance": codec.plain(made.provenance),
        "document": codec.dump(Document(id="p", locale="de", title="t", headline=RichText.of("Hallo")), DOCUMENT),
        **changes,
    }
    (folder / "artifact.json").write_text(json.dumps(body), encoding="utf-8")
    return folder


def test_a_rendered_folder(tmp_path: Path) -> None:
    folder = written(tmp_path / "email" / "newsletter", artifact())
    assert artifact_folders(tmp_path) == [folder]
    main, twin = inspect_folder(folder, name="out")
    direct = inspect_artifact(artifact(), Delivery(name="stueck", channel="email", format="newsletter", locale="de"))
    assert [run.text for run in main.runs] == [run.text for run in direct[0].runs]
    assert {run.where.part for run in (*main.runs, *twin.runs)} == {"out/subject.txt", "out/body.html", "out/body.txt"}
    assert (main.losses, main.meters, main.piece) == (artifact().losses, artifact().meters, "p")
    assert main.runs[1].spot(0, 5).source == Place("headline", start=0, end=5)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"schema": "rendered/2"}, "newer version"),
        ({"schema": "other/1"}, "rendered/1"),
        ({"parts": [{"name": "../../etc/passwd"}]}, "not in the folder"),
        ({"parts": [{"name": "missing.html"}]}, r"missing\.html"),
        ({"parts": [{}]}, "incomplete"),
        ({"parts": 3}, "incomplete"),
        ({"meters": [{"name": 3}]}, "meters"),
        ({"document": {"schema": "document/99"}}, "newer version"),
    ],
)
def test_broken_folders_are_refused(tmp_path: Path, changes: dict[str, object], says: str) -> None:
    with pytest.raises(InspectError, match=says) as caught:
        inspect_folder(written(tmp_path / "x", artifact(), **changes))
    assert "artifact.json" in caught.value.file


def test_json_that_is_none(tmp_path: Path) -> None:
    folder = written(tmp_path / "x", artifact())
    (folder / "artifact.json").write_text('{\n "schema": ', encoding="utf-8")
    with pytest.raises(InspectError, match=r"artifact\.json:2"):
        inspect_folder(folder)
    (folder / "artifact.json").unlink()
    with pytest.raises(InspectError, match="Render it anew"):
        inspect_folder(folder)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim", encoding="utf-8")
    folder = written(tmp_path / "x", replace(artifact(), parts=()), parts=[{"name": "link.txt"}])
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(InspectError, match="not in the folder"):
        inspect_folder(folder)
