"""Every address of the hub x who asks x whose object it is.

`matrix/table.txt` says for each address who gets in: `-` anonymous, `E` editor, `T` channel team, `M` brand manager,
`A` administrator, `S` superuser; `post` where only a POST is answered. A new address without a row fails. What is
another brand's answers 404 to all but superusers, and no page says anything of it, however it is asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hub.accounts.models import User
from hub.accounts.principal import Scope
from hub.accounts.roles import Role
from hub.accounts.services import issue_token
from tests.hub.accounts.factories import UserFactory
from tests.hub.matrix.addresses import Address, addresses, nameless
from tests.hub.matrix.world import SECRET, Side, build

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "matrix" / "table.txt"
ROLES = {"E": Role.EDITOR, "T": Role.CHANNEL_TEAM, "M": Role.BRAND_MANAGER, "A": Role.ADMINISTRATOR}
#: Addresses without a name: the API's "nothing here", Wagtail's own pages for what is not found, and ours under the
#: addresses of Wagtail's reports, which are asked by the names of those.
NAMELESS = {
    "^api/",
    "admin/test404/",
    "admin/^.*/$",
    "admin/reports/site-history/",
    "admin/reports/site-history/results/",
}
#: Not asked: it fails on purpose; it ends the session.
UNASKED = {"wagtailadmin_error_test": "raises, so that error mails can be tried", "wagtailadmin_logout": "ends it"}
#: How lists, searches, choosers and exports are asked for more; half the secret word, as pages repeat what was typed.
QUESTIONS = (f"?q={SECRET[:6]}", f"?term={SECRET[:6]}", "?export=csv")
DENIED = {401, 403, 404}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    goes_to: str
    body: bytes

    @property
    def is_entry(self) -> bool:
        """Whether the asker got in; Wagtail sends who may not to the sign-in or back to the dashboard."""
        return self.status not in DENIED and not self.is_turned_away

    @property
    def is_turned_away(self) -> bool:
        """Sent to the sign-in or the dashboard."""
        return self.status == 302 and (self.goes_to.startswith("/admin/login/") or self.goes_to == "/admin/")

    @property
    def tells(self) -> bool:
        """Whether it says something of the other brand."""
        return SECRET.encode() in self.body.lower() or SECRET in self.goes_to


@cache
def table() -> dict[str, str]:
    rows = (line.split() for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def asked() -> Iterator[Address]:
    return (address for address in addresses() if address.key not in UNASKED)


def ask(client: Client, url: str, method: str = "get", **headers: str) -> Answer:
    """Ask, and forget what it did."""
    point = transaction.savepoint()
    try:
        response = getattr(client, method)(url, headers={"Accept-Language": "en", **headers})
        body = b"".join(response) if response.streaming else response.content
    finally:
        transaction.savepoint_rollback(point)
    return Answer(response.status_code, response.headers.get("Location", ""), body)


def person(letter: str, side: Side) -> User | None:
    if letter == "-":
        return None
    if letter == "S":
        return UserFactory(username="susa", is_superuser=True)
    return UserFactory(username=f"p-{letter}", role=ROLES[letter], brands=[side.brand])


def collected(addresses_: Any, look: Callable[[Address], Iterator[str]]) -> list[str]:
    """What is wrong, all of it: the whole matrix is one look."""
    return [f"{address.key}: {wrong}" for address in addresses_ for wrong in look(address)]


def report(wrong: list[str]) -> None:
    """Fail with all that is wrong, a line each."""
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_address_has_a_row():
    keys = {address.key for address in addresses()}
    report(sorted(keys - set(table()) - set(UNASKED)))
    report(sorted(nameless() - NAMELESS))


@pytest.mark.parametrize("letter", ["-", *ROLES, "S"])
def test_who_gets_in_where(letter):
    own, foreign = build()
    user = person(letter, own)
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)

    def look(address: Address) -> Iterator[str]:
        answer = ask(client, address.url(own))
        yield from wrong_entry(answer, table().get(address.key, ""), letter)
        if letter != "S" and answer.tells:
            yield "tells of another brand"
        if address.is_owned and not address.namespace.startswith("api"):
            yield from wrong_with_foreign(client, address, foreign, letter, own=answer)
        elif letter in ROLES and not address.arguments:
            for question in QUESTIONS:
                told = ask(client, address.url(own) + question)
                if told.tells or told.status >= 500:
                    yield f"{told.status} and another brand, asked {question}"

    report(collected(asked(), look))


def wrong_entry(answer: Answer, who: str, letter: str) -> Iterator[str]:
    if answer.status >= 500:
        yield f"{answer.status}"
    elif who == "post":
        if answer.status != 405 and not answer.is_turned_away:
            yield f"{answer.status} instead of 405"
    elif answer.is_entry != (letter in who):
        yield f"{answer.status} {answer.goes_to} for {letter}, who {'gets in' if letter in who else 'stays out'}"


def wrong_with_foreign(client: Client, address: Address, foreign: Side, letter: str, *, own: Answer) -> Iterator[str]:
    """GET and POST: 404 for who is signed in, the sign-in for who is not, the page for superusers.

    Or the very answer that one's own gets, where that is a refusal before anybody has looked whose it is.
    """
    for method in ("get", "post") if letter != "S" else ("get",):
        answer = ask(client, address.url(foreign), method)
        if letter == "-" and answer.is_entry and address.key != "media":
            yield f"{method} of another brand's: {answer.status} without a sign-in"
        as_own = answer.status == 405 or (own.is_turned_away and answer.is_turned_away)
        if letter in ROLES and answer.status != 404 and not as_own:
            yield f"{method} of another brand's: {answer.status}"
        if letter == "S" and answer.status >= 500:
            yield f"{method} of another brand's: {answer.status}"


@pytest.mark.parametrize("scopes", [tuple(Scope), (Scope.VARIANTS_READ,), (Scope.LINT,)], ids=["all", "read", "none"])
def test_what_tokens_get_from_the_api(scopes):
    own, foreign = build()
    token = issue_token(name="matrix", brands=[own.brand], scopes=scopes).text
    client = Client(raise_request_exception=False)
    api = [address for address in asked() if address.namespace.startswith("api")]
    assert api

    def look(address: Address) -> Iterator[str]:
        for question in ("", *QUESTIONS):
            answer = ask(client, address.url(own) + question, authorization=f"Bearer {token}")
            if answer.status >= 500 or answer.tells:
                yield f"{answer.status}, own brand {question}"
        if address.is_owned:
            for method in ("get", "post", "put", "patch", "delete"):
                answer = ask(client, address.url(foreign), method, authorization=f"Bearer {token}")
                # The answer repeats the address, so its words are no sign.
                if answer.status not in {403, 404, 405}:
                    yield f"{answer.status} {method}, another brand"

    report(collected(api, look))


#: Addresses that name objects in the query, or in a form: each with another brand's must be 404, or say nothing.
NAMED_IN_QUERY = (
    "/admin/bulk/content/piece/delete/?id={piece}",
    "/admin/bulk/content/campaign/delete/?id={campaign}",
    "/admin/bulk/assets/imageasset/delete/?id={image}",
    "/admin/bulk/assets/imageasset/add_tags/?id={image}",
    "/admin/bulk/assets/imageasset/add_to_collection/?id={image}",
    "/admin/bulk/assets/documentasset/delete/?id={document}",
    "/admin/bulk/accounts/user/assign_role/?id={person}",
    "/admin/bulk/accounts/user/delete/?id={person}",
    "/admin/bulk/accounts/user/set_active_state/?id={person}",
    "/admin/images/chooser/chosen-multiple/?id={image}",
    "/admin/documents/chooser/chosen-multiple/?id={document}",
    "/admin/snippets/choose/content/piece/chosen-multiple/?id={piece}",
    "/admin/snippets/choose/content/campaign/chosen-multiple/?id={campaign}",
    "/admin/images/?collection_id={collection}",
    "/admin/documents/?collection_id={collection}",
    "/admin/images/chooser/results/?collection_id={collection}",
    "/admin/snippets/content/piece/?campaign={campaign}",
    "/admin/snippets/content/piece/preview/{piece}/?mode=email/newsletter&file=message.eml",
    "/admin/reports/site-history/?user={person}",
    "/admin/snippets/content/piece/history/{own_piece}/?user={person}",
    "/admin/tag-autocomplete/?term={half}",
    "/admin/reports/waivers/?campaign={campaign}",
    "/admin/api/main/images/?id={image}&fields=*",
)


def test_what_is_named_in_a_query():
    own, foreign = build()
    wrong = []
    for letter in ROLES:
        client = Client(raise_request_exception=False)
        client.force_login(person(letter, own))
        for url in NAMED_IN_QUERY:
            answer = ask(client, _filled(url, own, foreign))
            if answer.status >= 500 or answer.tells:
                wrong.append(f"{letter} {url}: {answer.status}")
    report(wrong)


def _filled(url: str, own: Side, foreign: Side) -> str:
    return url.format(
        piece=foreign.piece.pk,
        campaign=foreign.campaign.pk,
        image=foreign.image.pk,
        document=foreign.document.pk,
        person=foreign.person.pk,
        collection=foreign.brand.collection_id,
        own_piece=own.piece.pk,
        half=SECRET[:6],
    )
