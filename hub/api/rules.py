"""The rules of the linter, each with its page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from brand.catalogue import Described, described, find, page_of
from brand.errors import UnknownRuleError
from brand.rule import BaseRule
from hub.accounts.language import current_translator
from hub.api import show
from hub.api.errors import PROBLEMS, ProblemError
from hub.api.schemas import RuleDetail, RuleOut

router = Router(tags=["Catalog"])


@router.get("/rules", response=list[RuleOut], operation_id="list_rules", openapi_extra=PROBLEMS, url_name="rules")
def list_rules(request: HttpRequest) -> Any:
    """All rules, sorted by their ids. Titles come in your language."""
    return [_rule(rule, request) for rule in described().values()]


@router.get(
    "/rules/{family}/{slug}",
    response=RuleDetail,
    operation_id="get_rule",
    openapi_extra=PROBLEMS,
    url_name="rule",
)
def get_rule(request: HttpRequest, family: str, slug: str) -> Any:
    """One rule with its page: why it matters, how to put things right, what it finds and what it lets pass."""
    translate = current_translator()
    try:
        rule = find(f"{family}/{slug}")
    except UnknownRuleError as error:
        detail = error.message.show(translate)
        raise ProblemError(404, "not-found", _("There is nothing at this address."), detail) from error
    options = rule.options if isinstance(rule, BaseRule) else ()
    return {
        **_rule(rule, request),
        "page": page_of(rule, translate),
        "channels": sorted(rule.channels) if isinstance(rule, BaseRule) else [],
        "options": [
            {"name": option.name, "default": option.default, "label": translate(option.label)} for option in options
        ],
    }


def _rule(rule: Described, request: HttpRequest) -> dict[str, Any]:
    family, _slash, slug = rule.id.partition("/")
    return {
        "id": rule.id,
        "family": family,
        "title": current_translator()(rule.title).replace("*", ""),
        "severity": rule.severity.value,
        "url": show.absolute(request, "api-1:rule", family=family, slug=slug),
    }
