"""The hub's own system checks speak up when they should."""

from hub.assets.models import ImageAsset
from hub.checks import check_environment, check_search_by_brand


def test_a_searched_model_without_its_key_in_the_index_is_an_error(monkeypatch):
    assert check_search_by_brand(None) == []
    fields = [field for field in ImageAsset.search_fields if field.field_name != "id"]
    monkeypatch.setattr(ImageAsset, "search_fields", fields)
    (error,) = check_search_by_brand(None)
    assert error.id == "hub.E001"
    assert "assets.ImageAsset" in error.msg


def test_a_variable_without_a_meaning_is_a_warning(monkeypatch):
    assert check_environment(None) == []
    monkeypatch.setenv("HUB_BASEURL", "x")
    (warning,) = check_environment(None)
    assert (warning.id, warning.hint) == ("hub.W001", "Did you mean HUB_BASE_URL?")
