"""Outside files of one piece: their values are compared with one another, however each is spelled."""

import json
from pathlib import Path

import pytest

from brand.cli import main

MAIL = (
    "From: Lumora <post@lumora.example>\nSubject: Neu\nMIME-Version: 1.0\n"
    'Content-Type: text/html; charset=utf-8\n\n<html lang="{locale}"><body><p>{words}</p></body></html>\n'
)


def facts(tmp_path: Path, capsys: pytest.CaptureFixture[str], *texts: str, locale: str = "de") -> list[tuple[str, str]]:
    """Rule and quote of the findings about facts: the first text is a file, the second a mail, the others pages."""
    for number, words in enumerate(texts):
        if number == 0:
            (tmp_path / "0.txt").write_text(f"{words}\n", "utf-8")
        elif number == 1:
            (tmp_path / "1.eml").write_text(
                MAIL.format(locale={"de": "de-DE", "en": "en-IE"}[locale], words=words), "utf-8"
            )
        else:
            (tmp_path / f"{number}.html").write_text(f'<html lang="{locale}"><p>{words}</p></html>', "utf-8")
    main(["lint", str(tmp_path), "--one-piece", "--format", "json", "--today", "2026-11-22", "--language", "en"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [(one["rule"], one["quote"]) for one in found if one["rule"].startswith("facts/")]


@pytest.mark.parametrize(
    ("one", "other", "rule", "quote"),
    [
        ("Für 1.299 €.", "Für 1.399 €.", "facts/price-mismatch", "1.399 €"),
        ("Mit 20 % Rabatt.", "Mit 25 % Rabatt.", "facts/price-mismatch", "25 %"),
        ("Bis 24.12.2026.", "Bis 23. Dezember 2026.", "facts/date-mismatch", "23. Dezember 2026"),
        ("Code LICHT20 eingeben.", "Code LICHT25 eingeben.", "facts/code-mismatch", "LICHT25"),
        ("Tel. 030 1234567", "Tel. +49 30 7654321", "facts/code-mismatch", "+49 30 7654321"),
        ("Ab 89 € zu haben.", "Für 89 € zu haben.", "facts/lost-qualifier", "89 €"),
        ("Bis zu 20 % sparen.", "20 % sparen.", "facts/lost-qualifier", "20 %"),
        ("Für 89 €*.\n\n* Zuzüglich Versand.", "Für 89 €.", "facts/lost-qualifier", "89 €"),
        ("20 % Rabatt auf alles*\n\n* Ausgenommen Bücher.", "20 % auf alles!", "facts/lost-qualifier", "20 %"),
        ("Bis 24.12.2026¹\n\n¹ Nur im Laden.", "Bis 24. Dezember.", "facts/lost-qualifier", "24. Dezember"),
    ],
)
def test_values_that_differ(
    one: str, other: str, rule: str, quote: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert facts(tmp_path, capsys, one, other) == [(rule, quote)]


@pytest.mark.parametrize(
    ("locale", "spellings"),
    [
        ("de", ("1.299 €", "EUR 1.299,00", "1299 Euro")),
        ("en", ("€1,299", "EUR 1,299.00", "€1,299.00")),
        ("de", ("24.12.2026", "24. Dezember 2026", "Donnerstag, 24.12.26")),
        ("en", ("December 24, 2026", "24 December 2026", "Dec 24, 2026")),
        ("de", ("20 %", "20%", "20 Prozent")),
        ("de", ("Tel. 030 1234567", "Tel. +49 30 1234567", "Tel. 0049 30 123 45 67")),
        ("de", ("Code LICHT20", "Gutscheincode: LICHT20", "Code „LICHT20“")),
        ("de", ("ab 89 €", "schon ab 89,00 Euro", "ab nur 89 EUR")),
        ("de", ("von 39 bis 59 €", "39–59 €", "39 € bis 59 €")),
        ("de", ("ab 89 €", "statt 89 €", "vorher 89 €")),
        ("de", ("Für 89 €*.\n\n* Zuzüglich Versand.", "Für 89 €* <small>* zuzüglich Versand</small>")),
        ("de", ("Für 89 €*.\n\n* Zuzüglich 4,90 € Versand.", "Für 89 € zuzüglich 4,90 € Versand.")),
        ("de", ("20 % für Kund*innen im 4*-Hotel", "20 % für alle Gäste", "20 % für Kundinnen")),
        ("de", ("30 € je m²", "30 € je Quadratmeter", "30 €")),
    ],
)
def test_equal_values_in_other_spellings(
    locale: str, spellings: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert facts(tmp_path, capsys, *spellings, locale=locale) == []


def test_links_with_the_same_words_lead_to_one_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = [
        f'<a href="https://lumora.example/{name}">Zu den Leuchten</a>' for name in ("abend", "abend?utm_id=1", "tag")
    ]
    assert facts(tmp_path, capsys, "Licht.", *links) == [("facts/link-mismatch", "https://lumora.example/tag")]


def test_files_that_nobody_calls_one_piece_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Für 89 €.", "utf-8")
    (tmp_path / "b.txt").write_text("Für 79 €.", "utf-8")
    main(["lint", str(tmp_path), "--format", "json"])
    assert not [one for one in json.loads(capsys.readouterr().out)["findings"] if one["rule"].startswith("facts/")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_safe_fixes_are_written_back(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the file's own encoding and line ends; pages and hidden files stay, and a second time nothing changes."""
    text = 'Das ist "gut" und  schön.\r\nHier - dort.\r\n'
    file = tmp_path / "a.md"
    file.write_bytes(text.encode(encoding))
    file.chmod(0o640)
    (tmp_path / "b.html").write_text('<p>Das ist "gut".</p>', "utf-8")
    assert main(["lint", str(tmp_path), "--fix", "--language", "en", "--format", "json"]) == 0
    assert file.read_bytes() == "Das ist „gut“ und schön.\r\nHier – dort.\r\n".encode(encoding)
    assert (file.stat().st_mode & 0o777, (tmp_path / "b.html").read_text("utf-8")) == (0o640, '<p>Das ist "gut".</p>')
    output = capsys.readouterr()
    assert output.err == f"{file.as_posix()}: mended 3.\n"
    assert {one["file"] for one in json.loads(output.out)["findings"]} == {(tmp_path / "b.html").as_posix()}
    before = file.stat().st_mtime_ns
    main(["lint", str(file), "--fix"])
    assert file.stat().st_mtime_ns == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "b.html"]
