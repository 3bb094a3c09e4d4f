"""Which mails one gets: Wagtail's switches, for everybody. Its own form hides them from who may not edit web pages."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.admin.widgets import SwitchInput
from wagtail.users.models import UserProfile

from hub.accounts.mailing import Wish


class MailChoicesForm(forms.ModelForm[UserProfile]):
    """Four switches."""

    class Meta:
        model = UserProfile
        fields = [wish.value for wish in Wish]
        labels = {
            Wish.SUBMITTED.value: _("Submitted"),
            Wish.APPROVED.value: _("Approved"),
            Wish.REJECTED.value: _("Sent back"),
            Wish.COMMENTS.value: _("Comments"),
        }
        help_texts = {
            Wish.SUBMITTED.value: _("A mail when something was submitted that I may decide about."),
            Wish.APPROVED.value: _("A mail when something I submitted was approved."),
            Wish.REJECTED.value: _("A mail when something I submitted was sent back."),
            Wish.COMMENTS.value: _("A mail when a comment mentions me, or somebody answers where I wrote."),
        }
        widgets = {wish.value: SwitchInput() for wish in Wish}


def take_place() -> None:
    """Put our form where Wagtail's was."""
    NotificationsSettingsPanel.form_class = MailChoicesForm
