"""The comments panel and page: who reads and writes what, how it is shown, and what is never lost or leaked."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
    return commenting.write(piece, user=editor, text="Stimmt <b>das</b>?", place=("headline", "Headline"))


@pytest.fixture
def reader(brand):
    return UserFactory(username="leo", role=Role.CHANNEL_TEAM, brands=[brand], language="en")


def edit_url(piece) -> str:
    return reverse(piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])


def fetch(client: Client, piece) -> dict:
    answer = client.get(reverse("comment_list", args=[piece.pk]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.json()


def change(client: Client, piece, comment, deed: str, **data):
    return client.post(reverse("comment_change", args=[piece.pk, comment.pk, deed]), data)


def test_the_editor_has_the_panel_with_the_number_of_open_threads(piece, said, editor, signed_in):
    page = signed_in(editor).get(edit_url(piece)).content.decode()
    toggle = page.split('data-side-panel-toggle="comments"')[1].split("</button>")[0]
    assert "1" in toggle.split("data-side-panel-toggle-counter")[1].split(">")[1]
    assert reverse("comment_list", args=[piece.pk]) in page
    assert "workbench/comments.js" in page
    assert "Stimmt" not in page  # fetched when somebody looks


def test_a_new_piece_says_when_it_can_be_talked_about(brand, editor, signed_in):
    editor.language = "en"
    editor.save()
    factories.campaign(brand)
    add = reverse(Piece.snippet_viewset.get_url_name("add"))
    page = signed_in(editor).get(add).content.decode()
    assert "Save the piece once; then it can be talked about here." in page
    assert 'data-draft="new"' not in page


def test_what_is_written_is_shown_as_text(piece, said, editor, brand_manager, signed_in):
    commenting.write(piece, user=brand_manager, text="@edda ja\nwirklich", thread=said)
    answer = fetch(signed_in(editor), piece)
    assert "Stimmt &lt;b&gt;das&lt;/b&gt;?" in answer["html"]
    assert '<span class="said__name">@Edda Test</span> ja\nwirklich' in answer["html"]
    assert 'data-jump="headline"' in answer["html"]
    assert answer["open"] == 1
    assert {"name": "maren", "label": "Maren Test"} in answer["people"]
    assert "edda" not in [person["name"] for person in answer["people"]]
    assert "headline" in [path for path, _label in answer["places"]]


def test_blocks_can_be_talked_about(piece, editor, signed_in):
    client = signed_in(editor)
    paths = [path for path, _label in fetch(client, piece)["places"]]
    block = f"body.{piece.body[0].id}"
    assert block in paths
    response = client.post(reverse("comment_write", args=[piece.pk]), {"text": "Hier?", "about": block})
    assert f'data-jump="{block}"' in response.json()["html"]
    assert "Kupfer" in Comment.objects.get().about_label
    piece.body = []
    piece.save_revision()
    html = fetch(client, piece)["html"]
    assert "data-jump" not in html
    assert "Kupfer" in html


def test_a_place_that_is_none_is_not_kept(piece, editor, signed_in):
    client = signed_in(editor)
    client.post(reverse("comment_write", args=[piece.pk]), {"text": "Hier?", "about": '"><script>'})
    assert Comment.objects.get().about == ""


def test_writing_answering_and_ending(piece, editor, brand_manager, signed_in):
    client = signed_in(editor)
    write = reverse("comment_write", args=[piece.pk])
    assert client.post(write, {"text": "Eins"}).json()["open"] == 1
    first = Comment.objects.get()
    assert "Zwei" in client.post(write, {"text": "Zwei", "thread": first.pk}).json()["html"]
    assert change(client, piece, first, "edit", text="Eins!").status_code == 200
    assert "Eins!" in fetch(client, piece)["html"]
    answer = change(client, piece, first, "resolve").json()
    assert answer["open"] == 0
    assert 'data-deed="reopen"' in answer["html"]
    assert change(client, piece, first, "reopen").json()["open"] == 1


@pytest.mark.parametrize(("text", "status"), [("", 400), ("   ", 400), ("x" * (LONGEST + 1), 400), ("gut", 200)])
def test_what_is_refused_says_why(piece, editor, signed_in, text, status):
    response = signed_in(editor).post(reverse("comment_write", args=[piece.pk]), {"text": text})
    assert response.status_code == status
    assert bool(response.json().get("error")) is (status == 400)
    assert Comment.objects.count() == (status == 200)


def test_threads_and_comments_of_other_pieces_are_not_there(piece, said, editor, signed_in):
    other = factories.piece(piece.campaign, slug="andere")
    client = signed_in(editor)
    assert client.post(reverse("comment_write", args=[other.pk]), {"text": "x", "thread": said.pk}).status_code == 404
    assert client.post(reverse("comment_write", args=[other.pk]), {"text": "x", "thread": "x"}).status_code == 404
    for deed in ("edit", "delete", "resolve", "reopen"):
        assert change(client, other, said, deed, text="x").status_code == 404
    assert change(client, piece, said, "burn").status_code == 404


def test_others_words_have_no_buttons_and_no_way(piece, said, brand_manager, signed_in):
    client = signed_in(brand_manager)
    html = fetch(client, piece)["html"]
    assert f'data-open="edit-{said.pk}"' not in html
    for deed in ("edit", "delete"):
        response = change(client, piece, said, deed, text="Anders")
        assert response.status_code == 403
        assert response.json()["error"]
    assert Comment.objects.get().text == "Stimmt <b>das</b>?"


def test_deleted_words_are_for_administrators(piece, said, editor, brand_manager, administrator, signed_in):
    commenting.edit(said, piece=piece, user=editor, text="Anders")
    commenting.delete(said, piece=piece, user=editor)
    for person in (editor, brand_manager):
        html = fetch(signed_in(person), piece)["html"]
        assert "is-deleted" in html
        assert "Anders" not in html
        assert "Stimmt" not in html
    html = fetch(signed_in(administrator), piece)["html"]
    assert "Anders" in html
    assert "Stimmt &lt;b&gt;" in html


def test_who_only_looks_comments_on_a_page_of_its_own(piece, said, reader, signed_in):
    client = signed_in(reader)
    board = client.get(reverse("board_piece", args=[piece.pk])).content.decode()
    assert reverse("comments", args=[piece.pk]) in board
    page = client.get(reverse("comments", args=[piece.pk])).content.decode()
    assert 'data-draft="new"' in page
    assert edit_url(piece) not in page
    assert client.post(reverse("comment_write", args=[piece.pk]), {"text": "Gut."}).status_code == 200
    answer = client.get(reverse("comment", args=[said.pk]))
    assert answer["Location"] == f"{reverse('comments', args=[piece.pk])}#comment-{said.pk}"


def test_from_a_mail_into_the_editor(piece, said, editor, signed_in):
    english = translate(piece, factories.locale("en"))
    answer = signed_in(editor).get(reverse("comment", args=[said.pk]))
    assert answer["Location"] == f"{edit_url(piece)}#comment-{said.pk}"
    piece.delete()
    answer = signed_in(editor).get(reverse("comment", args=[said.pk]))
    assert answer["Location"] == f"{edit_url(english)}#comment-{said.pk}"


def test_another_brands_comments_do_not_exist(piece, said, other_manager, signed_in):
    client = signed_in(other_manager)
    for name in ("comments", "comment_list"):
        assert client.get(reverse(name, args=[piece.pk])).status_code == 404
    assert client.get(reverse("comment", args=[said.pk])).status_code == 404
    assert client.post(reverse("comment_write", args=[piece.pk]), {"text": "x"}).status_code == 404
    for deed in ("edit", "delete", "resolve", "reopen"):
        assert change(client, piece, said, deed, text="x").status_code == 404
    assert Comment.objects.get().resolved_at is None


def test_members_without_a_role_read_nothing(piece, said, brand, signed_in):
    guest = UserFactory(username="gast", brands=[brand])
    guest.user_permissions.set(Group.objects.get(name=Role.EDITOR).permissions.filter(codename="access_admin"))
    response = signed_in(guest).get(reverse("comment_list", args=[piece.pk]))
    assert response.status_code in {302, 403}


def test_the_history_says_that_people_talked(piece, said, editor, signed_in):
    editor.language = "en"
    editor.save()
    history = reverse(piece.snippet_viewset.get_url_name("history"), args=[piece.pk])
    page = signed_in(editor).get(history).content.decode()
    assert "Commented" in page
    assert "Stimmt" not in page


def test_deleting_the_last_translation_names_the_comments(piece, said, brand_manager, signed_in):
    brand_manager.language = "en"
    brand_manager.save()
    client = signed_in(brand_manager)
    delete = reverse(piece.snippet_viewset.get_url_name("delete"), args=[piece.pk])
    bulk = f"{reverse('wagtail_bulk_action', args=['content', 'piece', 'delete'])}?id={piece.pk}"
    for url in (delete, bulk):
        assert "1 comment is deleted with it, for good." in client.get(url).content.decode()
    english = translate(piece, factories.locale("en"))
    for url in (delete, bulk):
        assert "for good" not in client.get(url).content.decode()
    assert "1 comment is deleted" in client.get(f"{bulk}&id={english.pk}").content.decode()
    empty = factories.campaign(piece.campaign.brand, slug="leer")
    campaign = f"{reverse('wagtail_bulk_action', args=['content', 'campaign', 'delete'])}?id={empty.pk}"
    assert client.get(campaign).status_code == 200
    client.post(delete)
    assert Comment.objects.exists()
    client.post(reverse(piece.snippet_viewset.get_url_name("delete"), args=[english.pk]))
    assert not Comment.objects.exists()


def test_the_queries_do_not_grow_with_the_conversation(piece, said, editor, brand_manager, signed_in):
    client = signed_in(editor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            fetch(client, piece)
        return len(queries)

    asked()
    few = asked()
    for number in range(12):
        one = commenting.write(piece, user=brand_manager, text=f"@edda {number}")
        commenting.write(piece, user=editor, text="@maren ja", thread=one)
        factories.piece(piece.campaign, slug=f"mehr-{number}")
    assert asked() == few <= 25


def test_the_boards_are_a_click_away(piece, editor, signed_in):
    client = signed_in(editor)
    assert reverse("board_piece", args=[piece.pk]) in client.get(edit_url(piece)).content.decode()
    campaign = reverse(piece.campaign.snippet_viewset.get_url_name("edit"), args=[piece.campaign_id])
    assert reverse("board_campaign", args=[piece.campaign_id]) in client.get(campaign).content.decode()


def test_a_copy_has_the_panels_and_neither_approvals_nor_comments(piece, said, editor, signed_in):
    english = translate(piece, factories.locale("en"))
    english.get_workflow().start(english, editor)
    page = (
        signed_in(editor).get(reverse(piece.snippet_viewset.get_url_name("copy"), args=[english.pk])).content.decode()
    )
    assert 'data-side-panel-toggle="brand"' in page
    assert reverse("comment_list", args=[english.pk]) not in page
    assert 'href="None"' not in page
    assert f'action="{reverse(piece.snippet_viewset.get_url_name("add"))}?locale=en"' in page
    assert english.headline in page
