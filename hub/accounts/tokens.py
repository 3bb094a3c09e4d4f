"""API tokens in the admin: made and shown once, renamed, revoked; never read again and never deleted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.log_actions import log

from hub.accounts.models import ApiToken
from hub.accounts.principal import READING_SCOPES, Scope
from hub.accounts.services import issue_token, revoke_token
from hub.accounts.viewsets import BrandScopedForm, BrandScopedViewSetMixin

SCOPE_LABELS = {
    Scope.VARIANTS_READ: _("read published variants"),
    Scope.DRAFTS_READ: _("read drafts"),
    Scope.CONTENT_WRITE: _("write drafts"),
    Scope.PUBLISH: _("publish"),
    Scope.LINT: _("render and lint without storing"),
    Scope.AUDITS_READ: _("read audits and findings"),
    Scope.WEBHOOKS: _("manage webhooks"),
}


class ChannelKeysField(forms.CharField):
    """Channel keys, separated by commas."""

    def clean(self, value: Any) -> list[str]:
        """The keys, each once."""
        text = super().clean(value)
        return sorted({key.strip() for key in text.split(",") if key.strip()})


class NewTokenForm(BrandScopedForm):
    """What the new token may do, for which brands, until when."""

    scopes = forms.MultipleChoiceField(
        label=_("Rights"),
        choices=[(scope.value, label) for scope, label in SCOPE_LABELS.items()],
        initial=sorted(READING_SCOPES),
        widget=forms.CheckboxSelectMultiple,
    )
    channels = ChannelKeysField(
        label=_("Channels"),
        required=False,
        help_text=_("Keys separated by commas, for instance email, sms. None means all."),
    )

    class Meta:
        model = ApiToken
        fields = ["name", "brands", "scopes", "channels", "expires_at"]
        widgets = {"brands": forms.CheckboxSelectMultiple, "expires_at": AdminDateTimeInput}


class RenameTokenForm(BrandScopedForm):
    """Only the name: other rights are another token."""

    class Meta:
        model = ApiToken
        fields = ["name"]


class CreateTokenView(generic.CreateView):  # type: ignore[misc]
    """Make a token and show it, this once."""

    def form_valid(self, form: NewTokenForm) -> HttpResponse:
        """Answer with the token itself; it goes into no message, session or log."""
        given = form.cleaned_data
        issued = issue_token(
            name=given["name"],
            brands=list(given["brands"]),
            scopes=given["scopes"],
            channels=given["channels"],
            expires_at=given["expires_at"],
            created_by=self.request.user,
        )
        self.object = issued.token
        log(self.object, "wagtail.create", user=self.request.user)
        context = super().get_context_data(token=issued.text) | {"page_title": _("API token created")}
        return TemplateResponse(self.request, "accounts/token_created.html", context)


class EditTokenView(generic.EditView):  # type: ignore[misc]
    """Rename a token."""

    delete_item_label = _("Revoke")


class RevokeTokenView(generic.DeleteView):  # type: ignore[misc]
    """End a token; its row stays, so that logs and ledgers go on naming it."""

    page_title = _("Revoke")
    template_name = "wagtailusers/api_tokens/confirm_revoke.html"

    @property
    def confirmation_message(self) -> str:
        """What is asked."""
        return str(_("Who uses this token is refused from the next request on. This cannot be undone."))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Revoke, say so, go back to the list."""
        self.object = self.get_object()
        revoke_token(self.object)
        log(self.object, "wagtail.edit", user=request.user)
        messages.success(request, _("API token “%(name)s” is revoked.") % {"name": self.object.name})
        return redirect(self.get_success_url())


class ApiTokenViewSet(BrandScopedViewSetMixin, ModelViewSet):  # type: ignore[misc]
    """The tokens of one's own brands."""

    model = ApiToken
    name = "tokens"
    icon = "key"
    menu_label = _("API tokens")
    menu_order = 510
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "name",
        Column("prefix", label=_("Beginning")),
        Column("brand_names", label=_("Brands")),
        DateColumn("expires_at", label=_("Expires"), sort_key="expires_at"),
        DateColumn("last_used_at", label=_("Last used"), sort_key="last_used_at"),
        DateColumn("revoked_at", label=_("Revoked"), sort_key="revoked_at"),
    ]
    search_fields = ["name", "prefix"]
    search_backend_name = None
    add_view_class = CreateTokenView
    edit_view_class = EditTokenView
    delete_view_class = RevokeTokenView

    def get_form_class(self, for_update: bool = False) -> type[BrandScopedForm]:
        """Everything for a new one, the name for a known one."""
        return RenameTokenForm if for_update else NewTokenForm
