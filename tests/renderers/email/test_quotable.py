"""Quoted-printable: readers get what was written, lines are short, and pieces can be joined."""

import quopri
from binascii import b2a_qp

from hypothesis import example, given
from hypothesis import strategies as st

from renderers.channels.email.quotable import all_quoted, joined, quoted

WORDS = (b"a", b"=", b" ", b"\t", b".", b"\n", b"\xff", "Käse".encode(), b"x" * 70, b"y" * 20)
PIECES = st.lists(st.lists(st.sampled_from(WORDS)).map(b"".join), max_size=4).map(lambda pieces: [*pieces, b"end"])


@given(PIECES)
@example([b"x" * 74 + b" \nend"])
@example(["ä".encode() + b"x" * 70 + b"\t\nend"])
@example([b"x" * 75, b"=", b"\n", b"."])
def test_arrives_as_it_was_in_short_lines(pieces: list[bytes]) -> None:
    written = joined(map(quoted, pieces))
    assert quopri.decodestring(written) == b"".join(pieces).replace(b"\n", b"\r\n")
    lines = written.split(b"\r\n")
    assert all(len(line) <= 76 and not line.endswith((b" ", b"\t")) for line in lines)
    assert b"\n" not in b"".join(lines)


@given(PIECES)
@example([b"x" * 76 + b"\n" + b"y" * 77 + b"\n"])
@example([b"x" * 73 + b"=\n", b"x" * 72 + b"=D\n"])
@example([b"a\n.\nb", b"."])
def test_the_quick_ways_write_what_the_encoder_does(pieces: list[bytes]) -> None:
    for piece in pieces:
        if b" \n" not in piece and b"\t\n" not in piece:  # there it makes lines too long
            assert quoted(piece) == b2a_qp(piece + b"x")[:-1].replace(b"\n", b"\r\n")
    assert list(all_quoted(tuple(pieces))) == list(map(quoted, pieces))


def test_breaks_of_either_kind_become_the_mails() -> None:
    assert quoted(b"one\ntwo\r\nthree") == b"one\r\ntwo\r\nthree"


def test_no_character_is_cut_in_two() -> None:
    for before in range(70, 78):
        lines = quoted(b"x" * before + b"=" * 40).split(b"=\r\n")
        assert all(line.removeprefix(b"x" * before).replace(b"=3D", b"").strip(b"x") == b"" for line in lines)
