"""The rules' own pages in the admin: why a rule matters, how to put things right, what it finds and lets pass."""

from typing import Any

import markdown
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from brand.catalogue import Described, described, page_of
from hub.accounts.language import current_translator

#: What the families of rules are about.
_FAMILIES = {
    "access": gettext_lazy("Accessibility"),
    "claims": gettext_lazy("Claims and small print"),
    "color": gettext_lazy("Colors"),
    "email": gettext_lazy("Email"),
    "facts": gettext_lazy("Facts: prices, dates, codes"),
    "fonts": gettext_lazy("Fonts"),
    "links": gettext_lazy("Links"),
    "logo": gettext_lazy("Logo"),
    "personalization": gettext_lazy("Merge fields"),
    "pictures": gettext_lazy("Pictures"),
    "print": gettext_lazy("Print"),
    "sms": gettext_lazy("SMS"),
    "social": gettext_lazy("Social media"),
    "structure": gettext_lazy("Structure and waivers"),
    "terms": gettext_lazy("Terms"),
    "typography": gettext_lazy("Typography"),
    "voice": gettext_lazy("Voice"),
    "web": gettext_lazy("Web"),
}


def show_rule(request: HttpRequest, family: str, slug: str) -> TemplateResponse:
    """The page of one rule."""
    rule = described().get(f"{family}/{slug}")
    if rule is None:
        raise Http404
    translate = current_translator()
    _heading, _newline, text = page_of(rule, translate).partition("\n")
    return TemplateResponse(
        request,
        "workbench/rule.html",
        {
            "rule": rule,
            "title": translate(rule.title).replace("*", ""),
            "page": _as_html(_without_title(text)),
            "breadcrumbs": [*_home(), {"url": "", "label": rule.id}],
        },
    )


def rule_url(rule_id: str) -> str:
    """The address of a rule's page."""
    family, _slash, slug = rule_id.partition("/")
    return reverse("workbench_rule", args=[family, slug])


def list_rules(request: HttpRequest) -> TemplateResponse:
    """All rules, family by family."""
    translate = current_translator()
    families: dict[str, list[dict[str, str]]] = {}
    for rule in described().values():
        families.setdefault(rule.family, []).append(_row(rule, translate(rule.title)))
    return TemplateResponse(
        request,
        "workbench/rules.html",
        {
            "families": sorted((str(_FAMILIES.get(key, key)), rows) for key, rows in families.items()),
            "breadcrumbs": _home(last=True),
        },
    )


def _row(rule: Described, title: str) -> dict[str, str]:
    return {"id": rule.id, "title": title.replace("*", ""), "url": rule_url(rule.id)}


def _home(*, last: bool = False) -> list[dict[str, Any]]:
    rules = "" if last else reverse("workbench_rules")
    return [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": rules, "label": _("Rules")}]


def _without_title(text: str) -> str:
    """The page without its first line in bold: that is the heading already."""
    head, newline, rest = text.lstrip().partition("\n")
    return rest if newline and head.startswith("**") else text


def _as_html(text: str) -> SafeString:
    """Markdown of a rule's page; raw HTML in it, as examples have it, stays text."""
    converter = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return mark_safe(converter.convert(text))  # noqa: S308 -- written by the rules' authors, raw HTML switched off


@hooks.register("register_admin_urls")
def register_rule_pages() -> list[URLPattern]:
    """Below the admin, for everybody who may enter it: rules say nothing of any brand."""
    return [
        path("rules/", list_rules, name="workbench_rules"),
        path("rules/<slug:family>/<slug:slug>/", show_rule, name="workbench_rule"),
    ]
