"""Guidelines as files: out and in again gives the same digest; what is wrong is named with line and column."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brand.errors import GuidelineError
from brand.finding import Severity
from brand.guideline import (
    Address,
    Claim,
    ColorPair,
    Compound,
    Deprecated,
    Example,
    Guideline,
    Setting,
    Term,
    TermKind,
    Voice,
)
from brand.language.gender import GenderStyle
from brand.mailclients import clients
from brand.pattern import Pattern, Scope
from brand.portable import read_guideline, read_guideline_file, write_guideline
from brand.samples import GUIDELINE
from renderers.contract.document import AssetRef, Rights
from renderers.contract.tokens import SHIPPED_FIELDS, Color, Field, Font, LegalLine, Logo, Sender, Tokens

FILES = {f"file {number}".encode(): number for number in range(3)}
words = st.text(max_size=20)
names = st.text(min_size=1, max_size=12)
many_words = st.lists(words, max_size=3).map(tuple)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
numbers = st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 3))
pairs = st.dictionaries(words, words, max_size=2).map(lambda items: tuple(items.items()))
localized = words.map(lambda text: (("", text),)) | st.dictionaries(
    st.sampled_from(["de", "en", "de-AT"]), words, min_size=1
).map(lambda texts: tuple(sorted(texts.items())))


def unique(strategy: st.SearchStrategy, key: str) -> st.SearchStrategy:  # type: ignore[type-arg]
    return st.lists(strategy, max_size=3, unique_by=lambda value: getattr(value, key)).map(tuple)


assets = st.builds(
    lambda data, media_type, alt, focal, size, credit, rights: AssetRef(
        id="anywhere",
        sha256=hashlib.sha256(data).hexdigest(),
        alt=alt,
        focal=focal,
        width=size,
        height=size,
        credit=credit,
        media_type=media_type,
        rights=rights,
    ),
    st.sampled_from(sorted(FILES)),
    st.sampled_from(["image/svg+xml", "image/png", "application/pdf", "font/ttf", "application/octet-stream", "x/y"]),
    words,
    st.sampled_from([(0.5, 0.5), (0.25, 0.75)]),
    st.integers(0, 500),
    words,
    st.sampled_from(
        [
            Rights(),
            Rights(cleared=False),
            Rights("CC", None, datetime(2027, 1, 1, tzinfo=UTC), ("DE",), ("email",), "ja", cleared=False),
        ]
    ),
)
tokens = st.builds(
    Tokens,
    brand=st.just("b"),
    colors=unique(
        st.builds(
            Color,
            names,
            st.from_regex("#[0-9a-f]{6}", fullmatch=True),
            cmyk=st.none() | st.tuples(numbers, numbers, numbers, numbers),
            spot=words,
            roles=many_words,
        ),
        "name",
    ),
    typography=unique(
        st.builds(
            Font,
            names,
            names,
            stack=many_words,
            weights=st.lists(st.integers(100, 900), max_size=3).map(tuple),
            files=st.lists(assets, max_size=2).map(tuple),
        ),
        "role",
    ),
    logos=st.lists(
        st.builds(
            Logo,
            names,
            on=st.sampled_from(["light", "dark"]),
            svg=st.none() | assets,
            png=st.none() | assets,
            min_width_mm=numbers,
            min_width_px=st.integers(0, 500),
        ),
        max_size=2,
    ).map(tuple),
    legal=st.lists(st.builds(LegalLine, words, localized, channels=many_words, triggers=many_words), max_size=2).map(
        tuple
    ),
    sender=st.builds(Sender, name=words, company=words, address=many_words, phone=words, handles=pairs),
    fields=st.just(SHIPPED_FIELDS)
    | unique(
        st.builds(Field, names, type=names, max_length=st.integers(0, 99), sample=words, label=words, names=pairs),
        "name",
    ),
)
voices = st.builds(
    Voice,
    address=st.sampled_from(Address),
    address_in=st.dictionaries(names, st.sampled_from(Address), max_size=2).map(lambda items: tuple(items.items())),
    du_capital=st.none() | st.booleans(),
    gender=st.sampled_from(GenderStyle),
    reading=st.none() | st.tuples(st.integers(0, 50), st.integers(50, 100)),
    sentence_words=st.none() | st.integers(0, 99),
    exclamations=st.none() | st.integers(0, 9),
    emoji=st.none() | st.integers(0, 9),
    emoji_set=many_words,
)


def _told(guideline):
    """With what may be said of every logo and limit."""
    space = tuple((0.5, 0.0, 1.25)[number % 3] for number, _ in enumerate(guideline.tokens.logos))
    reasons = tuple(("", "Ändert sich nicht.")[number % 2] for number, _ in enumerate(guideline.limits))
    told = {"clear_space": space, "limit_reasons": reasons if any(reasons) else ()}
    return replace(guideline, **told) if len(guideline.hosts) % 2 else guideline


guidelines = st.builds(
    Guideline,
    brand=st.just("b"),
    tokens=tokens,
    voice=voices,
    terms=st.lists(
        st.builds(
            Term,
            words,
            st.sampled_from(TermKind),
            instead=words,
            reason=words,
            forms=many_words,
            exceptions=many_words,
            language=st.sampled_from(["", "de", "no"]),
            compound=st.sampled_from(Compound),
            case_sensitive=st.booleans(),
            retired_at=st.none() | days,
        ),
        max_size=3,
    ).map(tuple),
    patterns=unique(
        st.builds(
            Pattern,
            id=st.from_regex("[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True),
            pattern=st.sampled_from(["Preis", r"\\d+ Uhr", "[äöü]x", "a|b", "'\"#: "]),
            message=localized.map(lambda texts: tuple(one for one in texts if one[1])),
            severity=st.sampled_from(Severity),
            locale=st.sampled_from(["", "de", "no"]),
            scope=st.sampled_from(Scope),
            words=st.booleans(),
            exceptions=st.lists(st.sampled_from(["Preis", "x.y"]), max_size=2).map(tuple),
            replacement=st.none() | words,
            least=st.none() | st.integers(0, 9),
            source=words,
        ),
        "id",
    ),
    claims=unique(st.builds(Claim, names, localized, evidence=words, expires=st.none() | days), "name"),
    pairs=st.lists(st.builds(ColorPair, words, words, st.booleans()), max_size=2).map(tuple),
    settings=st.lists(
        st.builds(
            Setting,
            st.just("terms/banned-word"),
            enabled=st.booleans(),
            severity=st.none() | st.sampled_from(Severity),
            options=st.dictionaries(names, words | st.integers() | numbers | st.booleans(), max_size=3).map(
                lambda items: tuple(items.items())
            ),
            channel=words,
            locale=words,
        ),
        max_size=2,
    ).map(tuple),
    examples=st.lists(
        st.builds(Example, words, st.booleans(), rules=many_words, locale=st.sampled_from(["de", "en"]), channel=words),
        max_size=2,
    ).map(tuple),
    hosts=many_words,
    utm=pairs,
    limits=st.lists(st.tuples(words, words, numbers), max_size=2).map(tuple),
    clients=st.dictionaries(st.sampled_from(sorted(clients())), st.floats(0, 50), max_size=2).map(
        lambda shares: tuple((client, round(share, 2)) for client, share in shares.items())
    ),
    deprecated=st.lists(st.builds(Deprecated, words, st.sampled_from(["", "#1d4ed9"]), words, words), max_size=2).map(
        tuple
    ),
    locales=st.lists(words, min_size=1, max_size=2).map(tuple),
    launch_mode=st.booleans(),
    version=words,
).map(_told)


def load_from(guideline: Guideline):  # type: ignore[no-untyped-def]
    files = {one.path: one.asset.sha256 for one in write_guideline(guideline).files}
    bytes_of = {hashlib.sha256(data).hexdigest(): data for data in FILES}
    return lambda path: bytes_of[files[path]]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(guidelines)
def test_out_and_in_again_gives_the_same_digest(guideline: Guideline) -> None:
    text = write_guideline(guideline).text
    again = read_guideline(text, load=load_from(guideline))
    assert again.digest == guideline.digest
    assert again.version == guideline.version
    assert write_guideline(again).text == text


def test_the_sample_guideline_goes_out_and_in() -> None:
    assert read_guideline(write_guideline(GUIDELINE).text) == GUIDELINE


def test_the_digest_leaves_labels_out() -> None:
    asset = AssetRef("here", "0" * 64)
    one = Guideline(version="1", tokens=Tokens(version="1", logos=(Logo("l", png=asset),)))
    other = Guideline(version="2", tokens=Tokens(version="2", logos=(Logo("l", png=AssetRef("there", "0" * 64)),)))
    assert one.digest == other.digest
    assert one.digest != Guideline(launch_mode=True, tokens=one.tokens).digest


HUMAN = """
schema: guideline/1
brand: flusslicht
locales: [de, en]
colors:
  tiefblau: {srgb: "#0B2545", cmyk: [100, 70, 10, 40], roles: [primary, text]}
  weiss: "#ffffff"
