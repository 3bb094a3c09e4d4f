"""The published guideline and its tokens, over the API."""

import pytest

from hub.guidelines.services import import_guideline
from renderers.contract import codec
from tests.hub.api.conftest import problem

pytestmark = pytest.mark.django_db
FIRST = 'schema: guideline/1\ncolors:\n  tanne: {srgb: "#1f5a46", roles: [primary]}\n'
PATHS = ("/brands/nordlicht/guideline", "/brands/nordlicht/tokens.json", "/brands/nordlicht/tokens.css")


@pytest.fixture
def published(brand):
    import_guideline(brand, FIRST)
    return brand


def test_the_guideline_in_force_and_earlier_ones(published, caller):
    import_guideline(published, FIRST.replace("#1f5a46", "#101010"))
    new, old = caller.get(PATHS[0]).json(), caller.get(PATHS[0], version=1).json()
    assert (new["version"], old["version"]) == (2, 1)
    assert new["guideline"]["tokens"]["colors"][0]["srgb"] == "#101010"
    assert old["guideline"]["schema"].startswith("guideline")
    assert new["digest"] != old["digest"]
    assert codec.canonical(old["guideline"])
    assert caller.get(PATHS[1], version=1).json()["color"]["tanne"]["$value"]["hex"] == "#1f5a46"


def test_tokens_as_files_with_validators(published, caller):
    tokens = caller.get(PATHS[1])
    assert tokens["Content-Type"] == "application/design-tokens+json"
    assert tokens.json()["role"]["primary"]["$value"] == "{color.tanne}"
    css = caller.get(PATHS[2])
    assert css["Content-Type"].startswith("text/css")
    assert "--color-tanne: #1f5a46;" in css.content.decode()
    again = caller.get(PATHS[2], headers={"If-None-Match": css["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    import_guideline(published, FIRST.replace("#1f5a46", "#101010"))
    assert caller.get(PATHS[2], headers={"If-None-Match": css["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_there_or_not_ones_own(published, other_brand, caller, caller_for, path):
    problem(caller_for(other_brand).get(path), 404, "not-found")
    problem(caller.get(path.replace("nordlicht", "gibtesnicht")), 404, "not-found")
    for number in (2, -1, 1 << 40, 1 << 80):
        problem(caller.get(path, version=number), 404, "no-guideline")
    assert caller.get(path, version=1).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_before_the_first_version(brand, caller, path):
    problem(caller.get(path), 404, "no-guideline")
