"""The published versions of a guideline: listed, compared, and put in force again as a new version."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from brand.errors import GuidelineError
from hub.accounts.language import current_translator
from hub.guidelines.comparing import Difference, differences
from hub.guidelines.convert import read_source
from hub.guidelines.kinds import NoFiles
from hub.guidelines.labels import shown_value
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from hub.guidelines.services import import_guideline
from hub.guidelines.views import GuidelineView
from hub.guidelines.writing import read_fields


class VersionsView(GuidelineView):
    """All versions, the newest first; two of them side by side, where two are asked for."""

    page_title = gettext_lazy("Versions")
    template_name = "guidelines/versions.html"
    any_permission = "view"

    @cached_property
    def versions(self) -> list[GuidelineVersion]:
        """The brand's versions, without what they say."""
        rows = GuidelineVersion.objects.filter(brand=self.guideline.brand_id).defer("snapshot", "source")
        return list(rows.select_related("published_by").order_by("-number"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, and what is different between two."""
        numbers = [version.number for version in self.versions]
        pair = (self._number("from"), self._number("to"))
        compared = self._compared(*pair) if None not in pair else None
        first, last = pair if compared is not None else ((numbers[1:2] or numbers or [0])[0], (numbers or [0])[0])
        return super().get_context_data(
            versions=self.versions,
            first=first,
            last=last,
            compared=compared,
            may_publish=self._may_publish,
            may_change=self.policy.user_has_permission_for_instance(self.request.user, "change", self.guideline),
            take_away=self.url("take_away"),
            back=self.url("edit"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Put a version in force again."""
        if not self._may_publish:
            raise PermissionDenied
        number = request.POST.get("number", "")
        version = self._version(int(number)) if number.isdigit() else None
        if version is None:
            raise Http404
        self._restore(request, version)
        return redirect(self.url("versions"))

    @property
    def _may_publish(self) -> bool:
        return bool(self.policy.user_has_permission_for_instance(self.request.user, "publish", self.guideline))

    def _restore(self, request: HttpRequest, version: GuidelineVersion) -> None:
        if self.guideline.locked and self.guideline.locked_by_id != request.user.pk:
            messages.error(request, _("The guideline is locked. Unlock it first."))
            return
        brand = self.guideline.brand
        try:
            same = read_source(version.source, brand=brand).digest == version.digest
            import_guideline(brand, version.source, user=request.user)
        except GuidelineError as error:
            messages.error(request, error.show(current_translator()))
            return
        newest = version_in_force(brand)
        numbers = {"old": version.number, "new": newest.number if newest else 0}
        messages.success(request, _("Version %(new)s is in force; it says what version %(old)s said.") % numbers)
        if not same:
            messages.warning(request, _("Files that it names were replaced since: the new ones are used."))

    def _number(self, name: str) -> int | None:
        given = self.request.GET.get(name, "")
        return int(given) if given.isdecimal() and len(given) < 9 else None

    def _version(self, number: int) -> GuidelineVersion | None:
        return GuidelineVersion.objects.filter(brand=self.guideline.brand_id, number=number).first()

    def _compared(self, first: int | None, last: int | None) -> list[dict[str, Any]] | None:
        both = [self._version(number or 0) for number in (first, last)]
        if None in both:
            raise Http404
        before, after = (read_fields(version.source, NoFiles()) for version in both if version is not None)
        found: dict[str, list[dict[str, Any]]] = {}
        for each in differences(before, after):
            found.setdefault(each.field, []).append(_shown(each))
        return [{"label": _label(field), "entries": entries} for field, entries in found.items()]


def _label(field: str) -> Any:
    return Guideline._meta.get_field(field).verbose_name  # type: ignore[union-attr]


def _shown(difference: Difference) -> dict[str, Any]:
    """A difference with the labels of the form."""
    field: Any = Guideline._meta.get_field(difference.field)
    children = next(iter(field.stream_block.child_blocks.values())).child_blocks
    changes = [
        {
            "label": children[each.child].label if each.child in children else each.child,
            "before": shown_value(children.get(each.child), each.before),
            "after": shown_value(children.get(each.child), each.after),
            "colors": [text if _is_color(text) else "" for text in (each.before, each.after)],
        }
        for each in difference.changes
    ]
    # What a section says once is called by the section; a rule or a role by its label.
    named_by = next((name for name in ("role", "key", "rule", "limit") if name in children), "")
    return {
        "name": shown_value(children.get(named_by), difference.name),
        "came": not difference.was_there,
        "went": not difference.is_there,
        "changes": changes,
    }


def _is_color(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and all(letter in "0123456789abcdefABCDEF" for letter in text[1:])
