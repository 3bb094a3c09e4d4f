"""Forms of the accounts that Wagtail has not."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from hub.accounts.models import Brand, PortalAccess
from hub.accounts.passes import portal_pass
from hub.accounts.viewsets import BrandScopedForm


class BrandForm(BrandScopedForm):
    """A brand; the key stands in addresses, so it is fixed once the brand exists."""

    new_link = forms.BooleanField(
        label=gettext_lazy("Withdraw the links handed out"),
        required=False,
        help_text=gettext_lazy("Saving makes a new link; all earlier ones stop working at once."),
    )

    class Meta:
        model = Brand
        fields = ["name", "key", "time_zone", "default_locale", "portal_access", "portal_until"]
        widgets = {"portal_access": forms.RadioSelect, "portal_until": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        access = self.fields["portal_access"]
        access.required = False  # who leaves it out keeps what there is
        access.choices = PortalAccess.choices
        if not self.instance.pk:
            del self.fields["new_link"]
            return
        self.fields["key"].disabled = True
        address = settings.HUB_BASE_URL + reverse("portal", args=[self.instance.key])
        access.help_text = format_html('<a href="{0}">{0}</a>', address)
        if handed_out := portal_pass(self.instance):
            self.fields["portal_until"].help_text = format_html(
                '{0} <a href="{1}?pass={2}" style="overflow-wrap: anywhere">{1}?pass={2}</a>',
                _("The link to hand out:"),
                address,
                handed_out,
            )

    def clean_portal_access(self) -> str:
        """What there is, where nothing is said."""
        return str(self.cleaned_data["portal_access"] or self.instance.portal_access)

    def clean(self) -> dict[str, Any]:
        """A link has a last day."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("portal_access") == PortalAccess.LINK and not given.get("portal_until"):
            self.add_error("portal_until", ValidationError(_("Say which day is the link’s last.")))
        return given

    def save(self, commit: bool = True) -> Brand:
        """Save, and make another link if asked."""
        if self.cleaned_data.get("new_link"):
            self.instance.portal_link += 1
        brand: Brand = super().save(commit=commit)
        return brand
