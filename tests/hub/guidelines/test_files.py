"""A guideline as files: out and in again is the same guideline, with the same digest."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from brand.portable import read_guideline_file
from hub.assets.models import DocumentAsset, ImageAsset
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from tests.hub.assets.pictures import picture

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#1f5a46"/></svg>'
YAML = """schema: guideline/1
brand: nordlicht
locales: [de, en]
colors:
  kupfer: {srgb: '#b4572a', cmyk: [20, 70, 95, 10], roles: [accent]}
  nacht: {srgb: '#12202b', roles: [text]}
logos:
  - {name: Wortmarke, svg: {file: marks/logo.svg, alt: Nordlicht}, png: marks/bild.png}
voice: {address: du}
terms:
  - {banned: billig, instead: günstig, reason: klingt nach Ramsch, language: de}
claims:
  warm: {text: {de: Hält warm.}, evidence: Prüfbericht 12}
hosts: [nordlicht.example]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks/logo.svg").write_bytes(SVG)
    (tmp_path / "marks/bild.png").write_bytes(picture())
    (tmp_path / "guideline.yaml").write_text(YAML, "utf-8")
    return tmp_path


def run(command, *words, **options) -> str:
    out = io.StringIO()
    call_command(command, *map(str, words), stdout=out, **options)
    return out.getvalue()


def test_in_out_and_in_again_is_the_same(brand, folder, tmp_path):
    assert "version 1 is in force" in run("import_guideline", folder / "guideline.yaml", publish=True)
    first = version_in_force(brand)
    assert ImageAsset.objects.filter(brand=brand).count() == 2
    run("export_guideline", "nordlicht", output=tmp_path / "out")
    exported = tmp_path / "out/guideline.yaml"
    assert read_guideline_file(exported).digest == to_guideline(first).digest == first.digest
    assert "version 1 says the same already" in run("import_guideline", exported, publish=True)
    assert GuidelineVersion.objects.count() == 1
    again = ImageAsset.objects.count()
    run("import_guideline", exported, publish=True)
    assert ImageAsset.objects.count() == again
    run("export_guideline", "nordlicht", output=tmp_path / "twice")
    for file in (tmp_path / "out").rglob("*"):
        if file.is_file():
            twin = tmp_path / "twice" / file.relative_to(tmp_path / "out")
            assert twin.read_bytes() == file.read_bytes()


def test_older_versions_can_be_had(brand, folder, tmp_path):
    run("import_guideline", folder / "guideline.yaml", publish=True)
    (folder / "guideline.yaml").write_text(YAML.replace("billig", "ramschig"), "utf-8")
    assert "version 2 is in force" in run("import_guideline", folder / "guideline.yaml", publish=True)
    run("export_guideline", "nordlicht", "--version", "1", output=tmp_path / "one")
    run("export_guideline", "nordlicht", output=tmp_path / "two")
    assert "billig" in (tmp_path / "one/guideline.yaml").read_text("utf-8")
    assert "ramschig" in (tmp_path / "two/guideline.yaml").read_text("utf-8")
    with pytest.raises(CommandError, match="versions: 1, 2") as refused:
        run("export_guideline", "nordlicht", "--version", "3", output=tmp_path / "three")
    assert refused.value.returncode == 2
    assert not (tmp_path / "three").exists()


def test_without_publish_it_is_a_draft(brand, folder):
    assert "draft" in run("import_guideline", folder / "guideline.yaml")
    assert version_in_force(brand) is None
    assert "kupfer" in Guideline.objects.get(brand=brand).get_latest_revision_as_object().source


def test_it_goes_to_the_brand_that_is_named(brand, other_brand, folder):
    run("import_guideline", folder / "guideline.yaml", brand="suedwind", publish=True)
    assert to_guideline(version_in_force(other_brand)).brand == "suedwind"
    assert version_in_force(brand) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("voice: {address: du}", "voice: {address: ihn}"), r"guideline\.yaml:\d+:\d+"),
        (("marks/logo.svg", "marks/nope.svg"), "nope.svg"),
        (("marks/logo.svg", "../secret.svg"), "secret.svg"),
        (("schema: guideline/1", "schema: guideline/99"), "guideline/99|newer"),
        (("brand: nordlicht\n", ""), "--brand KEY"),
        (("brand: nordlicht", "brand: nobody"), "There are: nordlicht"),
        (("colors:", "colors: ["), r"guideline\.yaml"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(brand, folder, change, said):
    file = folder / "guideline.yaml"
    file.write_text(YAML.replace(*change), "utf-8")
    with pytest.raises(CommandError, match=said) as refused:
        run("import_guideline", file, publish=True)
    assert refused.value.returncode == 2
    assert not Guideline.objects.exists()
    assert not ImageAsset.objects.exists()


def test_two_files_of_one_name_are_refused(brand, folder):
    (folder / "more").mkdir()
    (folder / "more/logo.svg").write_bytes(SVG.replace(b"1f5a46", b"aa0000"))
    more = YAML.replace("marks/bild.png", "more/logo.svg")
    (folder / "guideline.yaml").write_text(more, "utf-8")
    with pytest.raises(CommandError, match="have one name"):
        run("import_guideline", folder / "guideline.yaml")
    assert not ImageAsset.objects.exists()


def test_a_file_that_may_not_come_in_is_refused_with_the_reason(brand, folder):
    (folder / "marks/bild.png").write_bytes(b"GIF89a<script>alert(1)</script>")
    with pytest.raises(CommandError, match=r"bild\.png"):
        run("import_guideline", folder / "guideline.yaml")
    assert not DocumentAsset.objects.exists()
    assert not ImageAsset.objects.exists()


def test_a_missing_file_of_an_old_version_is_named(brand, folder, tmp_path):
    run("import_guideline", folder / "guideline.yaml", publish=True)
    ImageAsset.objects.update(sha256="0" * 64)  # what is in use cannot be deleted, but it may be replaced
    with pytest.raises(CommandError, match="not in the library any more") as refused:
        run("export_guideline", "nordlicht", output=tmp_path / "out")
    assert refused.value.returncode == 2
    assert not (tmp_path / "out").exists()
