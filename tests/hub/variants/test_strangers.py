"""A channel that is not ours may do what it likes: its slot keeps what it shows, and all others go on."""

import re
from functools import partial

import pytest
from django.core.management import call_command
from django.test import Client

from hub.accounts.services import issue_token
from hub.content.models import Piece
from hub.content.rendering import render_piece
from hub.variants.models import JobState, RenderJob, Slot
from hub.variants.rendering import work_off
from renderers import registry
from renderers.contract.discovery import Discovered
from renderers.contract.errors import RendererError
from renderers.toolkit.remote import render_guarded
from tests.hub.content import factories
from tests.renderers.strangers import Moody

pytestmark = pytest.mark.django_db


@pytest.fixture
def installed(monkeypatch):
    """The stranger's channel beside ours; it gets little time and room."""
    ours = registry.get("sms")
    found = Discovered({"moody": Moody(), "sms": ours}, ())
    monkeypatch.setattr(registry, "_discovered", lambda: found)
    monkeypatch.setattr("hub.variants.management.commands.worker.close_old_connections", lambda: None)
    monkeypatch.setattr(registry, "render_guarded", partial(render_guarded, wall_s=1.5, memory_mb=256, output_mb=20))


@pytest.fixture
def piece(brand, installed) -> Piece:
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    return row


def shown(piece: Piece, channel: str, part: str, brand) -> str:
    token = issue_token(name="till", brands=[brand]).text
    address = f"/api/v1/pieces/{brand.key}:{piece.slug}/variants/{channel}/{part}"
    response = Client(headers={"authorization": f"Bearer {token}"}).get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


@pytest.mark.parametrize(
    ("misdeed", "words"),
    [
        ("raise error", "no idea how to draw this"),
        ("raise without words", "KeyError"),
        ("hang", "did not finish within 1.5 seconds"),
        ("wait", "did not finish within 1.5 seconds"),
        ("call itself without end", "maximum recursion depth"),
        ("leave politely", "bye"),
        ("kill the watcher", "went away|not permitted"),  # by the fence, where there is one
        ("close everything", "died"),
        ("eat memory", "more than 256 MB of memory"),
        ("leave", "exit code 3"),
        ("crash", "SIGSEGV"),
        ("fill the disk with many files", "more than 20 MB"),
        ("fill the disk with one file", "more than 20 MB"),
        ("fork and stay", "did not finish within 1.5 seconds"),
        ("fork without end", "more than 64 processes"),
        ("return a text", "returned str, no Artifact"),
        ("return none", "returned NoneType, no Artifact"),
        ("return wrong types", "returned no artifact"),
        ("return too much", "more than 20 MB"),
        ("return no part", "line.txt"),
        ("return no text", "more.txt"),
        ("return a path", "no plain file name"),
    ],
)
def test_the_last_good_variant_stays_served(piece, brand, misdeed, words):
    good = Slot.objects.get(channel="moody").current
    assert shown(piece, "moody", "one/line.txt", brand) == "Licht für den Winter (0)"
    factories.edit(piece, headline=misdeed)
    call_command("worker", burst=True)
    job = RenderJob.objects.get(slot__channel="moody")
    assert (job.state, job.attempts) == (JobState.WAITING, 1)
    assert re.search(words, job.error)
    assert Slot.objects.get(channel="moody").current == good
    assert shown(piece, "moody", "one/line.txt", brand) == "Licht für den Winter (0)"
    assert misdeed in shown(piece, "sms", "message/message.txt", brand)
    assert RenderJob.objects.get(slot__channel="sms").state == JobState.DONE


def test_it_goes_on_once_the_piece_is_right_again(piece, brand):
    factories.edit(piece, headline="crash")
    work_off()
    factories.edit(piece, headline="Wieder gut")
    work_off()
    assert RenderJob.objects.get(slot__channel="moody").state == JobState.DONE
    assert shown(piece, "moody", "one/line.txt", brand) == "Wieder gut (0)"


def test_a_preview_says_what_went_wrong(piece):
    piece.headline = "crash"
    with pytest.raises(RendererError, match="“moody” died"):
        render_piece(piece, channel="moody", format_key="one")


def test_the_pictures_of_the_library_reach_it(piece, brand):
    picture = factories.picture(brand)
    factories.edit(piece, hero=picture)
    work_off()
    size = int(shown(piece, "moody", "one/line.txt", brand).strip(")").rpartition("(")[2])
    assert size == picture.file.size
