"""A draft is looked at without what may not be shown: in previews, on the board, in the API; and it is said why."""

import io
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from PIL import Image

from hub.assets.asset import Clearance
from hub.assets.models import ImageAsset
from hub.assets.services import create_document, limit_to_channels
from hub.content.rendering import render_piece
from hub.guidelines.services import import_guideline
from renderers.contract.artifact import LossKind
from tests.hub.assets.pictures import picture
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

END = datetime(2026, 12, 24, 23, tzinfo=UTC)
GREEN = "#1f5a46"


@pytest.fixture
def campaign(brand):
    return factories.campaign(brand)


@pytest.fixture
def image(brand):
    return factories.picture(brand, color=GREEN, alt="Der Leuchtturm")


def greens(artifact) -> bool:
    """Whether the picture is to be seen anywhere in an artifact."""
    datas = [media.data for media in artifact.media]
    datas += [part.data for part in artifact.parts if part.media_type.startswith("image/")]
    for data in datas:
        small = Image.open(io.BytesIO(data)).convert("RGB").resize((8, 8)).tobytes()
        if any(green > red + 40 for red, green in zip(small[::3], small[1::3], strict=True)):
            return True
    return False


def losses(artifact) -> list[str]:
    own = [loss.why.text for loss in artifact.losses if loss.what == "Der Leuchtturm"]
    return [text for text in own if "gray field" in text]


@pytest.mark.parametrize(
    ("rights", "says"),
    [
        ({"clearance": Clearance.OPEN}, "not cleared yet"),
        ({"clearance": Clearance.WITHDRAWN}, "was withdrawn"),
        ({"valid_until": "2026-01-31"}, "have ended"),
    ],
)
@pytest.mark.parametrize(("channel", "form"), [("email", "newsletter"), ("web", "article"), ("print", "a5-flyer")])
def test_what_may_not_be_shown_is_a_gray_field(campaign, image, rights, says, channel, form):
    piece = factories.piece(campaign, hero=image)
    before = render_piece(piece, channel=channel, format_key=form)
    assert greens(before.artifact)
    assert not losses(before.artifact)
    for name, value in rights.items():
        setattr(image, name, value)
    image.save()
    after = render_piece(piece, channel=channel, format_key=form)
    assert not greens(after.artifact)
    assert [text for text in losses(after.artifact) if says in text]
    # Other bytes, another key: nobody takes the one for the other.
    assert after.key != before.key


def test_the_preview_and_the_board_say_why(campaign, image, superuser, client):
    image.clearance = Clearance.OPEN
    image.save()
    piece = factories.piece(campaign, hero=image, published=True)
    client.force_login(superuser)
    request = piece.make_preview_request(preview_mode="email/newsletter")
    words = request.content.decode()
    assert "This picture is not cleared yet" in words or "Dieses Bild ist noch nicht freigegeben" in words
    card = client.get(reverse("board_card", args=[piece.pk, "email", "newsletter"]), {"perspective": "draft"})
    assert "picture is not cleared" in card.content.decode()


def test_the_minute_is_exact_in_previews(campaign, image):
    image.valid_until = "2026-12-24"
    image.save()
    piece = factories.piece(campaign, hero=ImageAsset.objects.get(pk=image.pk))
    for moment, shown in ((END - timedelta(seconds=1), True), (END, False), (END + timedelta(seconds=1), False)):
        with mock.patch("django.utils.timezone.now", return_value=moment):
            assert greens(render_piece(piece, channel="web", format_key="article").artifact) is shown


def test_other_channels_show_it(campaign, image):
    limit_to_channels(image, ["web"])
    piece = factories.piece(campaign, hero=image)
    assert greens(render_piece(piece, channel="web", format_key="article").artifact)
    mail = render_piece(piece, channel="email", format_key="newsletter").artifact
    assert not greens(mail)
    assert "do not cover this channel" in losses(mail)[0]


def test_a_text_message_only_says_that_it_carries_no_pictures(campaign, image):
    image.clearance = Clearance.OPEN
    image.save()
    piece = factories.piece(campaign, hero=image)
    (loss,) = [
        each
        for each in render_piece(piece, channel="sms", format_key="message").artifact.losses
        if each.what == "Der Leuchtturm"
    ]
    assert loss.kind is LossKind.DROPPED


def test_two_pictures_of_one_size_keep_their_own_reasons(brand, campaign, image):
    other = factories.picture(brand, color="#2a7a5a", alt="Der Hafen", clearance=Clearance.WITHDRAWN)
    image.clearance = Clearance.OPEN
    image.save()
    body = [("picture", {"picture": other, "alt": "", "caption": "", "channels": []})]
    piece = factories.piece(campaign, hero=image, body=body)
    found = {
        loss.what: loss.why.text for loss in render_piece(piece, channel="web", format_key="article").artifact.losses
    }
    assert "not cleared yet" in found["Der Leuchtturm"]
    assert "was withdrawn" in found["Der Hafen"]


def test_a_withdrawn_logo_is_a_gray_field_too(brand, campaign):
    logo = create_document(brand, picture(size=(200, 100)), name="logo.png", title="Logo")
    import_guideline(brand, "schema: guideline/1\nlogos:\n  - {name: wort, png: logo.png}\n")
    piece = factories.piece(campaign)
    before = render_piece(piece, channel="email", format_key="newsletter")
    logo.clearance = Clearance.WITHDRAWN
    logo.save()
    after = render_piece(piece, channel="email", format_key="newsletter")
    assert {media.sha256 for media in after.artifact.media}.isdisjoint({m.sha256 for m in before.artifact.media})
    assert [loss.what for loss in after.artifact.losses if "logo or font" in loss.why.text] == ["wort"]
