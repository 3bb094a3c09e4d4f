"""The languages of a piece: where a new one begins, how each stands, and what has fallen behind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from hub.accounts.roles import Role
from hub.content.languages import LanguageState, languages_of
from hub.content.models import Piece
from hub.content.services import translate
from tests.hub.accounts.factories import BrandFactory, UserFactory
from tests.hub.content import factories
from tests.hub.content.test_admin import piece_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(brand):
    for code in ("de", "en"):
        factories.locale(code)
    return factories.campaign(brand)


@pytest.fixture
def manager(brand_manager, signed_in):
    return signed_in(brand_manager)


def states(piece: Piece) -> dict[str, str]:
    return {one.code: one.state.value for one in languages_of([piece])[piece.translation_key]}


def test_a_new_piece_begins_in_the_language_of_its_brand(manager, campaign, brand, settings):
    for code in ("en", "de"):
        brand.default_locale = code
        brand.save()
        manager.post(url(Piece, "add"), piece_form(campaign, title=f"Neu {code}"))
        assert Piece.objects.get(title=f"Neu {code}").locale_code == code
    manager.post(url(Piece, "add") + "?locale=en", piece_form(campaign, title="Gewählt"))
    assert Piece.objects.get(title="Gewählt").locale_code == "en"


def test_of_two_brands_the_campaigns_decides(signed_in, campaign, brand):
    english = BrandFactory(key="english", name="English", default_locale="en")
    client = signed_in(UserFactory(role=Role.BRAND_MANAGER, brands=[brand, english]))
    for title, owner in (("Deutsch", campaign), ("English", factories.campaign(english, slug="autumn"))):
        client.post(url(Piece, "add"), piece_form(owner, title=title))
    assert Piece.objects.get(title="Deutsch").locale_code == "de"
    assert Piece.objects.get(title="English").locale_code == "en"


def test_the_list_leads_to_a_new_piece_without_choosing_its_language(manager, campaign):
    page = manager.get(url(Piece, "list")).content.decode()
    assert f'href="{url(Piece, "add")}"' in page


def test_a_translation_falls_behind_and_catches_up(manager, campaign):
    row = factories.piece(campaign, published=True)
    assert states(row) == {"de": "live", "en": "missing"}
    copy = translate(row, Locale.objects.get(language_code="en"))
    assert states(row) == {"de": "live", "en": "draft"}
    factories.edit(copy, headline="Light for the winter")
    assert states(row) == {"de": "live", "en": "live"}
    # Facts and ids are no words of a translator.
    factories.edit(row, facts=[factories.fact("price", "59,90 €")])
    assert states(row)["en"] == "live"
    draft = Piece.objects.get(pk=row.pk).get_latest_revision_as_object()
    draft.teaser = "Neue Worte"
    draft.save_revision()
    assert states(row)["en"] == LanguageState.OUT_OF_DATE
    page = manager.get(url(Piece, "translate", row.pk)).content.decode()
    assert f'name="confirm" value="{copy.pk}"' in page
    assert "out of date" in manager.get(url(Piece, "edit", row.pk)).content.decode()
    assert "en: out of date" in manager.get(url(Piece, "list")).content.decode()
    response = manager.post(url(Piece, "translate", row.pk), {"confirm": copy.pk})
    assert response.status_code == 302
    assert states(row)["en"] == "live"
    latest = Piece.objects.get(pk=copy.pk).get_latest_revision_as_object()
    assert latest.headline == "Light for the winter"


def test_only_its_own_translations_are_confirmed(manager, campaign):
    row, other = factories.piece(campaign), factories.piece(campaign, slug="anders")
    for number in (other.pk, "x", "", 999):
        assert manager.post(url(Piece, "translate", row.pk), {"confirm": number}).status_code == 404


def test_the_list_asks_no_more_often_for_more_pieces(manager, campaign):
    english = Locale.objects.get(language_code="en")

    def asked() -> int:
        manager.get(url(Piece, "list"))
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(url(Piece, "list")).status_code == 200
        return len(queries)

    translate(factories.piece(campaign, slug="eins"), english)
    few = asked()
    for number in range(6):
        translate(factories.piece(campaign, slug=f"mehr-{number}"), english)
    assert asked() == few
