"""A link to what lies below a brand's own host: what makers tag is what the rule looks at, and no more."""

from dataclasses import replace
from html import escape

import pytest

from brand.rule import Good
from brand.rules.links.wrong_utm import plugin
from brand.samples import guideline_of, subject_of
from brand.subject import SubjectKind
from renderers.contract.request import LinkPolicy

UTM = (("utm_source", "email"), ("utm_medium", "newsletter"), ("utm_campaign", "spring-26"))
HOSTS = ("Kg.example",)


def wrong(url: str) -> list[str]:
    page = f'<a class="button" href="{escape(url)}">Go</a>'
    example = Good(page, kind=SubjectKind.HTML, channel="email")
    guideline = replace(guideline_of(example), hosts=HOSTS, utm=tuple((key, value) for key, value in UTM))
    return [found.quote.text for found in plugin.check(subject_of(example), guideline)]


@pytest.mark.parametrize(
    "url", ["https://kg.example/x", "https://shop.kg.example/x?a=1", "https://notkg.example/x", "https://else.example/"]
)
def test_makers_and_judges_agree_on_what_is_ones_own(url: str) -> None:
    tagged = LinkPolicy(utm=UTM, hosts=HOSTS).tagged(url)
    assert wrong(tagged) == []
    assert bool(wrong(url)) == (tagged != url)
