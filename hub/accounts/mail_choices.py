"""Which mails one gets: Wagtail's switches, for everybody. Its own form hides them from who may not edit web pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.admin.widgets import SwitchInput
from wagtail.users.models import UserProfile

from hub.accounts.mailing import Wish
from hub.accounts.models import User
from hub.accounts.roles import Role


class MailChoicesForm(forms.ModelForm[UserProfile]):
    """Four switches, and one more for brand managers, who are told of rights that end."""

    rights_digest = forms.BooleanField(
        label=_("Ending rights"),
        required=False,
        widget=SwitchInput(),
        help_text=_("A mail a day at most, when rights in pictures or files of my brands end soon."),
    )

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: User = self.instance.user
        if user.groups.filter(name=Role.BRAND_MANAGER).exists():
            self.initial["rights_digest"] = user.rights_digest
        else:
            del self.fields["rights_digest"]

    def save(self, commit: bool = True) -> UserProfile:
        """Wagtail's switches are kept in its profile, ours at the user."""
        profile: UserProfile = super().save(commit=commit)
        if "rights_digest" in self.cleaned_data:
            User.objects.filter(pk=profile.user_id).update(rights_digest=self.cleaned_data["rights_digest"])
        return profile


def take_place() -> None:
    """Put our form where Wagtail's was."""
    NotificationsSettingsPanel.form_class = MailChoicesForm
