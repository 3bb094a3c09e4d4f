"""Sie, du or ihr: the rows of the ambiguous table, marketing prose, and the four steps of the verdict."""

import pytest

from brand.language.address import AddressBreach, Side, evidence, judge

SIE, DU, IHR = Side.SIE, Side.DU, Side.IHR


def graded(text: str, **options: bool) -> list[str]:
    return [f"{item.strength} {item.side}: {item.quote}" for item in evidence(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the ambiguous cases of RULES.md, row by row
        ("Entdecken Sie unsere neue Kollektion!", ["strong sie: Entdecken Sie"]),
        ("Haben Sie Fragen?", ["strong sie: Haben Sie"]),
        ("Wir freuen uns auf Sie.", ["strong sie: Sie"]),
        ("Hast du Fragen?", ["strong du: Hast", "strong du: du"]),
        ("Hol dir dein Angebot.", ["weak du: Hol", "strong du: dir", "strong du: dein"]),
        ("Lass Dich inspirieren.", ["weak du: Lass", "strong du: Dich"]),
        ("Entdecke unsere neue Kollektion!", ["weak du: Entdecke"]),
        ("Die Taschen sind da. Sie sind aus Leder.", ["weak sie: Sie sind"]),
        ("Sie haben Fragen? Wir helfen.", ["weak sie: Sie haben"]),
        ("Ihre Farben leuchten.", ["weak sie: Ihre"]),
        ("Maria liebt ihr neues Rad. Ihr Rad ist rot.", ["weak sie: Ihr"]),
        ("Sie ist unsere beste Läuferin.", []),
        ("Jetzt sparen!", []),
        ("Ihr könnt jetzt sparen.", ["strong ihr: Ihr könnt"]),
        ("Für dich und Ihre Familie.", ["strong du: dich", "strong sie: Ihre"]),
        ("Die Kundin sagt, dass Sie zufrieden ist.", ["strong sie: Sie"]),  # known gap
        # decided: can mean *them*, so weak
        ("Ihnen gefällt, was Sie sehen?", ["weak sie: Ihnen", "strong sie: Sie"]),
    ],
)
def test_ambiguous_cases(text: str, expected: list[str]) -> None:
    assert graded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # starts of sentences, where a capital proves nothing
        ("Unser Tipp: Sie sparen doppelt.", ["weak sie: Sie sparen"]),
        ("Schnell (Sie wissen schon) und leise.", ["weak sie: Sie wissen"]),
        ("• Ihre Vorteile", ["weak sie: Ihre"]),
        ("Neu\nIhre Vorteile", ["weak sie: Ihre"]),
        ("Hallo 👋 Ihre Tasche wartet", ["weak sie: Ihre"]),
        ("Liebe Frau Amsel, Ihre Tasche wartet.", ["strong sie: Ihre"]),
        ("Sie bekommt am Sonntag neue Farben.", []),
        ("Sie jetzt zu sehen, tut gut.", ["weak sie: Sie jetzt zu sehen"]),  # may be *her*: weak is right
        ("Sie selbst haben es in der Hand.", ["weak sie: Sie selbst haben"]),
        ("Sie und alle anderen Gäste können sparen.", []),  # five words away: too far
        ("Sie sammeln Punkte.", ["weak sie: Sie sammeln"]),
        ("Keiner liest. – Sie lesen immerzu.", ["weak sie: Sie lesen"]),  # a dialogue
        ("Das Beste – Sie sparen.", ["strong sie: Sie"]),
        ("Der Band, dessen Titel „Licht“ Sie kennen.", ["strong sie: Sie"]),
        ("Er heißt: „Licht.“ Sie kennen ihn.", ["weak sie: Sie kennen"]),
        ("„Sie sparen.“", []),
        # infinitive and Sie hold over a line break
        ("Entdecken\nSie mehr.", ["strong sie: Entdecken\nSie"]),
        ("Seien Sie dabei!", ["strong sie: Seien Sie"]),
        ("ENTDECKEN SIE MEHR", ["strong sie: ENTDECKEN SIE"]),
        ("IHRE VORTEILE", ["weak sie: IHRE"]),
        # imperatives at the start of a clause
        ("Jetzt bestelle ich mir ein Rad.", []),
        ("Bestelle jetzt.", ["weak du: Bestelle"]),
        ("Klick auf den Link und spare 20 %.", ["weak du: spare"]),
        ("20 % sparen – folge uns!", ["weak du: folge"]),
        ("Wir lade nichts.", []),
        ("Die Suche läuft.", []),
        ("Suche nach Rädern", ["weak du: Suche"]),
        ("bitte melde dich", ["weak du: melde", "strong du: dich"]),
        # second person verbs alone
        ("Brauchst Hilfe? Sparst Geld!", ["strong du: Brauchst", "strong du: Sparst"]),
        ("Wenn DU willst", ["strong du: DU", "strong du: willst"]),
        ("Mehr davon, wenn du's magst.", ["strong du: du's", "strong du: magst"]),
        ("De\u00adine Tasche", ["strong du: De\u00adine"]),
        # what is not du
        ("Cirque du Soleil in der Stadt", []),
        ("Wir bieten das Du-Prinzip an.", []),
        ("Mehr auf dubistdran.de und #dubistdran", []),
        # plural du
        ("Habt ihr Lust auf euch?", ["strong ihr: Habt ihr", "strong ihr: euch"]),
        ("Holt eure Karten!", ["weak ihr: Holt", "strong ihr: eure"]),
        ("Wenn ihr wollt, kommt vorbei.", ["strong ihr: ihr wollt"]),
        ("Ihr spart 20 %.", ["strong ihr: Ihr spart"]),
        ("Was ihr bekommt: Ruhe.", ["weak ihr: ihr bekommt"]),
        ("Entdeckt unsere Räder!", ["weak ihr: Entdeckt"]),
        # what is not plural du
        ("Ihr perfekt sitzendes Hemd", ["weak sie: Ihr"]),
        ("Ihr intelligent vernetztes Zuhause", ["weak sie: Ihr"]),
        ("Ihr gefällt das neue Rad.", ["weak sie: Ihr"]),
        ("Wir geben ihr jetzt ein Rad.", []),
        ("Wir denken an Ihr Wohl.", ["strong sie: Ihr"]),
        ("Spart er Geld?", []),
    ],
)  # fmt: skip
def test_marketing_prose(text: str, expected: list[str]) -> None:
    assert graded(text) == expected


