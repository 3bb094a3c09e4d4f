"""What mail programs support: the vendored data, and the command that refreshes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from brand import mailclients
from brand.errors import BrandError
from brand.maintenance import caniemail
from brand.subject import Subject, SubjectKind


def source() -> dict[str, Any]:
    """The site's data, as far as ours tell them."""
    kept = json.loads(mailclients.DATA.read_text("utf-8"))
    entries = []
    for slug, feature in kept["features"].items():
        stats: dict[str, dict[str, dict[str, str]]] = {}
        for client, value in feature["support"].items():
            family, _, platform = client.partition("/")
            stats.setdefault(family, {})[platform] = {"2019-01": "n", "2024-01": f"{value} #1"}
        entries.append(
            {"slug": slug, "title": feature["title"], "last_test_date": feature["as_of"], "stats": stats, "tags": []}
        )
    entries.append({"slug": "amp", "title": "AMP", "last_test_date": "2020-03-31", "stats": {}})
    return {
        "last_update_date": f"{kept['as_of']} 14:45:41 +0000",
        "nicenames": {"family": {"gmail": "Gmail"}, "platform": {"android": "Android"}},
        "data": entries,
    }


def test_every_pattern_has_its_data_and_every_share_its_client() -> None:
    assert {pattern.slug for pattern in mailclients.patterns()} == set(mailclients.features())
    assert set(mailclients.usual_shares()) <= set(mailclients.clients())
    assert 95 <= sum(mailclients.usual_shares().values()) <= 100
    for feature in mailclients.features().values():
        assert feature.as_of <= mailclients.as_of()
        assert set(feature.support.values()) <= set("yanu")
    for pattern in mailclients.patterns():
        assert pattern.elements or pattern.attribute or pattern.declarations or pattern.at_rule or pattern.pictures


def test_whose_the_data_are_is_told() -> None:
    notice = (mailclients.FOLDER / "NOTICE.md").read_text("utf-8")
    assert "MIT License" in notice
    assert all(name in notice for name in ("HTeuMeuLeu", "Avi Goldman", "Andrew Powell"))


def test_a_refresh_from_the_same_data_changes_nothing(tmp_path: Path) -> None:
    folder, output = tmp_path / "package" / "data", tmp_path / "out.json"
    folder.mkdir(parents=True)
    (folder / "caniemail.json").write_text(json.dumps(source()), "utf-8")
    assert caniemail.main([str(tmp_path / "package"), "--output", str(output)]) == 0
    fresh, kept = json.loads(output.read_text("utf-8")), json.loads(mailclients.DATA.read_text("utf-8"))
    assert fresh["features"] == kept["features"]
    assert fresh["as_of"] == kept["as_of"]
    assert fresh["clients"]["gmail/android"] == "Gmail (Android)"


def test_the_newest_result_counts_and_short_dates_are_read() -> None:
    data = source()
    flex = next(entry for entry in data["data"] if entry["slug"] == "css-display-flex")
    flex["last_test_date"] = "2026-5-1"
    flex["stats"]["gmail"]["android"] = {"2020-01": "y", "2026-05": "n #2"}
    trimmed = caniemail.trim(data)["features"]["css-display-flex"]
    assert trimmed["support"]["gmail/android"] == "n"
    assert trimmed["as_of"] == "2026-05-01"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no JSON"),
        ("[]", "another shape"),
        ('{"data": [], "nicenames": {}, "last_update_date": "2026"}', "are gone: css-align-items"),
    ],
)
def test_a_source_that_cannot_be_used_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    file, output = tmp_path / "caniemail.json", tmp_path / "out.json"
    file.write_text(content, "utf-8")
    assert caniemail.main([str(file), "--output", str(output)]) == 2
    assert said in capsys.readouterr().err
    assert not output.exists()


def test_an_empty_folder_and_a_missing_file_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert caniemail.main([str(tmp_path)]) == 2
    assert caniemail.main([str(tmp_path / "nowhere.json")]) == 2
    assert "holds no caniemail.json" in capsys.readouterr().err


def test_a_gone_feature_is_refused() -> None:
    data = source()
    data["data"] = [entry for entry in data["data"] if entry["slug"] != "html-video"]
    with pytest.raises(BrandError, match="html-video"):
        caniemail.trim(data)


@pytest.mark.parametrize(
    ("slug", "name", "value", "expected"),
    [
        ("css-display-flex", "display", "inline-flex", True),
        ("css-display-flex", "display", "block", False),
        ("css-unit-rem", "margin", "1.5rem auto", True),
        ("css-unit-rem", "background", "url(https://a.example/4rem.png)", False),
        ("css-unit-rem", "font-family", "'4rem Sans'", False),
        ("css-background-image", "background", "url('a.png') no-repeat", True),
        ("css-background-image", "background", "#fff url('a.png') no-repeat", False),
        ("css-background-image", "background-image", "url(a.png)", True),
        ("css-rgba", "box-shadow", "0 2px 4px rgba(0,0,0,.2)", False),
        ("css-rgba", "color", "rgba(0,0,0,.2)", True),
        ("css-background-image", "background", "#ffffff", False),
        ("css-function-min", "width", "min(100%, 600px)", True),
        ("css-function-min", "grid-template-columns", "minmax(0, 1fr)", False),
        ("css-position", "position", "relative", False),
        ("css-transform", "transform", "none", False),
        ("css-variables", "color", "var(--night)", True),
    ],
)
def test_a_pattern_sees_what_is_meant(slug: str, name: str, value: str, expected: bool) -> None:
    pattern = next(pattern for pattern in mailclients.patterns() if pattern.slug == slug)
    assert pattern.declares(name, value) is expected


def test_pictures_are_known_by_type_and_ending() -> None:
    webp, base64 = (
        next(pattern for pattern in mailclients.patterns() if pattern.slug == slug)
        for slug in ("image-webp", "image-base64")
    )
    assert webp.shows("https://a.example/a.WEBP?w=600", "")
    assert webp.shows("cid:1", "image/webp")
    assert not webp.shows("https://a.example/webp/a.jpg", "image/jpeg")
    assert base64.shows("data:image/png;base64,AAAA", "")
    assert Subject(name="x", kind=SubjectKind.HTML).markup == ()
