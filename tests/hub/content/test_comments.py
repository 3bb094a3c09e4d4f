"""What is done with comments, who hears of it, and what becomes of them."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from hub.accounts.roles import Role
from hub.content import commenting
from hub.content.comments import LONGEST, Comment
from hub.content.models import Piece
from hub.content.services import translate
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(brand):
    return factories.piece(factories.campaign(brand))


@pytest.fixture
def said(piece, editor):
    return commenting.write(piece, user=editor, text="Ist der Preis noch richtig?")


@pytest.fixture
def heard(mailed):
    """Do something; who gets a mail of it, and its subject."""
    return lambda deed: sorted((each.to[0], each.subject) for each in mailed(deed))


def test_what_is_said_is_kept_as_it_is_with_who_and_where(piece, editor):
    comment = commenting.write(piece, user=editor, text="  <b>Fett</b>\r\nund\0 mehr ", place=("headline", "Headline"))
    assert comment.text == "<b>Fett</b>\nund mehr"
    assert (comment.author_name, comment.locale, comment.about) == ("Edda Test", "de", "headline")
    assert comment.piece_key == piece.translation_key
    assert comment.thread is None


@pytest.mark.parametrize(("text", "words"), [("  \n", "Write something"), ("x" * (LONGEST + 3), "3 too many")])
def test_nothing_and_too_much_are_refused(piece, editor, text, words):
    with pytest.raises(ValidationError, match=words):
        commenting.write(piece, user=editor, text=text)
    assert not Comment.objects.exists()
    assert commenting.write(piece, user=editor, text=f" {'x' * LONGEST} ")


def test_answers_make_threads_of_one_level(piece, said, editor, brand_manager):
    answer = commenting.write(piece, user=brand_manager, text="Ja.", thread=said)
    further = commenting.write(piece, user=editor, text="Danke.", thread=answer)
    assert further.thread == said
    assert list(Comment.objects.about(piece).still_open()) == [said]


def test_all_translations_share_the_comments(piece, said, brand_manager):
    english = translate(piece, factories.locale("en"))
    answer = commenting.write(english, user=brand_manager, text="Yes.", thread=said)
    assert answer.locale == "en"
    assert set(Comment.objects.about(piece)) == set(Comment.objects.about(english)) == {said, answer}


def test_a_thread_is_resolved_and_reopened_and_an_answer_reopens_it(piece, said, editor, brand_manager):
    commenting.resolve(said, piece=piece, user=brand_manager)
    first = Comment.objects.get(pk=said.pk)
    commenting.resolve(said, piece=piece, user=editor)
    assert Comment.objects.get(pk=said.pk).resolved_at == first.resolved_at
    assert first.resolved_by == brand_manager
    assert not Comment.objects.about(piece).still_open().exists()
    commenting.reopen(said, piece=piece, user=editor)
    assert Comment.objects.about(piece).still_open().exists()
    commenting.resolve(said, piece=piece, user=editor)
    commenting.write(piece, user=editor, text="Doch nicht.", thread=Comment.objects.get(pk=said.pk))
    assert Comment.objects.about(piece).still_open().exists()


def test_ones_own_is_edited_with_a_mark_and_the_earlier_words_are_kept(piece, said, editor):
    commenting.edit(said, piece=piece, user=editor, text="Ist er richtig?")
    kept = Comment.objects.get(pk=said.pk)
    assert (kept.text, kept.edited_at is not None) == ("Ist er richtig?", True)
    assert [each["text"] for each in kept.earlier] == ["Ist der Preis noch richtig?"]
    before = kept.edited_at
    commenting.edit(said, piece=piece, user=editor, text="Ist er richtig?")
    assert Comment.objects.get(pk=said.pk).edited_at == before


def test_deleting_leaves_a_mark_and_the_words(piece, said, editor):
    commenting.delete(said, piece=piece, user=editor)
    kept = Comment.objects.get(pk=said.pk)
    assert kept.deleted_at is not None
    assert kept.text == "Ist der Preis noch richtig?"
    assert not Comment.objects.about(piece).still_open().exists()
    with pytest.raises(PermissionDenied):
        commenting.edit(said, piece=piece, user=editor, text="Doch")
    with pytest.raises(PermissionDenied):
        commenting.delete(said, piece=piece, user=editor)


def test_a_thread_whose_beginning_was_deleted_stays_open_while_an_answer_stands(piece, said, editor, brand_manager):
    commenting.write(piece, user=brand_manager, text="Nein.", thread=said)
    commenting.delete(said, piece=piece, user=editor)
    assert Comment.objects.about(piece).still_open().count() == 1


def test_nobody_changes_what_another_said(piece, said, brand_manager, superuser):
    for person in (brand_manager, superuser):
        with pytest.raises(PermissionDenied):
            commenting.edit(said, piece=piece, user=person, text="Anders")
        with pytest.raises(PermissionDenied):
            commenting.delete(said, piece=piece, user=person)
    assert Comment.objects.get(pk=said.pk).text == "Ist der Preis noch richtig?"


def test_everything_is_in_the_history_and_nothing_that_was_said(piece, said, editor):
    commenting.edit(said, piece=piece, user=editor, text="Anders gesagt")
    commenting.resolve(said, piece=piece, user=editor)
    commenting.reopen(said, piece=piece, user=editor)
    commenting.delete(said, piece=piece, user=editor)
    rows = ModelLogEntry.objects.for_instance(piece).filter(action__startswith="content.comment")
    assert {row.action.rpartition(".")[2] for row in rows} == {"add", "edit", "resolve", "reopen", "delete"}
    assert all(row.user == editor and "Anders" not in str(row.data) for row in rows)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@maren schaust du?", ["maren"]),
        ("Frag @Maren.", ["maren"]),
        ("(@maren, @anna.b-c)", ["maren", "anna.b-c"]),
        ("an maren@example.com", []),
        ("@marenka", []),
        ("@niemand @", []),
        ("@a.b@maren", []),
    ],
)
def test_who_is_mentioned(brand, brand_manager, text, found):
    UserFactory(username="anna.b-c", role=Role.EDITOR, brands=[brand])
    hits = list(commenting.mentions(text, [brand_manager, *brand.users.exclude(pk=brand_manager.pk)]))
    assert [person.get_username() for _start, _end, person in hits] == found
    for start, end, person in hits:
        assert text[start:end].casefold() == f"@{person.get_username()}"


def test_only_members_of_the_brand_who_may_see_it_are_offered(
    piece, brand, editor, brand_manager, other_manager, superuser
):
    UserFactory(username="ohne-rolle", brands=[brand])
    UserFactory(username="gegangen", role=Role.EDITOR, brands=[brand], is_active=False)
    reader = UserFactory(username="leser", role=Role.CHANNEL_TEAM, brands=[brand])
    assert set(commenting.people_of(piece)) == {editor, brand_manager, reader}


def test_who_is_mentioned_hears_of_it_in_their_language(piece, editor, brand_manager, other_manager, superuser, heard):
    brand_manager.language = "en"
    brand_manager.save()
    text = "@maren @oscar @susa @edda: <b>bitte</b> prüfen"
    sent = heard(lambda: commenting.write(piece, user=editor, text=text))
    assert sent == [(brand_manager.email, "Edda Test mentions you at “Laterne”")]
    letter = mail.outbox[0]
    comment = Comment.objects.get()
    assert f"/admin/board/comment/{comment.pk}/" in letter.body
    assert "> @maren" in letter.body
    html = letter.alternatives[0][0]
    assert "&lt;b&gt;bitte" in html
    assert "<b>bitte" not in html
    assert list(comment.mentioned.values_list("username", flat=True).order_by("username")) == ["edda", "maren"]


def test_who_wrote_in_the_thread_hears_of_answers_once(piece, said, editor, brand_manager, administrator, heard):
    sent = heard(lambda: commenting.write(piece, user=brand_manager, text="Ja.", thread=said))
    assert [to for to, _subject in sent] == [editor.email]
    assert "Ja." in mail.outbox[0].body
    sent = heard(lambda: commenting.write(piece, user=administrator, text="@edda nein", thread=said))
    assert [to for to, _subject in sent] == [editor.email, brand_manager.email]
    assert len({subject for _to, subject in sent}) == 2


def test_editing_tells_who_is_mentioned_anew_only(piece, editor, brand_manager, administrator, heard):
    comment = commenting.write(piece, user=editor, text="@maren bitte")
    sent = heard(lambda: commenting.edit(comment, piece=piece, user=editor, text="@maren @anton bitte"))
    assert [to for to, _subject in sent] == [administrator.email]


def test_who_wants_no_such_mail_or_left_the_brand_gets_none(piece, said, editor, brand_manager, heard):
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=editor, defaults={"updated_comments_notifications": False})
    assert heard(lambda: commenting.write(piece, user=brand_manager, text="@edda", thread=said)) == []
    UserProfile.objects.update(updated_comments_notifications=True)
    editor.brands.clear()
    assert heard(lambda: commenting.write(piece, user=brand_manager, text="@edda", thread=said)) == []


def test_nothing_is_sent_of_what_was_rolled_back_or_deleted_at_once(piece, editor, brand_manager, heard):
    from django.db import transaction

    def undo():
        with transaction.atomic():
            commenting.write(piece, user=editor, text="@maren")
            transaction.set_rollback(True)

    assert heard(undo) == []

    def take_back():
        commenting.delete(commenting.write(piece, user=editor, text="@maren"), piece=piece, user=editor)

    assert heard(take_back) == []


def test_comments_go_with_the_last_translation(piece, said, brand_manager):
    english = translate(piece, factories.locale("en"))
    piece.delete()
    assert Comment.objects.exists()
    commenting.write(english, user=brand_manager, text="Still here.", thread=said)
    Piece.objects.filter(pk=english.pk).delete()
    assert not Comment.objects.exists()


def test_what_was_said_stays_when_its_author_goes(piece, said, editor):
    editor.delete()
    kept = Comment.objects.get(pk=said.pk)
    assert (kept.author, kept.author_name) == (None, "Edda Test")


def test_comments_are_seen_by_brand_and_follow_their_piece(piece, said, editor, other_manager, other_brand, superuser):
    assert said in Comment.objects.visible_to(editor)
    assert said not in Comment.objects.visible_to(other_manager)
    assert said in Comment.objects.visible_to(superuser)
    piece.campaign = factories.campaign(other_brand, slug="fremd")
    piece.save()
    assert said not in Comment.objects.visible_to(editor)
    assert said in Comment.objects.visible_to(other_manager)