typography:
  body: Source Sans 3
logos:
  - {name: Flusslicht, svg: logos/logo.svg}
legal:
  - {key: imprint, text: "Flusslicht GmbH", channels: email}
voice: {address: du, address_in: {print: sie}, reading: [40, 70]}
terms:
  - banned: billig
    instead: günstig
  - {non-preferred: no, instead: nein, language: no}
rules:
  - rule: voice/long-sentence
    options: {words: 25, strict: yes, note: "25"}
"""


def test_what_people_write(tmp_path: Path) -> None:
    (tmp_path / "logos").mkdir()
    (tmp_path / "logos" / "logo.svg").write_bytes(b"<svg/>")
    (tmp_path / "guideline.yaml").write_text(HUMAN, encoding="utf-8")
    found = read_guideline_file(tmp_path / "guideline.yaml")
    assert found.tokens.brand == found.brand == "flusslicht"
    assert found.tokens.colors[0] == Color("tiefblau", "#0b2545", (100, 70, 10, 40), roles=("primary", "text"))
    assert found.tokens.colors[1] == Color("weiss", "#ffffff")
    assert found.tokens.typography == (Font("body", "Source Sans 3"),)
    logo = found.tokens.logos[0].svg
    assert logo is not None
    assert (logo.sha256, logo.media_type) == (hashlib.sha256(b"<svg/>").hexdigest(), "image/svg+xml")
    assert found.tokens.legal == (LegalLine("imprint", (("", "Flusslicht GmbH"),), channels=("email",)),)
    assert found.voice.address_for("print") is Address.SIE
    assert found.terms[1] == Term("no", TermKind.NON_PREFERRED, instead="nein", language="no")
    assert found.settings[0].options == (("words", 25), ("strict", True), ("note", "25"))
    assert found.tokens.fields == SHIPPED_FIELDS


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("brand: x", "1:1", "schema: guideline/1"),
        ("schema: guideline/2", "1:9", "newer version"),
        ("schema: guideline/1\ncolours: {}", "2:1", "Did you mean “colors”"),
        ("schema: guideline/1\nxyzzy: {}", "2:1", "Known: schema, brand"),
        ("schema: guideline/1\nvoice:\n  address: siie", "3:12", "Did you mean “sie”"),
        ("schema: guideline/1\nvoice:\n  gender: purple", "3:11", "star, colon"),
        ("schema: guideline/1\ncolors: {a: red}", "2:13", "#14213d"),
        ("schema: guideline/1\ncolors: {a: {srgb: '#ffffff', cmyk: [1, 2]}}", "2:37", "four percentages"),
        ("schema: guideline/1\ncolors: {a: {roles: [x]}}", "2:13", "“srgb” is missing"),
        ("schema: guideline/1\nterms: [{banned: x, name: y}]", "2:9", "one of these keys"),
        ("schema: guideline/1\nterms: [{instead: x}]", "2:9", "one of these keys"),
        ("schema: guideline/1\nterms: x: y", "2:9", "no YAML"),
        ("schema: guideline/1\nhosts: {a: b}", "2:8", "a list"),
        ("schema: guideline/1\nclaims: [a]", "2:9", "a mapping"),
        ("schema: guideline/1\nlaunch_mode: maybe", "2:14", "true or false"),
        ("schema: guideline/1\nvoice: {reading: [70, 40]}", "2:18", "the lower and the upper end"),
        ("schema: guideline/1\nrules: [{rule: Banned Word}]", "2:16", "terms/banned-word"),
        ("schema: guideline/1\nlimits: [{channel: a, limit: b, value: .nan}]", "2:40", "a number"),
        ("schema: guideline/1\nclients: {gmail/androd: 4}", "2:25", "gmail/android"),
        ("schema: guideline/1\nclients: {gmail/android: 140}", "2:26", "0 to 100"),
        ("schema: guideline/1\nclients: {gmail/android: 60, gmx/ios: 60}", "2:10", "100 percent at most"),
        ("schema: guideline/1\ndeprecated: [{token: a, value: red}]", "2:32", "#1a2b3c"),
        ("schema: guideline/1\nclaims: {a: {text: x, expires: morgen}}", "2:32", "2026-12-24"),
        ("schema: guideline/1\nbrand: a\nbrand: b", "3:1", "twice: first on line 2"),
        ("schema: &x guideline/1\nbrand: *x", "2:8", "references"),
        ("schema: guideline/1\nlogos: [{name: a, svg: ../geheim}]", "2:24", "no path inside"),
        ("schema: guideline/1\nlogos: [{name: a, svg: /etc/passwd}]", "2:24", "no path inside"),
        ("schema: guideline/1\nlogos: [{name: a, svg: fehlt.svg}]", "2:24", "cannot be read"),
        ("a" * (8 * 2**20 + 1), "", "8 MB"),
        ("", "", "empty"),
        ("\x00", "", "no YAML"),
        ("[" * 3_000, "", "no YAML"),
    ],
)
def test_errors_name_the_place_and_what_was_meant(text: str, where: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "g.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GuidelineError) as caught:
        read_guideline_file(file)
    error = caught.value
    assert says in str(error)
    assert not where or f"{error.line}:{error.column}" == where, str(error)
    assert error.file == str(file)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "geheim.svg").write_text("x", encoding="utf-8")
    (inside / "logo.svg").symlink_to(tmp_path / "geheim.svg")
    (inside / "g.yaml").write_text("schema: guideline/1\nlogos: [{name: a, svg: logo.svg}]", encoding="utf-8")
    with pytest.raises(GuidelineError, match="cannot be read"):
        read_guideline_file(inside / "g.yaml")


def test_names_that_clash_are_refused_on_the_way_out() -> None:
    with pytest.raises(GuidelineError, match="two entries have the name “a”"):
        write_guideline(Guideline(tokens=Tokens(colors=(Color("a", "#000000"), Color("a", "#ffffff")))))
