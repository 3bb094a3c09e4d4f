"""Each role signs in, follows every link the admin offers, from menu, dashboard, lists and editors, and meets no door
that is closed: no 403, 404 or 500, and never the dashboard with "you may not" on it.
"""

import html
import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from hub.accounts.roles import Role
from hub.content import commenting
from hub.content.models import Piece
from tests.hub.accounts.factories import UserFactory
from tests.hub.matrix.world import SECRET, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: Links in pages, and in the menu, which the page carries as JSON.
_HREF = re.compile(r"""<a\b[^>]*?\bhref=["']([^"'#][^"']*)["']""", re.IGNORECASE)
_MENU = re.compile(r'"url": "(/admin/[^"]*)"')
#: What a page of the admin is called begins with its own name.
_NAMELESS = re.compile(r"<title>\s*(- |</title>)")
#: Ends the session; leaves the hub; is completed by a script with what is chosen; web pages, which the hub has not.
_SKIPPED = re.compile(r"^/admin/logout/|^/(?!admin/|files/)|^/admin/bulk/|^/admin/pages/")
#: A page that says why something cannot be done now, and what to do instead.
_EXPLAINED = 409
#: So many pages of one kind (the same address but for numbers and questions) are as good as all.
_OF_A_KIND = 3


def links(page: str, base: str) -> Iterator[str]:
    for found in [*_HREF.findall(page), *_MENU.findall(page)]:
        address = urlsplit(urljoin(base, html.unescape(found)))
        if address.netloc in {"", "testserver"} and not _SKIPPED.search(address.path):
            yield f"{address.path}?{address.query}" if address.query else address.path


def kind(address: str) -> str:
    parts = urlsplit(address)
    names = sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)})
    return re.sub(r"\d+", "#", parts.path) + "?" + ",".join(names)


def walk(client: Client) -> Iterator[tuple[str, str, int, str, str]]:
    """Every page that can be reached: address, where the link stood, status, where it leads on, what it says."""
    waiting, seen, kinds = deque([(reverse("wagtailadmin_home"), "")]), set(), Counter()
    while waiting:
        address, source = waiting.popleft()
        if address in seen or kinds[kind(address)] >= _OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind(address)] += 1
        answer = client.get(address, headers={"Accept-Language": "en"})
        is_page = "html" in answer.get("Content-Type", "") and not answer.streaming
        text = answer.content.decode() if is_page else ""
        if answer.streaming:
            b"".join(answer)
        leads_to = answer.get("Location", "")
        yield address, source, answer.status_code, leads_to, text
        found = [leads_to] if leads_to else []
        waiting.extend((link, address) for link in [*found, *links(text, address)] if link.startswith("/"))


@pytest.fixture
def furnished(settings, tmp_path):
    """A brand in use: with submitted, live and changed pieces, and people talking about them. Files are files."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": disk}
    own, _foreign = build()
    return own


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.name.lower() if role else "superuser")
def test_no_link_leads_to_a_closed_door(furnished, role):
    user = UserFactory(username="walker", role=role, brands=[furnished.brand], is_superuser=role is None, language="en")
    if role is not None:
        commenting.write(furnished.piece, user=furnished.person, text="@walker bitte")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    home, wrong, pages = reverse("wagtailadmin_home"), [], 0
    for address, source, status, leads_to, text in walk(client):
        pages += 1
        if status >= 400 and status != _EXPLAINED:
            wrong.append(f"{status} {address}, linked from {source}")
        elif leads_to == home and address not in {home, "/admin"}:
            wrong.append(f"turned away from {address}, linked from {source}")
        if _NAMELESS.search(text):
            wrong.append(f"{address} has no title")
        if role is not None and SECRET in text:
            wrong.append(f"{address} tells of another brand")
    assert not wrong, "\n" + "\n".join(wrong)
    assert pages > 30


def test_each_role_sees_what_it_can_use(furnished, signed_in):
    """The menu and the first page, in words."""

    def home(role: Role) -> str:
        user = UserFactory(username=f"w-{role.name.lower()}", role=role, brands=[furnished.brand], language="en")
        return signed_in(user).get(reverse("wagtailadmin_home")).content.decode()

    pages = {role: home(role) for role in Role}
    add_piece = reverse(Piece.snippet_viewset.get_url_name("add"))
    writes = {role for role, page in pages.items() if add_piece in page}
    assert writes == {Role.EDITOR, Role.BRAND_MANAGER, Role.ADMINISTRATOR}
    assert {role for role, page in pages.items() if "board_drafts" in page} == writes
    assert {role for role, page in pages.items() if reverse("board_calendar") in page} == set(Role)
    people = reverse("wagtailusers_users:index")
    assert {role for role, page in pages.items() if f'"url": "{people}"' in page} == {Role.ADMINISTRATOR}
