"""What is prose and what is not: addresses, tags, hashtags and code are masked without moving a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand import samples
from brand.prose import BRAND_VOICE, masked, passages, protected
from brand.rule import Good
from brand.subject import OBJECT, RunKind


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Mehr auf https://lumora.example/a,b?x=1.", "https://lumora.example/a,b?x=1"),
        ("Schreib an post.amt@lumora.example!", "post.amt@lumora.example"),
        ("Siehe www.lumora.example/hilfe, dort.", "www.lumora.example/hilfe"),
        ("Siehe lumora.de/hilfe.", "lumora.de/hilfe"),
        ("Hallo {{ contact.first_name | default: “du” }}, hier.", "{{ contact.first_name | default: “du” }}"),
        ("Hallo *|FNAME|*, hier.", "*|FNAME|*"),
        ("Hallo %%=v(@name)=%%, hier.", "%%=v(@name)=%%"),
        ("Das ist #SlowEvening am Abend.", "#SlowEvening"),
        ("Dank an @lumora_shop für das Bild.", "@lumora_shop"),
        ("In bericht_2026.pdf steht es.", "bericht_2026.pdf"),
        ("Schreib `git push` hier.", "`git push`"),
    ],
)
def test_what_is_no_prose_is_masked(text: str, hidden: str):
    start = text.index(hidden)
    assert (start, start + len(hidden)) in protected(text)
    assert masked(text) == text.replace(hidden, OBJECT * len(hidden))


@pytest.mark.parametrize(
    "text",
    ["Ende.Neuer Satz.", "Kund*innen und z.B. das, 3*4 % und {das}.", "Nr. #1 von 10", "50% OFF 20% MORE", "Seite 3/4"],
)
def test_prose_stays(text: str):
    assert masked(text) == text


@given(st.text(max_size=300))
def test_masking_never_moves_a_character(text: str):
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert all(after in (before, OBJECT) for before, after in zip(text, hidden, strict=True))


def test_passages_are_chosen_by_kind_and_language():
    subject = samples.subject_of(Good("Licht für alle Abende.\n\n#LumoraBerlin #Licht", "de", "social"))
    assert [passage.run.kind for passage in passages(subject)] == [RunKind.PARAGRAPH]
    assert list(passages(subject, languages=("en",))) == []
    assert RunKind.LEGAL not in BRAND_VOICE
    assert RunKind.QUOTE not in BRAND_VOICE
