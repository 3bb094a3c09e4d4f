"""What is wrong with a request is said in the caller's words: where, what, and in their language."""

import pytest
from django.utils import translation

from hub.accounts.principal import Scope
from hub.api.complaints import complaint
from hub.content.convert import to_document
from renderers.contract import codec, schemas
from tests.hub.api.conftest import Caller, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db
MARKDOWN = "---\ntitle: Laternen\n---\nAus Kupfer."
WANTED = {"brand": "nordlicht", "channel": "sms", "format": "message", "markdown": MARKDOWN}


@pytest.fixture
def script(brand, caller_for) -> Caller:
    from hub.guidelines.services import import_guideline

    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL)
    return caller_for(brand, scopes=[Scope.LINT, Scope.VARIANTS_READ])


def test_a_place_is_named_as_the_caller_wrote_it(script):
    wrong = problem(script.post("/render", {**WANTED, "markdown": 5, "brand": 7}), 422, "bad-parameters")["errors"]
    assert wrong == [
        {"where": "body.brand", "what": "This must be a text."},
        {"where": "body.markdown", "what": "This must be a text."},
    ]


def test_a_field_that_there_is_not_is_no_field_that_is_ignored(script):
    """Who writes "dialekt" would get a mail without merge fields, and never know why."""
    wrong = problem(script.post("/render", {**WANTED, "dialekt": "brevo"}), 422, "bad-parameters")["errors"]
    assert wrong == [{"where": "body.dialekt", "what": "There is no field of this name."}]
    wrong = problem(script.post("/lint", {"brand": "nordlicht", "text": "x", "chanel": "sms"}), 422, "bad-parameters")[
        "errors"
    ]
    assert wrong == [{"where": "body.chanel", "what": "There is no field of this name."}]


@pytest.mark.parametrize(
    ("query", "where", "what"),
    [
        ({"limit": "viele"}, "query.limit", "This must be a whole number."),
        ({"updated_after": "gestern"}, "query.updated_after", "This is no moment."),
    ],
)
def test_parameters_are_complained_of_in_words_that_are_translated(script, query, where, what):
    wrong = problem(script.get("/pieces", **query), 422, "bad-parameters")["errors"][0]
    assert wrong["where"] == where
    assert wrong["what"].startswith(what)
    german = problem(script.get("/pieces", headers={"Accept-Language": "de"}, **query), 422, "bad-parameters")[
        "errors"
    ][0]
    with translation.override("de"):
        assert german["what"] == translation.gettext(wrong["what"])


@pytest.mark.parametrize("kind", ["a_kind_of_error_that_comes_later", "missing"])
def test_what_is_not_known_is_said_as_it_is(kind):
    with translation.override("en"):
        said = complaint({"type": kind, "loc": ("body", "body", "url"), "msg": "Their words", "ctx": {}})
    assert said["where"] == "body.url"
    assert said["what"] == ("Their words" if kind != "missing" else "This is needed and is not there.")


@pytest.mark.parametrize("locale", ["??", "klingon!", "../../etc", "xx-YY", "de-", "dé"])
def test_a_locale_that_there_is_not_is_refused(script, locale):
    wrong = problem(script.post("/render", {**WANTED, "locale": locale}), 422, "bad-parameters")["errors"]
    assert wrong[0]["where"] == "body.locale"
    lint = {"brand": "nordlicht", "text": "Eine Laterne.", "locale": locale}
    assert problem(script.post("/lint", lint), 422, "bad-parameters")["errors"][0]["where"] == "body.locale"


def test_two_locales_are_not_one(script):
    markdown = "---\ntitle: Lanterns\nlocale: en\n---\nMade of copper."
    assert script.post("/render", {**WANTED, "markdown": markdown, "locale": "en"}).status_code == 200
    wrong = problem(script.post("/render", {**WANTED, "markdown": markdown, "locale": "de"}), 422, "bad-parameters")
    assert wrong["errors"][0]["where"] == "body.locale"
    assert "“en”" in wrong["errors"][0]["what"]


def test_a_document_in_no_locale_is_refused(script, campaign):
    document = codec.dump(to_document(factories.piece(campaign)), schemas.DOCUMENT)
    wanted = {**WANTED, "markdown": "", "document": {**document, "locale": "??"}}
    assert (
        problem(script.post("/render", wanted), 422, "bad-parameters")["errors"][0]["where"] == "body.document.locale"
    )


def test_a_document_is_complained_of_in_words_of_json(script):
    wanted = {**WANTED, "markdown": "", "document": {"schema": "document/1", "id": "x", "headline": 5}}
    what = problem(script.post("/render", wanted), 422, "bad-parameters")["errors"][0]["what"]
    assert "int" not in what
    assert "dict" not in what


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"brand": ', "This is no JSON: line 1, column 11."),
        (b'{"brand": "\xff"}', "It is not written in UTF-8, or holds half of a character."),
        (b'{"brand": NaN}', "“NaN” is no value in JSON."),
        (b"[" * 100_000, "This is nested too deeply."),
    ],
)
def test_a_body_that_cannot_be_read_is_no_riddle(script, body, said):
    assert problem(script.post("/render", body), 400, "unreadable-body")["detail"] == said


def test_nothing_of_the_hub_s_memory_is_told(script):
    answer = script.upload("/lint", b"%PDF-1.4 rubbish", "a.pdf", brand="nordlicht")
    detail = problem(answer, 422, "not-readable")["detail"]
    assert "0x" not in detail
    assert "BytesIO" not in detail
