"""The rules' own pages in the admin: why a rule matters, how to put things right, what it finds and lets pass."""

from typing import Any

import markdown
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail import hooks

from brand.catalogue import Described, described, page_of
from hub.accounts.language import current_translator


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
            "title": translate(rule.title),
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
        request, "workbench/rules.html", {"families": sorted(families.items()), "breadcrumbs": _home(last=True)}
    )


def _row(rule: Described, title: str) -> dict[str, str]:
    return {"id": rule.id, "title": title, "url": rule_url(rule.id)}


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
