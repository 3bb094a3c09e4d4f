"""What is worked out about a text is worked out once, for as long as the text is among the latest."""

from collections.abc import Iterator

import pytest

from brand.language import remembering
from brand.language.remembering import CHARACTERS, SETTLED, forget_all, remembered, settling


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget_all()
    yield
    forget_all()


class Counting:
    """A function that counts its calls."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def __call__(self, text: str, locale: str = "de") -> int:
        self.asked.append((text[:1], locale))
        return len(text)


def test_each_text_and_argument_is_asked_once() -> None:
    work = Counting()
    length = remembered(work)
    assert [length("a"), length("a"), length("b", "en"), length("b", "en"), length("b", locale="en")] == [1] * 5
    assert work.asked == [("a", "de"), ("b", "en"), ("b", "en")]  # by name it is another question
    assert length("b", "de") == 1
    assert len(work.asked) == 4


def test_functions_of_the_same_text_do_not_know_of_each_other() -> None:
    upper, lower = remembered(str.upper), remembered(str.lower)
    assert [upper("Ä"), lower("Ä"), upper("Ä")] == ["Ä", "ä", "Ä"]


def test_nothing_as_a_result_is_remembered() -> None:
    asked: list[str] = []
    none = remembered(asked.append)
    assert [none("a"), none("a")] == [None, None]
    assert asked == ["a"]


def test_the_oldest_texts_are_forgotten() -> None:
    work = Counting()
    length = remembered(work)
    third = CHARACTERS // 3
    for sign in "abcd":
        length(sign * third)
    length("d" * third)
    assert [sign for sign, _ in work.asked] == ["a", "b", "c", "d"]
    length("a" * third)
    assert [sign for sign, _ in work.asked] == ["a", "b", "c", "d", "a"]


def test_a_text_larger_than_everything_is_answered_all_the_same() -> None:
    length = remembered(Counting())
    assert length("x" * (CHARACTERS + 1)) == CHARACTERS + 1
    assert length("y") == 1


def test_when_work_begins_the_latest_texts_stay() -> None:
    work = Counting()
    length = remembered(work)
    half = SETTLED // 2
    for sign in "abc":
        length(sign * half)
    assert settling(lambda: [length(sign * half) for sign in "cba"])() == [half] * 3
    assert [sign for sign, _ in work.asked] == ["a", "b", "c", "a"]


def test_work_that_is_under_way_keeps_its_texts() -> None:
    work = Counting()
    length = remembered(work)

    @settling
    def outer() -> None:
        for sign in "abcdef":
            length(sign * SETTLED)
        inner()
        length("a" * SETTLED)

    @settling
    def inner() -> None:
        length("a" * SETTLED)

    outer()
    assert len(work.asked) == 6
    inner()
    assert len(work.asked) == 7


def test_work_that_fails_has_ended() -> None:
    length = remembered(Counting())

    @settling
    def fail() -> None:
        length("a" * 2 * SETTLED)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            fail()
    settling(lambda: None)()
    assert not remembering._book
