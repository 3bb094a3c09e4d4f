"""Rule settings with the options that rules declare; examples and own rules tried out, with the findings' words."""

import json

import pytest
from django.contrib.messages import get_messages
from wagtail.test.utils.form_data import nested_form_data, streamfield

from brand.registry import all_rules
from brand.rule import Option
from hub.guidelines.catalogue import catalogue
from hub.guidelines.options import wrong_options
from tests.hub.guidelines.test_admin import draft, inline_message, save, stream, url

pytestmark = pytest.mark.django_db

GREEN = "terms/banned-word"


def send(client, row, **streams):
    data = {}
    for name, (kind, entries) in streams.items():
        data |= nested_form_data({name: streamfield([(kind, {"kept": "", **each}) for each in entries])})
    return client.post(url("try", row.pk), {"brand": row.brand_id, **data})


TERM = ("term", [{"word": "billig", "kind": "banned", "instead": "günstig", "reason": "klingt nach Ramsch"}])


def test_every_rule_and_option_is_in_the_catalogue(rf):
    rules = {each["value"]: each for each in catalogue()["rules"]}
    assert set(rules) == {rule.id for rule in all_rules()}
    for rule in all_rules():
        assert [each["name"] for each in rules[rule.id]["options"]] == [each.name for each in rule.options]
    json.dumps(catalogue())


def test_the_defaults_of_all_options_are_fine():
    wrong = [(rule.id, each.name) for rule in all_rules() for each in rule.options if each.problem(each.default)]
    assert wrong == []
    for rule in all_rules():
        lines = "\n".join(f"{each.name} = {json.dumps(each.default)}" for each in rule.options)
        assert list(wrong_options(rule.id, lines)) == []


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        (Option("x", default=True, label=""), "ja doch", "yes or no"),
        (Option("x", 3, ""), "drei", "a number"),
        (Option("x", 3, ""), 2.5, "a whole number"),
        (Option("x", 3, ""), True, "a number"),
        (Option("x", "AA", "", ("AA", "AAA")), "B", "Known: AA, AAA"),
        (Option("x", "", ""), 3, "in quotes"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told(option, value, said):
    assert said in option.problem(value).show()


@pytest.mark.parametrize(
    ("rule", "options", "name"),
    [
        ("voice/long-sentence", "words = zwanzig", "words"),
        ("voice/long-sentence", "wörter = 20", "wörter"),
        ("access/low-contrast", "level = B", "level"),
        ("social/wrong-hashtags", "only = vielleicht", "only"),
    ],
)
def test_a_wrong_option_is_said_at_the_options_and_nothing_is_saved(manager, brand, row, rule, options, name):
    before = draft(brand).source
    answer = save(manager, brand, row, **stream("rules", "rule", [{"rule": rule, "enabled": "on", "options": options}]))
    (error,) = answer.context["form"].errors.as_data()["rules"]
    (said,) = error.block_errors[0].block_errors["options"].messages
    assert said.startswith(f"{name}: ")
    assert draft(brand).source == before


def test_options_that_fit_are_written(manager, brand, row):
    entry = {"rule": "voice/long-sentence", "enabled": "on", "severity": "note", "options": "words = 18"}
    assert save(manager, brand, row, **stream("rules", "rule", [entry])).status_code == 302
    assert "options: {words: 18}" in draft(brand).source


def test_examples_are_tried_with_the_findings_words(manager, brand, row):
    examples = [
        {"judged": "good", "text": "Ein schöner Tag."},
        {"judged": "good", "text": "Ganz billig!"},
        {"judged": "bad", "text": "Ganz billig!", "rules": GREEN},
        {"judged": "bad", "text": "Ganz schön.", "rules": GREEN},
        {"judged": "bad", "text": "Ganz billig!", "rules": "voice/wrong-address-form"},
    ]
    body = send(manager, row, terms=TERM, examples=("example", [{"locale": "de", **each} for each in examples])).json()
    assert [each["holds"] for each in body["examples"]] == [True, False, True, False, False]
    (said,) = body["examples"][1]["said"]
    assert (said["rule"], said["quote"]) == (GREEN, "billig")
    assert "klingt nach Ramsch" in said["text"]
    assert "voice/wrong-address-form" in body["examples"][4]["said"][0]["text"]
    assert "examples" not in draft(brand).source  # tried, not kept


def test_saving_tells_how_many_do_not_hold(manager, brand, row):
    data = stream("examples", "example", [{"judged": "bad", "text": "Alles gut.", "locale": "de"}])
    answer = save(manager, brand, row, **data)
    assert answer.status_code == 302
    assert any("1 of 1" in str(each) for each in get_messages(answer.wsgi_request))


def test_what_cannot_be_read_is_not_tried(manager, row):
    assert "problem" in send(manager, row, colors=("color", [{"name": "a", "srgb": "red"}])).json()


def match(client, text, **entry):
    body = json.dumps({"text": text, "entry": {"scope": "text", **entry}})
    return client.post(url("match"), body, content_type="application/json")


def test_a_pattern_shows_its_matches(manager):
    body = match(manager, "Größe 🎄 4 cm\n\nund 5 cm", pattern=r"\d+ cm", replacement="viel").json()
    assert body == {"matches": [[8, 12, "viel"], [18, 22, "viel"]], "count": 2, "cut": False}
    assert match(manager, "Ein Preis. Preise.", pattern="Preis", words=True).json()["count"] == 1
    assert "needs it" in match(manager, "x").json()["problem"]
    assert match(manager, "a " * 30_000, pattern="b").json()["cut"] is True


@pytest.mark.parametrize(
    ("entry", "said"),
    [({"pattern": "(x"}, "character 1"), ({"pattern": "x(?=y)"}, "RE2"), ({"pattern": "x", "scope": "y"}, "scope")],
)
def test_a_pattern_that_cannot_run_says_why(manager, entry, said):
    assert said in match(manager, "x", **entry).json()["problem"]


def test_nonsense_is_refused(manager, signed_in, editor):
    assert manager.post(url("match"), "[]", content_type="application/json").status_code == 400
    assert manager.post(url("match"), "{", content_type="application/json").status_code == 400
    assert match(signed_in(editor), "x", pattern="x").status_code in (302, 403)


def test_a_test_that_does_not_hold_is_said_at_its_line(manager, brand, row):
    entry = {"id": "no", "pattern": "x", "good": "a\na x", "message": inline_message("Nein.")}
    answer = save(manager, brand, row, **stream("patterns", "pattern", [entry]))
    (error,) = answer.context["form"].errors.as_data()["patterns"]
    assert "a x" in str(error.block_errors[0].block_errors["good"])


def test_another_brands_examples_are_not_tried(signed_in, other_manager, editor, row):
    assert send(signed_in(other_manager), row).status_code == 404
    assert send(signed_in(editor), row).status_code in (302, 403)
