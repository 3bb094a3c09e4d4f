"""Mails: subject, preheader, HTML, plain part, headers, pictures; broken ones as mail programs read them."""

import io
from email.message import EmailMessage

import pytest
from PIL import Image

from brand.errors import InspectError
from brand.inspect import mail as mail_module
from brand.inspect.mail import inspect_mail
from brand.subject import RunKind, SubjectKind


def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Größe im Frühling – für Sie"
    message["From"] = "Lumora Licht <post@lumora.example>"
    message["List-Unsubscribe"] = "<https://lumora.example/u>, <mailto:u@lumora.example>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content("Hallo\n\nWelt")
    picture = "<img src='cid:bild' alt='x' width=10>"
    page = f"<html lang=de><div style='display:none'>Vorschau</div><p>Hallo {picture}</p></html>"
    message.add_alternative(page, subtype="html")
    out = io.BytesIO()
    Image.new("RGB", (20, 10)).save(out, "PNG")
    message.get_payload()[1].add_related(out.getvalue(), "image", "png", cid="<bild>")  # type: ignore[union-attr,index]
    return message


def test_a_whole_mail() -> None:
    whole, plain = inspect_mail(mail().as_bytes(), name="a.eml")
    assert (whole.kind, whole.channel, whole.locale, plain.kind) == (SubjectKind.MAIL, "email", "de", SubjectKind.TEXT)
    assert [(run.kind, run.text) for run in whole.runs] == [
        (RunKind.SUBJECT_LINE, "Größe im Frühling – für Sie"),
        (RunKind.PREHEADER, "Vorschau"),
        (RunKind.ALT, "x"),
        (RunKind.PARAGRAPH, "Hallo"),
    ]
    assert [run.text for run in plain.runs] == ["Hallo", "Welt"]
    assert (whole.pictures[0].pixels, whole.pictures[0].width, whole.pictures[0].media_type) == (
        (20, 10),
        10,
        "image/png",
    )
    assert whole.meta("from-address") == "post@lumora.example"
    assert whole.meta("from-name") == "Lumora Licht"
    assert whole.meta("list-unsubscribe-post") == "List-Unsubscribe=One-Click"
    assert whole.meta("parts") == "html plain"
    # The body is packed: lines of the HTML would be no lines of the file.
    assert all(run.where.line == 0 and not run.anchors for run in (*whole.runs, *plain.runs))


def test_a_mail_of_plain_text_alone() -> None:
    (only,) = inspect_mail(b"From: a@b.example\nSubject: =?utf-8?b?4pyT?= ja\n\nHallo\n", name="a.eml")
    assert [run.text for run in only.runs] == ["✓ ja", "Hallo"]
    assert (only.meta("parts"), only.meta("attachments")) == ("plain", "0")


def test_a_broken_picture_does_not_hide_the_mail() -> None:
    message = mail()
    related = message.get_payload()[1]  # type: ignore[index]
    related.get_payload()[1].set_content(b"\x89PNG kaputt", "image", "png", cid="<bild>")  # type: ignore[union-attr,index]
    assert inspect_mail(message.as_bytes(), name="a.eml")[0].pictures[0].pixels == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: text/html; charset=nonsense\n\n<p>Gr\xfc\xdfe",
        b"Content-Type: text/html; charset=utf-8\n\n<p>Gr\xfc\xdfe",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=latin-1\n\n<p>Gr\xfc\xdfe",
    ],
)
def test_a_mail_that_lies_about_its_charset(body: bytes) -> None:
    (only,) = inspect_mail(b"From: a@b.example\n" + body, name="a.eml")
    assert "Grüße" in {run.text for run in only.runs}


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 100, b"Hallo, das ist keine Mail.", b"\n\nx"])
def test_what_is_no_mail(data: bytes) -> None:
    with pytest.raises(InspectError, match=r"a\.eml.*no mail"):
        inspect_mail(data, name="a.eml")


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "PARTS", 3)
    with pytest.raises(InspectError, match="3 parts"):
        inspect_mail(mail().as_bytes(), name="a.eml")


def test_mails_in_mails_end() -> None:
    nested = b"From: a@b.example\nSubject: x\n\nInnen"
    for _ in range(60):
        nested = b"From: a@b.example\nContent-Type: message/rfc822\n\n" + nested
    assert inspect_mail(nested, name="a.eml")[0].runs


def _forward(inner: bytes, *more: bytes) -> bytes:
    """A note with mails attached, as agencies send drafts."""
    mark = b"F%d" % len(inner)
    attached = b"".join(
        b"--%s\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n%s\r\n" % (mark, one)
        for one in (inner, *more)
    )
    return (
        b"From: agentur@werbung.example\r\nSubject: WG: Entwurf\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n'
        b"--%s\r\nContent-Type: text/plain\r\n\r\nHallo Lea, sag Bescheid, was du denkst.\r\n%s--%s--\r\n"
        % (mark, mark, attached, mark)
    )


_DRAFT = b"From: a@b.example\r\nSubject: Licht\r\nContent-Type: text/html\r\n\r\n<p>Entdecken Sie Licht.</p>\r\n"


@pytest.mark.parametrize("data", [_forward(_DRAFT), _forward(_forward(_DRAFT))])
def test_of_a_forwarded_mail_the_draft_is_inspected_not_the_note(data: bytes) -> None:
    mail, *_ = inspect_mail(data, name="forward.eml", locale="de")
    assert [run.text for run in mail.runs] == ["Licht", "Entdecken Sie Licht."]
    assert dict(mail.metadata)["from"] == "a@b.example"


def test_a_mail_that_brings_several_is_itself() -> None:
    mail, *_ = inspect_mail(_forward(_DRAFT, _DRAFT), name="forward.eml", locale="de")
    assert mail.runs[0].text == "WG: Entwurf"


def test_endless_forwards_end() -> None:
    data = _DRAFT
    for _ in range(40):
        data = _forward(data)
    mail, *_ = inspect_mail(data, name="forward.eml", locale="de")
    assert mail.runs[0].text == "WG: Entwurf"
