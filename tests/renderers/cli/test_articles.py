"""Long prose that nobody prepared, with a title and nothing else. At full size, on German books: `make soak`."""

import random

import pytest

from renderers.contract.artifact import Artifact, Part
from tests.soak import articles


@pytest.fixture(scope="module")
def book():
    """The corpus's article, its sentences shuffled."""
    return articles._shuffled(random.Random(4))


@pytest.mark.parametrize("words", [500, 2500, 8000])
def test_every_channel_takes_it_and_nothing_is_lost_in_silence(book, words, tmp_path):
    assert articles.broken(book.article(words, random.Random(words)), tmp_path) == []


def test_words_too_long_for_any_line(tmp_path):
    word = "Donaudampfschifffahrtsgesellschaftskapitänspatent"
    article = f"# {word * 2}\n\n{word * 4} steht hier, dann ein Satz.\n\nhttps://example.com/{'x' * 300}\n"
    assert articles.broken(article, tmp_path) == []


def test_signs_that_mean_something_in_markdown_or_html(tmp_path):
    article = "# 24. Dezember & *Rest*\n\n" + "\n\n".join(
        [
            "1. Mai ist frei.",
            "#kein Titel",
            "5 * 3 < 20 > 2 & <b>x</b> [1]: Siehe",
            "{eins} $x$ \\ ~ ^ | @",
            "- nur eins",
        ]
        * 6
    )
    assert articles.broken(article, tmp_path) == []


def test_the_checks_notice_what_they_are_for():
    long = Artifact((Part("message.txt", "text/plain", b"x" * 200), Part("text.txt", "text/plain", b"y" * 300)))
    assert articles._own("sms/message", long) == ["2 messages"]
    assert articles._own("social/x-post", long) == ["300 weighted characters"]
