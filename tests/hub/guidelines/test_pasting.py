"""Terms pasted from lists and spreadsheets: what comes in, what changes, what is wrong; nothing gets lost."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from brand.portable import read_guideline
from hub.guidelines.kinds import NoFiles
from hub.guidelines.models import Guideline
from hub.guidelines.paste_view import kinds
from hub.guidelines.pasting import Fate, paste
from hub.guidelines.writing import BARE, read_fields, write_source
from tests.hub.guidelines.test_admin import draft, url, write

KINDS = kinds()


def pasted(text, terms=(), **more):
    return paste(text, terms, kinds=KINDS, usual="banned", **more)


def said(found, *names):
    return [tuple(line.entry[name] for name in names) for line in found.lines if line.fate is not Fate.WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "word;kind;instead;note\nbillig;banned;günstig;Ramsch\nNordlicht;name",
        "billig;verboten;günstig;Ramsch\r\nNordlicht;name\r\n",
        "Wort\tArt\tStattdessen\tGrund\nbillig\tbanned\tgünstig\tRamsch\nNordlicht\tname\t\t",
        "instead,note,term,kind\ngünstig,Ramsch,billig,banned\n,,Nordlicht,name",
        "\ufeffkind;word;reason;instead\nbanned;billig;Ramsch;günstig\n\nname;Nordlicht;;\n",
    ],
)
def test_lists_and_tables_are_read(text):
    found = pasted(text)
    assert not found.of(Fate.WRONG)
    assert said(found, "word", "kind", "instead", "reason") == [
        ("billig", "banned", "günstig", "Ramsch"),
        ("Nordlicht", "name", "", ""),
    ]


def test_a_word_alone_is_enough_and_a_comma_is_a_comma():
    found = pasted("billig\nschnell, schnell\n", language="de")
    assert said(found, "word", "kind", "language") == [
        ("billig", "banned", "de"),
        ("schnell, schnell", "banned", "de"),
    ]


def test_two_columns_without_kinds_are_word_and_instead():
    assert said(pasted("billig;günstig\nDeal;Angebot"), "word", "instead") == [
        ("billig", "günstig"),
        ("Deal", "Angebot"),
    ]


def test_quotes_and_line_breaks_in_cells_are_the_spreadsheets():
    found = pasted('word\tnote\tforms\n"a\tb"\t"zwei\nZeilen"\tx|y, z\nc\t\t')
    assert said(found, "word", "reason", "forms") == [("a\tb", "zwei\nZeilen", "x\ny\nz"), ("c", "", "")]
    assert [line.number for line in found.lines] == [2, 4]


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("a;banned\n;banned", 2, "no word"),
        ("a;banned\nb;bannd", 2, "Did you mean “banned”"),
        ("a;banned\nA;banned", 2, "on line 1"),
        ("a;banned;;;;;;mehr", 1, "more columns"),
        ("a;banned;;;Deutsch", 1, "write de or en"),
        ("x" * 201, 1, "200"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, number, words):
    (line,) = pasted(text).of(Fate.WRONG)
    assert line.number == number
    assert words in line.problem.show()


def test_what_is_there_keeps_what_the_line_does_not_say():
    before = read_fields(
        BARE + "terms: [{banned: Billig, reason: Ramsch, forms: [x], sign: ®}, {name: B}]\n", NoFiles()
    )
    found = pasted("billig;;günstig\nb;name\nneu;name", before["terms"])
    assert [line.fate for line in found.lines] == [Fate.CHANGED, Fate.CHANGED, Fate.NEW]
    after = read_guideline(write_source("", before | {"terms": found.terms}, NoFiles())).terms
    assert [(term.word, term.kind.value, term.instead, term.reason, term.forms, term.sign) for term in after] == [
        ("billig", "banned", "günstig", "Ramsch", ("x",), "®"),
        ("b", "name", "", "", (), ""),
        ("neu", "name", "", "", (), ""),
    ]
    again = pasted("billig;;günstig\nb;name\nneu;name", found.terms)
    assert {line.fate for line in again.lines} == {Fate.SAME}


@given(st.text(max_size=200))
def test_no_line_is_lost_whatever_is_pasted(text):
    found = pasted(text)
    fine = [line for line in found.lines if line.fate is not Fate.WRONG]
    assert len(found.terms) == len(fine)
    read_guideline(write_source("", {**read_fields(BARE, NoFiles()), "terms": found.terms}, NoFiles()))


pytestmark = pytest.mark.django_db


def send(client, row, text, **more):
    return client.post(url("paste", row.pk), {"text": text, "usual": "banned", "language": "de", **more})


def test_one_looks_first_and_then_takes_in(manager, brand, row):
    page = send(manager, row, "billig;;günstig\n;x\n<b>;;\n").content.decode()
    assert "billigem" in page  # its forms are shown
    assert "There is no word." in page
    assert "&lt;b&gt;" in page
    assert not draft(brand).terms
    answer = send(manager, row, "billig;;günstig\n;x\n", take="1")
    assert answer.status_code == 200  # a line is left to be mended
    assert answer.context["form"].initial["text"] == ";x"
    assert [block.value["word"] for block in draft(brand).terms] == ["billig"]
    assert send(manager, row, "neu", take="1").status_code == 302
    assert [term.word for term in read_guideline(draft(brand).source).terms] == ["billig", "neu"]


def test_a_locked_guideline_takes_nothing(manager, brand, row, superuser):
    Guideline.objects.update(locked=True, locked_by=superuser)
    assert send(manager, row, "neu", take="1").status_code == 200
    assert not draft(brand).terms


def test_others_paste_nothing(signed_in, editor, other_manager, brand, row):
    assert send(signed_in(editor), row, "neu", take="1").status_code in (302, 403)
    assert send(signed_in(other_manager), row, "neu", take="1").status_code == 404
    assert not draft(brand).terms


def test_a_second_entry_for_a_word_stays(manager, brand, row):
    write(manager, row, BARE + "terms: [{banned: a}, {name: a, reason: zwei}]\n")
    send(manager, row, "a;;;drei", take="1")
    assert [(block.value["kind"], block.value["reason"]) for block in draft(brand).terms] == [
        ("banned", ""),
        ("name", "drei"),
    ]


def test_kinds_that_there_are_not_are_told_by_what_the_reader_calls_them():
    for language, known, other in (("de", "nicht bevorzugt", "not preferred"), ("en", "not preferred", "verboten")):
        with override(language):
            pasted = paste("lütt; quatsch; x; y", [], kinds=kinds(), usual="banned")
        (line,) = pasted.lines
        assert known in line.problem.show()
        assert other not in line.problem.show()
