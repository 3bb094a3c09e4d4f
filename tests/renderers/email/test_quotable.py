"""Quoted-printable: readers get what was written, lines are short, and joining pieces changes nothing."""

import quopri
from binascii import b2a_qp

from hypothesis import example, given
from hypothesis import strategies as st

from renderers.channels.email.quotable import quoted, wrapped

PIECES = st.lists(
    st.lists(
        st.sampled_from([b"a", b"=", b" ", b"\t", b".", b"\n", b"\r\n", b"\xff", "Käse".encode(), b"x" * 70, b"y" * 20])
    ).map(b"".join),
    min_size=1,
    max_size=4,
)


@given(PIECES)
@example([b"x" * 74, b" \n"])
@example([b"x" * 75, b"\n", b"."])
def test_arrives_as_it_was_in_short_lines(pieces: list[bytes]) -> None:
    written = wrapped(b"".join(map(quoted, pieces)))
    assert quopri.decodestring(written) == b"".join(pieces).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    lines = written.split(b"\r\n")
    assert all(len(line) <= 76 and line != b"." and not line.endswith((b" ", b"\t")) for line in lines)
    assert b"\n" not in b"".join(lines)


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P")) | st.sampled_from("=äß…"), max_size=400))
def test_writes_what_binascii_writes(text: str) -> None:
    data = f"<p>{text}</p>\n<p>{text[::-1]}</p>".encode()
    assert wrapped(quoted(data)) == b2a_qp(b"\r\n" + data.replace(b"\n", b"\r\n"))[2:]
