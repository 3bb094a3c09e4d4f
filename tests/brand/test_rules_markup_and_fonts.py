"""Traps of the rules about mail markup, fonts and colors written out: what they must leave alone, and what not."""

from dataclasses import replace

import pytest

from brand.finding import Finding, FixKind, Verdict
from brand.guideline import Deprecated, Guideline, Setting
from brand.inspect.html import inspect_html
from brand.inspect.mail import inspect_mail
from brand.mending import mend
from brand.registry import all_rules
from brand.rule import Rule
from brand.samples import GUIDELINE, letter
from brand.subject import MarkupKind, Subject

RULES = {rule.id: rule for rule in all_rules() if isinstance(rule, Rule)}
RETIRED = replace(
    GUIDELINE, deprecated=(Deprecated("color.old", "#ffb000", "amber"), Deprecated("color.ink", "", "night"))
)


def judged(rule: str, page: str, *, channel: str = "email", guideline: Guideline = GUIDELINE, name: str = "a.html"):  # type: ignore[no-untyped-def]
    subject = inspect_html(page, name=name, channel=channel, locale="de")
    return list(RULES[rule].check(subject, guideline))


def quotes(found: list[Finding]) -> list[str]:
    return [finding.quote.text for finding in found]


@pytest.mark.parametrize(
    "page",
    [
        letter("<p>Licht.</p>", head="<style>@media screen{.a{display:flex;position:absolute}}</style>"),
        letter("<p>Licht.</p>", head="<style>@supports (display:grid){.a{display:grid}}</style>"),
        letter("<!--[if mso]><p style='display:flex'>Licht.</p><![endif]--><p>Licht.</p>"),
        letter('<p style="position:relative;float:none;border-radius:8px;text-shadow:0 0 2px #000">Licht.</p>'),
        letter("<p>Licht.</p>", head='<link rel="stylesheet" href="https://lumora.example/a.css">'),
        letter('<p style="background:url_of_a_day">4rem is a word, 10vw another.</p>'),
    ],
)
def test_what_mail_programs_pass_over_without_harm_is_left_alone(page: str) -> None:
    assert judged("email/unsupported-markup", page) == []


def test_a_feature_is_named_once_with_those_who_lack_it() -> None:
    page = letter(
        '<div style="display:flex"></div><div style="display: flex"></div><div style="display:inline-flex"></div>'
    )
    (found,) = judged("email/unsupported-markup", page)
    assert "Outlook (Windows)" in str(found.message)
    assert "GMX" in str(found.message)
    assert dict(found.evidence)["tested"] == "2021-11-02"


def test_the_audience_decides() -> None:
    page = letter('<div style="display:flex">Licht.</div>')
    outlook = replace(GUIDELINE, clients=(("apple-mail/ios", 97.0), ("outlook/windows", 3.0)))
    assert judged("email/unsupported-markup", page, guideline=outlook) == []
    strict = replace(outlook, settings=(Setting("email/unsupported-markup", options=(("share", 2.0),)),))
    assert quotes(judged("email/unsupported-markup", page, guideline=strict)) == ["display:flex"]


def test_what_only_looks_plainer_is_told_on_request() -> None:
    page = letter('<p style="border-radius:8px">Licht.</p>')
    asked = replace(GUIDELINE, settings=(Setting("email/unsupported-markup", options=(("look", True),)),))
    assert quotes(judged("email/unsupported-markup", page, guideline=asked)) == ["border-radius:8px"]


def test_markup_of_a_mail_file_has_no_lines_of_the_file() -> None:
    mail = (
        b"From: a@lumora.example\r\nSubject: Licht\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        b'<p style="display:flex">Licht.</p>'
    )
    subject = inspect_mail(mail, name="a.eml")[0]
    use = next(use for use in subject.markup if use.kind is MarkupKind.DECLARATION)
    assert (use.where.line, use.written) == (0, "display:flex")
    assert quotes(list(RULES["email/unsupported-markup"].check(subject, GUIDELINE))) == ["display:flex"]


@pytest.mark.parametrize(
    ("declaration", "mended"),
    [
        ("font-family:'Source Sans 3'", "font-family:'Source Sans 3', Arial, sans-serif"),
        ("font-family:Georgia", "font-family:Georgia, serif"),
        ("font-family:Georgia!important", "font-family:Georgia, serif!important"),
        ("font:bold 16px/1.4 Georgia", "font:bold 16px/1.4 Georgia, serif"),
        ("font-family:'Source Serif 4', serif", "font-family:'Source Serif 4', Georgia, serif"),
    ],
)
def test_stacks_are_completed_from_the_guideline(declaration: str, mended: str) -> None:
    page = letter(f'<p style="margin:0;{declaration};color:#14213d">Licht.</p>')

    def judge(text: str) -> list[Finding]:
        return list(judged("fonts/missing-fallback", text))

    done = mend(page, judge)
    assert done.text == page.replace(declaration, mended)
    assert done.left == ()


