"""Out of one hub and into an empty one: the identical guideline, files and all; and out in other people's formats."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from brand.guideline import named
from brand.portable import import_tokens, import_vale, read_guideline, write_guideline
from brand.samples import GUIDELINE
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import create_document, create_image
from hub.guidelines.convert import to_guideline
from hub.guidelines.files import files_of
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from hub.guidelines.services import import_guideline
from tests.hub.assets.pictures import picture
from tests.hub.assets.test_uploads import font, rgb_logo
from tests.hub.guidelines.test_admin import draft, url

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#1f5a46"/></svg>'
#: Made once: there is a date in it.
PDF = rgb_logo()
WHOLE = """schema: guideline/1
# written by hand
locales: [de, en]
colors: {kupfer: {srgb: '#b4572a', cmyk: [20, 70, 95, 10], roles: [accent, on-primary]}, nacht: '#12202b'}
typography: {heading: {family: Haus, stack: [serif], weights: [400], files: [haus.ttf]}}
logos:
  - {name: Wortmarke, svg: {file: logo.svg, alt: Nordlicht}, png: logo.png, pdf: logo.pdf, clear_space: 0.5}
legal: [{key: imprint, text: {de: Nordlicht GmbH, en: Nordlicht Ltd}, channels: [email, web]}]
terms: [{banned: billig, instead: günstig, language: de}, {name: Nordlicht, sign: ®}]
limits: [{channel: sms, limit: segments, value: 2, reason: Wir zahlen zwei.}]
patterns: [{id: no-uhr, pattern: '[0-9] uhr', message: Uhr groß, bad: [um 5 uhr], good: [um 5 Uhr]}]
rules: [{rule: voice/long-sentence, severity: note, options: {words: 18}}, {rule: access/low-contrast, enabled: false}]
examples: [{bad: Ganz billig., rules: [terms/banned-word]}]
"""


def published(brand, source=WHOLE):
    create_image(brand, SVG, title="Logo", name="logo.svg")
    create_image(brand, picture(), title="Logo", name="logo.png")
    create_document(brand, PDF, title="Logo", name="logo.pdf")
    create_document(brand, font(), title="Haus", name="haus.ttf")
    return import_guideline(brand, source)


def empty_hub(brand):
    """As if it were another hub."""
    GuidelineVersion.objects.all().delete()
    Guideline.objects.all().delete()
    ImageAsset.objects.all().delete()
    DocumentAsset.objects.all().delete()
    return import_guideline(brand, "schema: guideline/1\n", publish=False)


def taken(client, row, **question):
    answer = client.get(url("take_away", row.pk), question)
    assert answer.status_code == 200, answer.content
    return answer


def bring(client, row, name, data):
    return client.post(url("bring", row.pk), {"uploads": [SimpleUploadedFile(name, data)], "language": "de"})


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for name, data in files.items():
            folder.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize("which", ["", "draft"])
def test_a_zip_file_makes_the_identical_guideline_in_an_empty_hub(manager, brand, which):
    row = published(brand)
    before = version_in_force(brand).digest
    answer = taken(manager, row, version=which)
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"guideline.yaml", "assets/logo.svg", "assets/logo.png", "assets/logo.pdf", "assets/haus.ttf"} == set(names)
    row = empty_hub(brand)
    report = bring(manager, row, "guideline.zip", answer.content)
    assert not report.context["skipped"]
    import_guideline(brand, draft(brand).source)
    assert version_in_force(brand).digest == before
    assert (ImageAsset.objects.count(), DocumentAsset.objects.count()) == (2, 2)
    bring(manager, row, "again.zip", answer.content)
    assert (ImageAsset.objects.count(), DocumentAsset.objects.count()) == (2, 2)


def test_yaml_by_hand_is_the_identical_guideline(manager, brand, other_brand):
    row = published(brand)
    text = taken(manager, row, **{"as": "yaml"}).content.decode()
    assert text == WHOLE  # comments and all
    published(other_brand, text)
    one, other = (named(to_guideline(version_in_force(each)), "x") for each in (brand, other_brand))
    assert one.digest == other.digest


@pytest.mark.parametrize("name", ["demo", "sample", "corpus"])
def test_so_do_the_demonstration_and_the_samples(manager, brand, name):
    beside = {path.name: path.read_bytes() for path in (ROOT / "hub/demo").glob("*.svg")}
    if name == "sample":
        exported = write_guideline(GUIDELINE)
        source = exported.text
        beside |= {file.path: SVG for file in exported.files}
    else:
        path = {"demo": "hub/demo/guideline.yaml", "corpus": "tests/brand/clean/corpus/guideline.yaml"}[name]
        source = (ROOT / path).read_text("utf-8")
    row = import_guideline(brand, "schema: guideline/1\n", publish=False)
    files = {"guideline.yaml": source.encode(), **beside}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        for file, data in files.items():
            folder.writestr(f"marke/{file}", data)
    bring(manager, row, "marke.zip", out.getvalue())
    import_guideline(brand, draft(brand).source)
    before = version_in_force(brand).digest
    data = taken(manager, row).content
    row = empty_hub(brand)
    bring(manager, row, "guideline.zip", data)
    import_guideline(brand, draft(brand).source)
    assert version_in_force(brand).digest == before
    assert version_in_force(brand).snapshot["terms"] or name == "corpus"


def test_older_versions_and_what_there_is_not(manager, brand):
    row = published(brand)
    import_guideline(brand, WHOLE.replace("billig", "ramschig"))
    assert "billig" in taken(manager, row, version="1", **{"as": "yaml"}).content.decode()
    assert "ramschig" in taken(manager, row, **{"as": "yaml"}).content.decode()
    for question in ({"version": "7"}, {"version": "x"}, {"version": "1", "as": "doc"}):
        assert manager.get(url("take_away", row.pk), question).status_code == 404


def test_tokens_come_in_again(manager, brand):
    row = published(brand)
    found = import_tokens(taken(manager, row, **{"as": "tokens"}).content)
    assert {(color.name, color.srgb) for color in found.colors} >= {("kupfer", "#b4572a"), ("nacht", "#12202b")}
    assert "--color-kupfer: #b4572a;" in taken(manager, row, **{"as": "css"}).content.decode()


def test_a_vale_style_says_what_it_cannot(manager, brand):
    row = published(brand)
    folder = zipfile.ZipFile(io.BytesIO(taken(manager, row, version="draft", **{"as": "vale"}).content))
    files = {name: folder.read(name).decode() for name in folder.namelist()}
    banned = yaml.safe_load(files["styles/nordlicht-de/Banned.yml"])
    assert banned["extends"] == "substitution"
    assert banned["swap"]["billige"] == "günstig"
    assert "BasedOnStyles = nordlicht-de" in files[".vale.ini"]
    assert files["styles/config/vocabularies/nordlicht-de/accept.txt"] == "Nordlicht\n"
    assert "styles/nordlicht-en/Banned.yml" not in files
    report = files["not-in-this-style.txt"]
    assert "colors" in report
    assert "access/low-contrast" in report
    style = import_vale(
        {name: text for name, text in files.items() if name.endswith(".yml") and "-de/" in name}, language="de"
    )
    assert not style.skipped
    assert {pattern.pattern for pattern in style.patterns if pattern.pattern} == {"[0-9] uhr"}


def test_who_may_only_read_takes_what_is_published(signed_in, editor, brand):
    row = published(brand)
    client = signed_in(editor)
    assert client.get(url("take_away", row.pk)).status_code == 200
    assert client.get(url("take_away", row.pk), {"version": "draft"}).status_code in (302, 403)
    assert "version=draft" not in client.get(url("versions", row.pk)).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 nonsense", "cannot be opened"),
        (packed(**{f"a{number}_yml": b"x" for number in range(1001)}), "more than 1000 files"),
        (
            packed(guideline_yaml=b"schema: guideline/1\nlogos: [{name: L, svg: ../logo.svg}]\n", logo_svg=SVG),
            "no path",
        ),
        (packed(guideline_yaml=b"schema: guideline/1\nlogos: [{name: L, svg: b.svg}]\n", logo_svg=SVG), "b.svg"),
        (
            packed(
                guideline_yaml=b"schema: guideline/1\nlogos: [{name: L, png: b.png}]\n",
                b_png=picture("GIF") + b"<script>",
            ),
            "b.png",
        ),
    ],
)
def test_a_bad_zip_file_changes_nothing_and_says_why(manager, brand, row, data, said):
    before = draft(brand).source
    answer = bring(manager, row, "x.zip", data)
    assert said in str(answer.context["form"].non_field_errors())
    assert draft(brand).source == before
    assert not ImageAsset.objects.exists()


def test_a_bomb_is_not_unpacked(manager, brand, row):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("a.json", b"0" * (70 << 20))
    assert "more than 64 MB" in str(bring(manager, row, "x.zip", out.getvalue()).context["form"].non_field_errors())


def test_tokens_and_styles_in_a_zip_file_come_in_together(manager, brand, row):
    vale = b"extends: existence\nmessage: No.\ntokens: [leverage]\n"
    tokens = json.dumps({"color": {"$type": "color", "night": {"$value": "#12202b"}}}).encode()
    bring(manager, row, "x.zip", packed(tokens_json=tokens, Haus__House_yml=vale, __MACOSX__x_json=b"{"))
    found = read_guideline(draft(brand).source)
    assert [color.name for color in found.tokens.colors] == ["night"]
    assert [pattern.id for pattern in found.patterns] == ["haus-house"]
    assert files_of(found, brand).keys() == {"guideline.yaml"}
