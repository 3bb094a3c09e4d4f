"""File and form say the same: what is read into the form and written again is the same guideline, to the digest."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from brand.guideline import named
from brand.portable import read_guideline, write_guideline
from brand.samples import GUIDELINE
from hub.guidelines.kinds import NoFiles
from hub.guidelines.sections import SECTIONS
from hub.guidelines.writing import BARE, read_fields, write_source
from tests.brand.test_portable import guidelines, load_from

ROOT = Path(__file__).parents[3]
DEMO = (ROOT / "hub/demo/guideline.yaml").read_text("utf-8")
SOURCES = {
    "sample": write_guideline(GUIDELINE).text,
    "demo": DEMO,
    "corpus": (ROOT / "tests/brand/clean/corpus/guideline.yaml").read_text("utf-8"),
    "bare": BARE,
}
FILES = NoFiles()


def read(source):
    return named(read_guideline(source, load=lambda path: f"<svg>{path}</svg>".encode()), "x")


@pytest.mark.parametrize("name", SOURCES)
def test_the_form_alone_is_the_whole_guideline(name):
    source = SOURCES[name]
    fields = read_fields(source, FILES)
    written = write_source("", fields, FILES)
    assert read(written).digest == read(source).digest
    assert read_fields(written, FILES) == fields
    assert write_source(source, fields, FILES) == source  # nothing was changed: not one letter


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(guidelines)
def test_so_it_is_for_any_guideline(guideline):
    source = write_guideline(guideline).text
    written = write_source("", read_fields(source, FILES), FILES)
    assert named(read_guideline(written, load=load_from(guideline)), guideline.brand).digest == guideline.digest


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.field)
def test_each_section_can_be_taken_out_and_put_back(section):
    fields = read_fields(DEMO, FILES)
    without = write_source(DEMO, fields | {section.field: []}, FILES)
    again = write_source(without, fields, FILES)
    assert read_fields(without, FILES)[section.field] in ([], read_fields(BARE, FILES)[section.field])
    assert read(again).digest == read(DEMO).digest


def test_comments_and_sections_beside_a_change_stay():
    source = "# ours\nschema: guideline/1\nterms:\n  - {banned: billig}\n# the voice\nvoice: {address: du}  # always\n"
    fields = read_fields(source, FILES)
    fields["terms"].append({"kind": "banned", "word": "neu", "kept": ""})
    written = write_source(source, fields, FILES)
    assert written.startswith("# ours\nschema: guideline/1\nterms:\n")
    assert written.endswith("# the voice\nvoice: {address: du}  # always\n")
    assert [term.word for term in read(written).terms] == ["billig", "neu"]


def test_what_the_form_does_not_show_stays_with_its_entry():
    source = (
        BARE
        + "patterns:\n  - {id: twice, check: count, pattern: x, most: 2, message: Zu viel.}\n"
        + "  - {id: b, pattern: y, message: B}\n"
        + "terms: [{banned: a, forms: ['b ', c]}]\n"
    )
    fields = read_fields(source, FILES)
    fields["patterns"].reverse()
    fields["patterns"][1]["pattern"] = "z"
    fields["terms"][0]["reason"] = "darum"
    written = read(write_source(source, fields, FILES))
    assert [(each.id, each.pattern, each.most) for each in written.patterns] == [("b", "y", None), ("twice", "z", 2)]
    assert (written.terms[0].forms, written.terms[0].reason) == (("b ", "c"), "darum")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("5", 5), ("'5'", "5"), ("true", True), ("0.5", 0.5), ("ganz frei", "ganz frei"), ("'no'", "no")],
)
def test_options_keep_their_kind(value, shown):
    source = BARE + f"rules:\n  - {{rule: terms/banned-word, options: {{x: {value}}}}}\n"
    written = write_source("", read_fields(source, FILES), FILES)
    assert read(written).settings[0].options == (("x", shown),) == read(source).settings[0].options


def test_the_field_register_that_ships_goes_without_saying():
    fields = read_fields(BARE, FILES)
    assert "first_name" in [entry["name"] for entry in fields["register"]]
    assert write_source(BARE, fields, FILES) == BARE
    assert read(write_source(BARE, fields | {"register": []}, FILES)).tokens.fields == ()
