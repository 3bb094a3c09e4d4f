"""Sentences and words: the gold set, then the traps one by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.language import sentence_at, sentences, words
from brand.language.words import spoken_words

GOLD = Path(__file__).parent / "gold"
# As measured on 2026-11-22 over the whole files: all 369 German and 273 English sentences after tuning. At
# the first try, on parts not tuned on by then: hard cases 51 of 57 German and 35 of 35 English, newsletter prose 41
# of 41, the traps at the end 69 of 77 German and 78 of 87 English. Of the 2,200 sentences of the clean corpus, 7 were
# wrong.
LEAST_ACCURACY = 0.98


def paragraphs(name: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for block in (GOLD / name).read_text(encoding="utf-8").split("\n\n"):
        text, spans = "", []
        for line in block.splitlines():
            if not line.strip() or line.startswith("##"):
                continue
            sentence = line.removesuffix("⏎").strip().replace("⏎", "\n")
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + ("\n" if line.endswith("⏎") else " ")
        if spans:
            yield text, spans


@pytest.mark.parametrize(
    ("name", "locale", "least"), [("sentences-de.txt", "de", 350), ("sentences-en.txt", "en", 260)]
)
def test_gold_sentences_are_found(name: str, locale: str, least: int) -> None:
    missed, total = [], 0
    for text, gold in paragraphs(name):
        found = {(span.start, span.end) for span in sentences(text, locale)}
        total += len(gold)
        missed += [text[start:end] for start, end in gold if (start, end) not in found]
    assert total >= least
    assert 1 - len(missed) / total >= LEAST_ACCURACY, missed


def test_nothing_splits_inside_gold_sentences_of_one() -> None:
    """One sentence alone is one sentence, whatever follows or does not follow it."""
    broken = []
    for name, locale in (("sentences-de.txt", "de"), ("sentences-en.txt", "en")):
        for text, gold in paragraphs(name):
            broken += [text[a:b] for a, b in gold if len(sentences(text[a:b], locale)) != 1]
    assert len(broken) <= 3, broken


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB.!? \n\t„“»«”()…5,z ü-*'🎉\u00a0"), max_size=60))
def test_spans_are_the_text_itself_in_order(text: str) -> None:
    position = 0
    for span in sentences(text):
        assert text[span.start : span.end] == span.text == span.text.strip()
        assert text[position : span.start].strip(" \n\t\u00a0•▪‣") == ""
        position = span.end
    assert text[position:].strip() == ""
    for word in words(text):
        assert text[word.start : word.end] == word.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 % p. a. Anträge nimmt die Bank an.", ["2 % p. a.", "Anträge nimmt die Bank an."]),
        ("Mit 3 % p. a. Zinsen sind Sie dabei.", ["Mit 3 % p. a. Zinsen sind Sie dabei."]),
        ("Dort leben 5 Mio. Menschen ist zu lesen.", ["Dort leben 5 Mio. Menschen ist zu lesen."]),
        ("Blau & Co. KG hat Platz.", ["Blau & Co. KG hat Platz."]),
        ("Auf Rang 7. Gespielt wurde lange.", ["Auf Rang 7.", "Gespielt wurde lange."]),
        ("Jedes 3. Gerät wird geprüft.", ["Jedes 3. Gerät wird geprüft."]),
        ("Am 7. Gedenktag wurde gefeiert.", ["Am 7. Gedenktag wurde gefeiert."]),
        ("Super!Jetzt bestellen.", ["Super!", "Jetzt bestellen."]),
        ("Gratis Versand • 30 Tage Rückgabe • Rat vom Fach", ["Gratis Versand", "30 Tage Rückgabe", "Rat vom Fach"]),
        ("Nur heute!* Morgen nicht.", ["Nur heute!*", "Morgen nicht."]),
        ("„Los!“, rief er. „Sofort!“", ["„Los!“, rief er.", "„Sofort!“"]),
        ("", []),
        (" \n ", []),
        ("...", ["..."]),
    ],
)
def test_marketing_habits(text: str, expected: list[str]) -> None:
    assert [span.text for span in sentences(text)] == expected


def test_locale_decides_about_ordinals() -> None:
    text = "We sold 12. Riders loved them."
    assert len(sentences(text, "en-US")) == 2
    assert len(sentences("Das ist der 12. Reifen heute.", "de-AT")) == 1


def test_sentence_at() -> None:
    text = "Eins. Zwei. Drei."
    found = sentence_at(text, 8)
    assert found is not None
    assert found.text == "Zwei."
    assert sentence_at("", 0) is None


@pytest.mark.parametrize(
    "word",
    [
        "Kund*innen", "Kund:innen", "Kund_innen", "Kund/-innen", "Kund/innen", "KundInnen", "jede:r",
        "Leser:innenbrief",
        "E-Mail", "Rad-Lust", "geht's", "don’t", "1.234,56", "24.12.2026", "18:30", "z.B.", "U.S.", "H&M", "5G",
        "50-Euro-Gutschein", "Stra\u00adße", "u\u0308ber", "https://rad.example/a?b=c", "www.rad.example",
        "hallo@rad.example", "rad-lust.de/aktion",
    ],
)  # fmt: skip
def test_stays_one_word(word: str) -> None:
    text = f"Das „{word}“ hier"
    assert [span.text for span in words(text)] == ["Das", word, "hier"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("und/oder", ["und", "oder"]),
        ("Betreff:Inhalt", ["Betreff", "Inhalt"]),
        ("*fett* und _kursiv_", ["fett", "und", "kursiv"]),
        ("(https://rad.example/a).", ["https://rad.example/a"]),
        ("9–17 Uhr", ["9", "17", "Uhr"]),
        ("Ende.Anfang", ["Ende", "Anfang"]),
    ],
)
def test_is_several_words(text: str, expected: list[str]) -> None:
    assert [span.text for span in words(text)] == expected


def test_spoken_words_leave_out_numbers_and_addresses() -> None:
    text = "Am 24.12. um 18:30 auf www.rad.example oder hallo@rad.example: 5G für alle"
    assert [span.text for span in spoken_words(text)] == ["Am", "um", "auf", "oder", "5G", "für", "alle"]