DU_COPY = """Frühling auf zwei Rädern
Du hast den Winter überstanden, dein Rad auch? Dann komm vorbei: Wir prüfen Bremsen, Licht und Kette, während du
einen Kaffee trinkst. Bring einfach deinen Gutschein mit und spare 20 %. Wir freuen uns auf dich!"""
SIE_COPY = """Frühling auf zwei Rädern
Sie haben den Winter überstanden, Ihr Rad auch? Dann kommen Sie vorbei: Wir prüfen Bremsen, Licht und Kette, während
Sie einen Kaffee trinken. Bringen Sie einfach Ihren Gutschein mit und sparen Sie 20 %. Wir freuen uns auf Sie!"""
IHR_COPY = """Frühling auf zwei Rädern
Ihr habt den Winter überstanden, eure Räder auch? Dann kommt vorbei: Wir prüfen Bremsen, Licht und Kette, während
ihr einen Kaffee trinkt. Bringt einfach euren Gutschein mit und spart 20 %. Wir freuen uns auf euch!"""
NEUTRAL_COPY = """Frühling auf zwei Rädern
Die neue Kollektion ist da. Anna hat ihr Rad schon geholt, sie ist begeistert: Die Schaltung und ihre Übersetzung sind
neu. Der Mechaniker sagt ihr, was zu tun ist. Jetzt Termin buchen und 20 % sparen. Alle sind herzlich willkommen!"""


@pytest.mark.parametrize(("text", "side"), [(DU_COPY, DU), (SIE_COPY, SIE), (IHR_COPY, IHR)])
def test_copy_speaks_to_one_side(text: str, side: Side) -> None:
    found = evidence(text)
    assert {item.side for item in found} == {side}
    assert sum(item.strong for item in found) >= 4
    assert judge(found, side) == ()
    for other in set(Side) - {side}:
        (verdict,) = judge(found, other)
        assert (verdict.breach, verdict.certain, verdict.sides) == (AddressBreach.WRONG_FORM, True, (side,))
        assert verdict.evidence == found


def test_neutral_copy_is_nobodys() -> None:
    assert evidence(NEUTRAL_COPY) == ()


def test_evidence_quotes_its_place() -> None:
    for text in (DU_COPY, SIE_COPY, IHR_COPY):
        for item in evidence(text):
            assert text[item.start : item.end] == item.quote


@pytest.mark.parametrize("quote", ["„{}“", "»{}«", "“{}”", "«{}»", '"{}"', "‚{}‘", "„{}”"])
def test_quoted_speech_is_left_out(quote: str) -> None:
    text = f"Anna sagt: {quote.format('Du wirst dein Rad lieben!')} Probieren Sie es aus."
    assert graded(text) == ["strong sie: Probieren Sie"]
    assert len(evidence(text, include_quoted=True)) == 4


def test_an_unclosed_quote_hides_nothing() -> None:
    assert graded("Er sagt: „Nimm dein Rad\n\nUnd du? “") == ["weak du: Nimm", "strong du: dein", "strong du: du"]


