"""Files come in: tokens, Vale styles, guidelines; what did not is named; what goes out comes in again."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brand.portable import read_guideline
from brand.portable.tokenfiles import write_dtcg
from hub.guidelines.bringing import bring
from hub.guidelines.convert import to_guideline
from hub.guidelines.kinds import NoFiles
from hub.guidelines.models import Guideline
from hub.guidelines.selectors import version_in_force
from hub.guidelines.services import import_guideline

SOURCE = "schema: guideline/1\n# ours\ncolors: {accent: '#b4572a'}\nvoice: {address: du}\n"
TOKENS = json.dumps(
    {
        "color": {
            "$type": "color",
            "accent": {"$value": "#a04010"},
            "night": {"$value": "#12202b"},
            "broken": {"$value": "no color"},
        }
    }
).encode()
VALE = b"extends: existence\nmessage: Avoid '%s'.\nlevel: error\nignorecase: true\ntokens:\n  - leverage\n  - synergy\n"
SCRIPT = b"extends: script\nmessage: no\nscript: x\n"


def brought(**uploads):
    return bring(SOURCE, {name.replace("_", "."): data for name, data in uploads.items()}, NoFiles())


def test_tokens_add_and_replace_by_name():
    report = brought(tokens_json=TOKENS)
    colors = {color.name: color.srgb for color in read_guideline(report.source).tokens.colors}
    assert colors == {"accent": "#a04010", "night": "#12202b"}
    assert {(each.name, each.is_new) for each in report.brought} == {("accent", False), ("night", True)}
    assert ["broken" in each.name for each in report.skipped] == [True]
    assert "# ours" in report.source
    assert read_guideline(report.source).voice.address == "du"


PALETTE = """schema: guideline/1
colors:
  Grün: {srgb: '#1f5a46', cmyk: [82, 40, 75, 32], spot: Pantone 7483 C, roles: [primary, link]}
  kupfer: {srgb: '#b4572a', roles: [accent]}
typography:
  heading: {family: Source Serif 4, stack: [Georgia, serif], weights: [400, 600]}
  Zitat: {family: Arial}
"""


def test_our_own_tokens_come_back_as_they_were():
    tokens = {"tokens.json": write_dtcg(read_guideline(PALETTE)).encode()}
    again = bring(PALETTE, tokens, NoFiles())
    assert read_guideline(again.source).digest == read_guideline(PALETTE).digest
    assert {each.is_new for each in again.brought} == {False}
    empty = bring("schema: guideline/1\n", tokens, NoFiles())
    assert read_guideline(empty.source).digest == read_guideline(PALETTE).digest
    assert (len(empty.brought), empty.skipped) == (4, [])


def test_what_a_file_does_not_speak_of_stays():
    tokens = {
        "color": {"kupfer": {"$type": "color", "$value": "#a04010"}, "gr-n": {"$type": "color", "$value": "#fff"}}
    }
    source = PALETTE.replace("Grün", "gr-n").replace("{srgb: '#b4572a'", "{srgb: '#b4572a', cmyk: [20, 74, 92, 10]")
    colors = read_guideline(bring(source, {"t.json": json.dumps(tokens).encode()}, NoFiles()).source).tokens.colors
    assert [(color.srgb, color.roles) for color in colors] == [
        ("#ffffff", ("primary", "link")),
        ("#a04010", ("accent",)),
    ]
    assert {(color.cmyk, color.spot) for color in colors} == {(None, "")}  # mixed for another color
    same = {"color": {"kupfer": {"$type": "color", "$value": "#b4572a"}}}
    colors = read_guideline(bring(source, {"t.json": json.dumps(same).encode()}, NoFiles()).source).tokens.colors
    assert colors[1].cmyk == (20, 74, 92, 10)


def test_vale_rules_become_own_rules():
    report = brought(House_yml=VALE, Script_yml=SCRIPT)
    (pattern,) = read_guideline(report.source).patterns
    assert "leverage" in pattern.pattern
    assert len(report.skipped) == 1
    again = bring(report.source, {"House.yml": VALE}, NoFiles())
    assert (again.source, again.brought[0].is_new) == (report.source, False)


def test_a_guideline_takes_the_place_and_what_is_nothing_is_named():
    report = brought(guideline_yaml=b"schema: guideline/1\nhosts: [a.example]\n", notes_txt=b"x", bad_json=b"{")
    assert report.source == "schema: guideline/1\nhosts: [a.example]\n"
    assert {each.name for each in report.skipped} == {"notes.txt", "bad.json"}


pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(brand_manager, signed_in):
    return signed_in(brand_manager)


@pytest.fixture
def row(brand):
    return import_guideline(brand, SOURCE)


def url(name, row):
    return reverse(Guideline.snippet_viewset.get_url_name(name), args=[row.pk])


def send(client, row, **uploads):
    files = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in uploads.items()]
    return client.post(url("bring", row), {"uploads": files, "language": "en"})


def test_the_page_tells_what_came_and_what_did_not(manager, brand, row):
    page = send(manager, row, tokens_json=TOKENS, House_yml=VALE, x_txt=b"<b>").content.decode()
    for said in ("night", "house", "x.txt", "broken"):
        assert said in page
    draft = Guideline.objects.get(brand=brand).get_latest_revision_as_object()
    assert {block.value["name"] for block in draft.colors} == {"accent", "night"}
    assert version_in_force(brand).number == 1


def test_what_names_missing_files_is_refused_as_a_whole(manager, brand, row):
    answer = send(manager, row, guideline_yaml=b"schema: guideline/1\nlogos: [{name: L, svg: fehlt.svg}]\n")
    assert "fehlt.svg" in str(answer.context["form"].non_field_errors())
    assert Guideline.objects.get(brand=brand).get_latest_revision_as_object().source == SOURCE


def test_it_goes_out_and_comes_into_an_empty_hub(manager, brand, row, other_brand):
    answer = manager.get(url("take_away", row))
    folder = zipfile.ZipFile(io.BytesIO(answer.content))
    other = import_guideline(other_brand, folder.read("guideline.yaml").decode().replace("nordlicht", "suedwind"))
    there = to_guideline(version_in_force(other.brand))
    assert there.tokens.colors == to_guideline(version_in_force(brand)).tokens.colors


def test_who_may_not_change_it_brings_nothing(signed_in, editor, other_manager, brand, row):
    assert send(signed_in(editor), row, tokens_json=TOKENS).status_code in (302, 403)
    assert send(signed_in(other_manager), row, tokens_json=TOKENS).status_code == 404
    assert signed_in(other_manager).get(url("take_away", row)).status_code == 404
    assert Guideline.objects.get(brand=brand).get_latest_revision_as_object().source == SOURCE


def test_nothing_published_is_nothing_to_take_away(manager, brand):
    answer = manager.get(url("take_away", import_guideline(brand, SOURCE, publish=False)))
    assert (answer.status_code, "versions" in answer["Location"]) == (302, True)
