"""Letters to people of the hub: each in its reader's language, sent by the queue, tried again if no server is there."""

import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from hub.accounts.models import User

#: So often a letter is tried: after 2, 4, 8, 16 and 32 minutes, an hour in all.
ATTEMPTS = 6


class Wish(StrEnum):
    """What people may wish to hear of; the switches under "Account", in Wagtail's profile of each user."""

    SUBMITTED = "submitted_notifications"
    APPROVED = "approved_notifications"
    REJECTED = "rejected_notifications"
    COMMENTS = "updated_comments_notifications"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. `quote` is somebody's words, `address` a path of the hub that `label` leads to."""

    subject: str
    opening: str
    label: str
    address: str
    quote: str = ""
    heading: str = ""
    items: tuple[str, ...] = ()

    def text(self) -> str:
        """The letter without markup."""
        return render_to_string("accounts/letter.txt", self._context()).strip() + "\n"

    def html(self) -> str:
        """The letter as a page of its own, simple enough for every mail program."""
        return render_to_string("accounts/letter.html", self._context())

    def _context(self) -> dict[str, object]:
        return {"letter": self, "url": settings.HUB_BASE_URL + self.address}


def who_wishes(people: QuerySet[User], wish: Wish) -> QuerySet[User]:
    """Those of the people who can be reached and want to hear of it; who never chose does."""
    wanted = Q(wagtail_userprofile=None) | Q(**{f"wagtail_userprofile__{wish}": True})
    return people.filter(wanted, is_active=True).exclude(email="").order_by("pk").distinct()


def write_to(people: Iterable[User], compose: Callable[[User], Letter]) -> int:
    """Write to each in their own language, and put the letters into the queue; how many they are."""
    count = 0
    for person in people:
        with override(person.language or settings.LANGUAGE_CODE):
            letter = compose(person)
            # A title may not end a header line.
            post.enqueue(person.pk, " ".join(letter.subject.split()), letter.text(), letter.html())
        count += 1
    return count


@task()
def post(person_key: int, subject: str, text: str, html: str, attempt: int = 1) -> bool:
    """Hand one letter to the mail server. If that does not answer, the letter waits and is tried again."""
    person = User.objects.filter(pk=person_key, is_active=True).exclude(email="").first()
    if person is None:
        return False
    mail = EmailMultiAlternatives(subject, text, None, [person.email], headers={"Auto-Submitted": "auto-generated"})
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except (OSError, smtplib.SMTPException):
        if attempt >= ATTEMPTS or not post.get_backend().supports_defer:
            raise
        later = post.using(run_after=timezone.now() + timedelta(minutes=2**attempt))
        later.enqueue(person_key, subject, text, html, attempt + 1)
        return False
    return True