def test_a_stack_nobody_knows_is_completed_by_a_person() -> None:
    (found,) = judged("fonts/missing-fallback", letter('<p style="font-family:Papyrus">Licht.</p>'))
    assert found.fix is not None
    assert found.fix.kind is FixKind.SUGGEST


@pytest.mark.parametrize(
    "value", ["inherit", "var(--font)", "Arial, sans-serif", "-apple-system, system-ui", "monospace"]
)
def test_whole_stacks_are_left_alone(value: str) -> None:
    assert judged("fonts/missing-fallback", letter(f'<p style="font-family:{value}">Licht.</p>')) == []


@pytest.mark.parametrize(
    ("url", "guideline", "expected"),
    [
        ("//fonts.gstatic.com/s/a.woff2", GUIDELINE, 1),
        ("https://static.lumora.example/a.woff2", GUIDELINE, 0),
        ("https://lumora.example.evil.example/a.woff2", GUIDELINE, 1),
        ("data:font/woff2;base64,AAAA", GUIDELINE, 0),
        ("../fonts/a.woff2", GUIDELINE, 0),
        ("https://any.example/a.woff2", Guideline(), 1),
        ("http://[broken", GUIDELINE, 0),
    ],
)
def test_whose_server_a_font_lies_on(url: str, guideline: Guideline, expected: int) -> None:
    page = f"<style>@font-face{{font-family:A;src:url('{url}')}}</style><p>Licht.</p>"
    assert len(judged("fonts/third-party-host", page, channel="web", guideline=guideline)) == expected


def test_a_page_may_load_from_its_own_host() -> None:
    page = "<style>@font-face{font-family:A;src:url(https://cdn.shop.example/a.woff2)}</style><p>Licht.</p>"
    name = "https://www.shop.example/start"
    assert judged("fonts/third-party-host", page, channel="web", guideline=Guideline(), name=name) == []
    assert (
        judged("fonts/third-party-host", page, channel="web", guideline=Guideline())[0].verdict is Verdict.NEEDS_REVIEW
    )


def test_a_style_sheet_in_a_head_kept_apart_is_seen() -> None:
    subject = inspect_html(
        "<p>Licht.</p>", name="body.html", head='<link rel="stylesheet" href="https://use.typekit.net/ab.css">'
    )
    assert quotes(list(RULES["fonts/third-party-host"].check(subject, GUIDELINE))) == ["https://use.typekit.net/ab.css"]


@pytest.mark.parametrize(
    ("head", "body", "safe"),
    [
        ("<style>:root{--night:#14213d} p{color:#14213d}</style>", "<p>Licht.</p>", True),
        ("<style>.a{--night:#14213d} p{color:#14213d}</style>", "<p>Licht.</p>", False),
        (
            "<style>:root{--night:#14213d} p{color:#14213d} @media print{:root{--night:#fff}}</style>",
            "<p>Licht.</p>",
            False,
        ),
    ],
)
def test_a_property_is_safe_only_where_it_holds_everywhere(head: str, body: str, safe: bool) -> None:
    (found,) = judged("color/deprecated-or-raw-value", head + body, channel="web")
    assert found.fix is not None
    assert (found.fix.kind is FixKind.SAFE) is safe


def test_a_name_inside_another_is_not_mended_in_the_wrong_place() -> None:
    page = "<style>:root{--text-color:#14213d} p{color:#14213d}</style><p>Licht.</p>"
    (found,) = judged("color/deprecated-or-raw-value", page, channel="web")
    assert found.fix is None
    assert "--text-color" in str(found.message)


def test_retired_colors_are_one_finding_not_three() -> None:
    page = letter('<p style="color:#14213d;background-color:#ffb000">Licht.</p>')
    assert quotes(judged("color/deprecated-or-raw-value", page, guideline=RETIRED)) == ["background-color:#ffb000"]
    assert judged("color/off-palette", page, guideline=RETIRED) == []
    assert judged("color/near-miss", page, guideline=RETIRED) == []


def test_a_color_that_lives_on_under_another_name_is_fine() -> None:
    renamed = replace(GUIDELINE, deprecated=(Deprecated("color.gold", "#fca311", "amber"),))
    assert judged("color/deprecated-or-raw-value", letter('<p style="color:#fca311">L.</p>'), guideline=renamed) == []


@pytest.mark.parametrize(
    "page", ["", "<p style='{{color:#", "<style>@media{@media{</style>", "<p style=':;:'>", "<svg><style>p{"]
)
def test_broken_pages_are_judged_all_the_same(page: str) -> None:
    for rule in RULES.values():
        if rule.family in {"fonts", "color", "email"}:
            subject: Subject = inspect_html(page, name="a.html", channel="email")
            list(rule.check(subject, RETIRED))