def test_a_run_inside_a_sentence() -> None:
    assert graded("Ihre Vorteile", sentence_initial=False) == ["strong sie: Ihre"]
    assert graded("entdecke mehr", sentence_initial=False) == []


def test_english_has_no_forms_of_address() -> None:
    assert evidence("Du Pont says: Sie Ihre dein", locale="en-GB") == ()


def verdicts(text: str, wanted: Side | str | None = None) -> list[tuple[str, bool]]:
    return [(verdict.breach.value, verdict.certain) for verdict in judge(evidence(text), wanted)]


class TestVerdict:
    def test_step_1_strong_and_unwanted_is_a_failure(self) -> None:
        assert verdicts("Wir freuen uns auf Sie.", "du") == [("wrong-form", True)]
        assert verdicts("Wir freuen uns auf dich.", "sie") == [("wrong-form", True)]
        assert verdicts("Wir freuen uns auf euch.", "sie") == [("wrong-form", True)]

    def test_step_2_strong_on_both_sides_is_a_mix(self) -> None:
        assert verdicts("Für dich und Ihre Familie.") == [("mixed", True)]
        (wrong, mixed) = judge(evidence("Für dich und Ihre Familie."), DU)
        assert [item.quote for item in wrong.evidence] == ["Ihre"]
        assert mixed.sides == (DU, SIE)
        assert [item.quote for item in mixed.evidence] == ["dich", "Ihre"]

    def test_step_3_one_weak_word_proves_nothing(self) -> None:
        assert verdicts("Ihre Farben leuchten.", "du") == []
        assert verdicts("Dein Rad. Ihre Farben leuchten.", "du") == []

    def test_step_3_weak_words_count_beside_strong_ones(self) -> None:
        (verdict,) = judge(evidence("Ihre Farben? Wir freuen uns auf Sie."), "du")
        assert [item.strong for item in verdict.evidence] == [False, True]

    @pytest.mark.parametrize(
        "text",
        [
            "Unsere Stiefel sind zurück. Sie sind aus Leder. Ihre Sohle lässt sich wechseln.",
            "Manchmal siehst du kleine Narben. Sie gehören dazu. Sie bleiben.",
            "Hinter ihm lacht seine Frau Änne. Ihr Korb ist voll. Sie haben ihn gemeinsam gepackt.",
            "Rosmarin hält viel aus, Zitronen nicht. Sie wollen es hell. Ihre Blätter fallen sonst.",
            "Bitte nicht füttern, auch wenn sie gucken. Sie können überzeugend gucken. Ihr Blick ist treu.",
        ],
    )
    def test_step_3_what_the_sentence_before_explains_is_not_counted(self, text: str) -> None:
        assert any(item.side is SIE for item in evidence(text))
        assert verdicts(text, "du") == []

    @pytest.mark.parametrize(
        "text",
        [
            "Unsere Stiefel sind zurück. Sie sparen 20 %. Ihre Bestellung kommt morgen.",
            "Hol die Leuchten ins Haus. Sie haben Fragen? Ihr Team hilft.",
            "Neue Taschen sind da\nSie sind herzlich eingeladen. Ihre Anmeldung genügt.",
        ],
    )
    def test_step_3_what_readers_do_and_own_is_never_explained(self, text: str) -> None:
        assert ("wrong-form", False) in verdicts(text, "du")

    def test_step_3_a_long_piece_needs_more_weak_words(self) -> None:
        drift = "Schau her. Sie heißen Anlage N. Leg los. Sie merken sich den Weg."
        assert ("wrong-form", False) in verdicts(f"Du hast Zeit. {drift}", "du")
        assert verdicts(f"{'Du hast Zeit. ' * 12}{drift}", "du") == []

    def test_step_4_weak_words_alone_ask_for_a_person(self) -> None:
        assert verdicts("Entdecke mehr. Spare jetzt.", "sie") == [("wrong-form", False)]
        found = verdicts("Ihre Farben leuchten. Sie sparen Strom. Dein Rad.", "du")
        assert found == [("wrong-form", False), ("mixed", False)]

    def test_du_and_ihr_together_ask_for_a_person(self) -> None:
        assert verdicts("Holt euch mehr. Für dich.") == [("mixed", False)]
        assert judge(evidence("Holt euch mehr. Für dich."), {DU, IHR}) == ()
        found = judge(evidence("Holt euch mehr. Für dich. Für Sie."), {DU, IHR})
        assert [verdict.sides for verdict in found] == [(SIE,), (DU, SIE, IHR)]

    def test_nothing_wanted_nothing_wrong(self) -> None:
        assert judge((), "du") == judge((), None) == ()
        assert judge(evidence("Wir freuen uns auf Sie.")) == ()

    def test_an_unknown_form_is_refused(self) -> None:
        with pytest.raises(ValueError, match="thou"):
            judge((), "thou")
