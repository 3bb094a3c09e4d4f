"""Letters: in the reader's language, text and page, to a real mail server, and again if it does not answer."""

import email
import email.policy
import smtplib
import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core import mail
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from hub.accounts.mailing import ATTEMPTS, Letter, Wish, post, who_wishes, write_to
from hub.accounts.models import User
from hub.variants.tasks import run_queued_tasks
from tests.hub.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

LETTER = Letter(
    subject="„Grüße“\nBcc: alle@example.com",
    opening="Rieke fragt & wartet.",
    label="Ansehen",
    address="/admin/",
    quote="Zeile <1>\nZeile 2",
    heading="Gefunden:",
    items=("<i>eins</i>", "zwei"),
)
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


class Sink(MessageHandler):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[email.message.EmailMessage] = []

    def prepare_message(self, session, envelope):
        self.arrived.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return super().prepare_message(session, envelope)

    def handle_message(self, message) -> None:
        pass


@pytest.fixture
def sink() -> Iterator[tuple[Sink, dict[str, object]]]:
    """A mail server on this machine, and the settings that lead to it."""
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    yield (
        handler,
        {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": port,
        },
    )
    server.stop()


def test_a_letter_arrives_by_smtp_as_text_and_page(sink, editor):
    handler, settings = sink
    editor.language = "de"
    editor.save()
    with override_settings(**settings, DEFAULT_FROM_EMAIL="Einklang <hub@example.com>"):
        assert write_to([editor], lambda _person: LETTER) == 1
    (arrived,) = handler.arrived
    assert arrived["To"] == editor.email
    assert arrived["Subject"] == "„Grüße“ Bcc: alle@example.com"
    assert arrived["Bcc"] is None
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "hub@example.com" in arrived["From"]
    text = arrived.get_body(("plain",)).get_content()
    page = arrived.get_body(("html",)).get_content()
    assert "Rieke fragt & wartet." in text
    assert "> Zeile <1>\n> Zeile 2" in text.replace("\r\n", "\n")
    assert "- <i>eins</i>\n- zwei" in text.replace("\r\n", "\n")
    assert "Ansehen: http://localhost:8000/admin/" in text
    assert '<html lang="de">' in page
    assert "Zeile &lt;1&gt;<br>Zeile 2" in page
    assert "&lt;i&gt;eins" in page
    assert 'href="http://localhost:8000/admin/"' in page


@pytest.mark.django_db(transaction=True)  # a worker closes its connections
@override_settings(TASKS=QUEUE)
def test_letters_leave_by_the_queue(editor):
    write_to([editor], lambda _person: LETTER)
    assert not mail.outbox
    assert run_queued_tasks()
    assert [each.to for each in mail.outbox] == [[editor.email]]


@pytest.mark.django_db(transaction=True)  # a worker closes its connections
@override_settings(
    TASKS=QUEUE, EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
)
def test_a_server_that_does_not_answer_is_asked_again_later(editor):
    write_to([editor], lambda _person: LETTER)
    run_queued_tasks()
    waiting = DBTaskResult.objects.get(status="READY")
    assert waiting.run_after is not None
    assert waiting.args_kwargs["args"][-1] == 2
    with pytest.raises(OSError, match="refused"):
        post.call(editor.pk, "x", "x", "x", ATTEMPTS)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9)
def test_where_nothing_can_wait_the_task_fails_for_all_to_see(editor):
    with pytest.raises((OSError, smtplib.SMTPException)):
        post.call(editor.pk, "x", "x", "x")


def test_nobody_who_left_gets_a_letter(editor):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert post.call(editor.pk, "x", "x", "x") is False
    assert not mail.outbox


def test_who_wishes_to_hear_of_it(editor, brand_manager, administrator):
    UserProfile.objects.update_or_create(user=editor, defaults={"approved_notifications": False})
    UserProfile.objects.update_or_create(user=brand_manager, defaults={"approved_notifications": True})
    UserFactory(username="ohne", email="")
    UserFactory(username="weg", is_active=False)
    assert list(who_wishes(User.objects.order_by("pk"), Wish.APPROVED)) == [brand_manager, administrator]


def test_everybody_chooses_under_account_which_mails_they_get(editor, signed_in):
    client = signed_in(editor)
    page = client.get("/admin/account/").content.decode()
    for wish in Wish:
        assert f'name="notifications-{wish}"' in page
    form = {"name_email-first_name": "Edda", "name_email-last_name": "Test", "name_email-email": editor.email}
    form |= {"locale-preferred_language": "en", "locale-current_time_zone": "Europe/Berlin"}
    form |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    response = client.post("/admin/account/", form | {f"notifications-{Wish.SUBMITTED}": "on"})
    assert response.status_code == 302, response.context["panels_by_tab"]
    profile = UserProfile.objects.get(user=editor)
    assert profile.submitted_notifications
    assert not profile.updated_comments_notifications


def test_brand_managers_choose_whether_they_hear_of_ending_rights(editor, brand_manager, client):
    form = {"name_email-first_name": "Maren", "name_email-last_name": "Neu", "name_email-email": "m@nordlicht.example"}
    form |= {"locale-preferred_language": "en", "locale-current_time_zone": "Europe/Berlin"}
    form |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    client.force_login(editor)
    assert "rights_digest" not in client.get("/admin/account/").content.decode()
    client.post("/admin/account/", form)
    editor.refresh_from_db()
    assert editor.rights_digest
    client.force_login(brand_manager)
    assert 'name="notifications-rights_digest"' in client.get("/admin/account/").content.decode()
    for wish, sent in ((False, {}), (True, {"notifications-rights_digest": "on"}), (False, {})):
        # The name is saved with it, from another copy of the same row.
        assert client.post("/admin/account/", form | sent).status_code == 302
        brand_manager.refresh_from_db()
        assert (brand_manager.rights_digest, brand_manager.last_name) == (wish, "Neu")
