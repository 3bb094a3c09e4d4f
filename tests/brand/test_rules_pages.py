"""Rules about pages and posts: whole pages only, odd structured data, and signs that stand for letters."""

import pytest

from brand.inspect.html import inspect_html
from brand.registry import all_rules
from brand.rule import Good
from brand.samples import GUIDELINE, TODAY
from tests.contracts.judging import applied, findings

RULES = {rule.id: rule for rule in all_rules()}
WHOLE = "<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def judge(rule: str, body: str, head: str = "", *, name: str = "page.html", channel: str = "web"):
    page = inspect_html(WHOLE.format(head=head, body=body), name=name, channel=channel, locale="de", today=TODAY)
    return list(RULES[rule].check(page, GUIDELINE)) if RULES[rule].applies_to(page) else []


@pytest.mark.parametrize(
    "rule", ["web/bad-search-snippet", "web/missing-imprint-link", "web/staging-leak", "social/missing-preview-card"]
)
def test_parts_of_pages_and_mails_are_not_judged(rule):
    part = inspect_html("<p>Licht.</p>", name="part.html", channel="web", locale="de", today=TODAY)
    assert list(RULES[rule].check(part, GUIDELINE)) == []
    assert judge(rule, "<p>Licht.</p>", channel="email") == []


def ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    "data",
    [
        "no json at all",
        '{"price": ',
        "[" * 5000,
        '{"price": "NaN", "priceCurrency": "EUR"}',
        '{"price": "89,00", "priceCurrency": "EUR"}',
        '{"price": true, "priceCurrency": "EUR"}',
        '{"price": 12, "priceCurrency": null}',
        '{"shippingDetails": {"price": 4.95, "priceCurrency": "EUR"}}',
        '{"price": 98, "priceCurrency": "USD", "note": "another market"}'.replace("98", "0"),
    ],
)
def test_odd_structured_data_are_passed_over(data):
    assert judge("web/price-data-mismatch", "<p>Die Leuchte kostet 89 €.</p>", ld(data)) == []


def test_prices_are_found_at_any_depth_and_behind_a_broken_block():
    head = ld('{"broken": ') + ld('{"@graph": [{"offers": [{"price": "79", "priceCurrency": "eur"}]}]}')
    found = judge("web/price-data-mismatch", "<p>Die Leuchte kostet 89 €.</p>", head)
    assert [(one.quote.text, one.fix.new) for one in found] == [("79", "89.00")]


def test_own_words_for_the_imprint():
    from dataclasses import replace

    from brand.guideline import Setting

    rule = RULES["web/missing-imprint-link"]
    page = inspect_html(
        WHOLE.format(head="", body='<a href="/wir">Wer wir sind</a> <a href="/ds">Datenschutzerklärung</a>'),
        name="page.html",
        channel="web",
        locale="de",
    )
    assert [str(one.message) for one in rule.check(page, GUIDELINE)] == ["The page does not link to an imprint."]
    own = replace(GUIDELINE, settings=(Setting(rule.id, options=(("imprint", "wer wir sind"),)),))
    assert list(rule.check(page, own)) == []


@pytest.mark.parametrize(
    "line",
    ["Vorschau", "Entwurf", "Preview", "Unsere Vorschau auf den März", "Test the lamp", "Draft beer", "Testsieger"],
)
def test_words_that_are_no_banner(line):
    assert judge("web/staging-leak", f"<p>{line}</p>") == []


def test_hosts_of_the_brand_own_test_systems():
    from dataclasses import replace

    from brand.guideline import Setting

    rule = RULES["web/staging-leak"]
    head = '<link rel="canonical" href="https://beta.lumora.example/x">'
    page = inspect_html(WHOLE.format(head=head, body="<p>x</p>"), name="page.html", channel="web", locale="de")
    assert list(rule.check(page, GUIDELINE)) == []
    own = replace(GUIDELINE, settings=(Setting(rule.id, options=(("hosts", "beta.lumora.example"),)),))
    assert [one.quote.text for one in rule.check(page, own)] == ["https://beta.lumora.example/x"]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("𝗡𝗲𝘂: 𝟱𝟬 Lampen", "Neu: 50 Lampen"),
        ("𝕃𝕚𝕔𝕙𝕥 und ℌ𝔢𝔩𝔩", "Licht und Hell"),
        ("ⓛⓘⓒⓗⓣ", "licht"),
        ("𝘨𝘳𝘰̈𝘴𝘴𝘦𝘳", "grösser"),
        ("__sehr__ ~~alt~~ neu", "sehr alt neu"),
        ("## Neu im Laden", "Neu im Laden"),
    ],
)
def test_letters_are_letters_again(text, fixed):
    rule = RULES["social/fake-formatting"]
    example = Good(text, locale="de", channel="social")
    assert applied(text, findings(rule, example)) == fixed
    assert findings(rule, Good(fixed, locale="de", channel="social")) == []


@pytest.mark.parametrize(
    "text", ["5 ** 3 ** 2", "__init__", "a * b * c", "#licht #abend", "[Name]", "Ⓡ und ©", "½ + ¾"]
)
def test_signs_that_are_signs(text):
    found = findings(RULES["social/fake-formatting"], Good(text, locale="de", channel="social"))
    assert [one.quote.text for one in found] == ([] if text != "__init__" else ["__init__"])
