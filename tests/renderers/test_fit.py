"""Words are made to fit at sentences and words, never inside what a reader sees as one thing."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from renderers.contract.artifact import LossKind
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.toolkit import fit
from renderers.toolkit.sentences import sentence_ends, split, word_ends

WHY = Message("It is full.")
TEXTS = st.lists(
    st.sampled_from(
        [
            *"abc ABC äß.!?,;:„“-\n",
            "z. B. ",
            "👨\u200d👩\u200d👧\u200d👦",
            "🇩🇪",
            "e\u0301",
            "1\ufe0f\u20e3",
            "سلام ",
            "שלום ",
            "\u2067",
            "\u2069",
        ]
    ),
    max_size=120,
).map("".join)
CLOSERS = "\u2069"


def limit(count):
    return lambda text: len(text) <= count


def bare(text):
    return "".join(regex.findall(r"[\p{L}\p{M}\p{N}\p{So}\u200d\u20e3]", text))


def test_sentences_know_german():
    text = (
        "Am 24. Dezember kostet es z. B. 1.234,56 € statt 2.000 €. Dr. Maier sagte: „Das geht nicht.“ Nein! Wirklich? "
        "Ja… Und im 3. Stock ist es bis 18 Uhr usw. offen. Das war 2026. Dann kam Nr. 5 an. Ein iPhone? 😀 Gut."
    )
    assert split(text, "de") == [
        "Am 24. Dezember kostet es z. B. 1.234,56 € statt 2.000 €.",
        "Dr. Maier sagte: „Das geht nicht.“",
        "Nein!",
        "Wirklich?",
        "Ja…",
        "Und im 3. Stock ist es bis 18 Uhr usw. offen.",
        "Das war 2026.",
        "Dann kam Nr. 5 an.",
        "Ein iPhone?",
        "😀 Gut.",
    ]


def test_sentences_know_english_lines_and_other_scripts():
    assert split("Open from 9 a.m. Monday. Mr. Smith paid $1.50. It was 12. Then he left.", "en") == [
        "Open from 9 a.m. Monday.",
        "Mr. Smith paid $1.50.",
        "It was 12.",
        "Then he left.",
    ]
    assert split("Ein Titel\nEin Satz. Noch einer", "de") == ["Ein Titel", "Ein Satz.", "Noch einer"]
    assert split("هل أنت هنا؟ نعم أنا هنا. حسنا", "ar") == ["هل أنت هنا؟", "نعم أنا هنا.", "حسنا"]
    assert split("今日は晴れ。明日は雨。", "ja") == ["今日は晴れ。", "明日は雨。"]


def test_words_that_belong_together_are_not_parted():
    text = "Am 24. Dezember z. B. ab 49 € bei Dr. Maier"
    pieces = [text[:end] for end in word_ends(text)]
    assert "Am 24. Dezember" in pieces
    assert "Am 24." not in pieces
    assert "Am 24. Dezember z." not in pieces
    assert "Am 24. Dezember z. B. ab 49 €" in pieces
    assert "Am 24. Dezember z. B. ab 49" not in pieces
    assert "Am 24. Dezember z. B. ab 49 € bei Dr." not in pieces


def test_cut_prefers_whole_sentences():
    text = "Der erste Satz. Der zweite Satz. Der dritte Satz."
    assert fit.cut(text, limit(40)) == ("Der erste Satz. Der zweite Satz.", "Der dritte Satz.")
    assert fit.cut(text, limit(400)) == (text, "")


def test_cut_falls_back_to_words_then_to_graphemes():
    text = "Eine lange, sehr lange Zeile ohne Punkt"
    assert fit.cut(text, limit(14)) == ("Eine lange\u00a0…", "sehr lange Zeile ohne Punkt")
    assert fit.cut(text, limit(14), language="en") == ("Eine lange…", "sehr lange Zeile ohne Punkt")
    assert fit.cut(text, limit(14), ellipsis="...") == ("Eine lange...", "sehr lange Zeile ohne Punkt")
    assert fit.cut("Donaudampfschiff", limit(6)) == ("Donau…", "dampfschiff")
    assert fit.cut(text, limit(14), words=False) == ("", text)
    assert fit.cut(text, limit(14), least=12) == ("", text)
    assert fit.cut(text, limit(0)) == ("", text)


def test_cut_keeps_families_flags_and_marks_whole():
    family = "👨\u200d👩\u200d👧\u200d👦"
    kept, lost = fit.cut(family * 5, limit(26))
    assert kept == family * 3 + "…"
    assert lost == family * 2


def test_cut_closes_open_direction_marks():
    kept, _ = fit.cut("Jetzt \u2067שלום עולם ועוד\u2069 mehr Worte", limit(16))
    assert kept.count("\u2067") == kept.count("\u2069") == 1


@given(TEXTS, st.integers(0, 130))
def test_cut_fits_and_loses_nothing(text, count):
    kept, lost = fit.cut(text, limit(count))
    assert len(kept) <= count
    assert bare(kept) + bare(lost) == bare(text)
    if lost:
        whole = kept.removesuffix("…").rstrip("\u00a0").rstrip(CLOSERS)
        boundaries = {0, *(match.end() for match in regex.finditer(r"\X", text.strip()))}
        assert len(whole) in boundaries


@given(TEXTS, st.sampled_from(["de", "en", "ar"]))
def test_sentence_ends_lose_nothing(text, language):
    ends = sentence_ends(text, language)
    assert ends == sorted(set(ends))
    assert not text.strip() or ends[-1] == len(text.rstrip())


def test_longest_takes_the_longest_that_fits():
    units = [
        fit.Unit(Place("short.0"), "kurz"),
        fit.Unit(Place("short.1"), "länger"),
        fit.Unit(Place("teaser"), "x" * 99),
    ]
    assert fit.longest(units, limit(10)) == units[1]
    assert fit.longest(units, limit(3)) is None


def test_flow_cuts_the_first_that_does_not_fit_and_drops_the_rest():
    units = [
        fit.Unit(Place("headline"), "Überschrift"),
        fit.Unit(Place("body.text", "a"), "Ein Satz hier. Ein zweiter Satz hier."),
        fit.Unit(Place("body.items.0", "b"), "Punkt", lead="• "),
        fit.Unit(
            Place("body.product", "c"),
            "Hut: 9 €",
            also=((Place("body.product", "c"), "Hut"), (Place("body.price", "c"), "9 €")),
        ),
    ]
    flow = fit.flow(units, limit(30), why=WHY)
    assert flow.text == "Überschrift\n\nEin Satz hier."
    assert [(loss.kind, loss.what, str(loss.source)) for loss in flow.losses] == [
        (LossKind.SHORTENED, "Ein zweiter Satz hier.", "body.text[a]"),
        (LossKind.DROPPED, "Punkt", "body.items.0[b]"),
        (LossKind.DROPPED, "Hut", "body.product[c]"),
        (LossKind.DROPPED, "9 €", "body.price[c]"),
    ]
    assert fit.flow(units, limit(300), why=WHY).losses == ()
    assert fit.flow(units, limit(300), why=WHY).text.endswith("• Punkt\n\nHut: 9 €")
    assert fit.flow(units, limit(8), why=WHY).text == "Überschr…"[:8] or fit.flow(
        units, limit(8), why=WHY
    ).text.endswith("…")


def test_an_article_asks_a_few_dozen_times():
    asked = 0

    def fits(text):
        nonlocal asked
        asked += 1
        return len(text) <= 2000

    units = [fit.Unit(Place("body.text", str(number)), "Ein Satz mit z. B. Wörtern. " * 40) for number in range(60)]
    assert len(fit.flow(units, fits, why=WHY).losses) > 50
    assert asked < 60
