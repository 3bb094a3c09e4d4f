"""Every example of the pages for scripts is run as it is written, against a live hub on this machine."""

import html
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.test import Client

from hub.accounts.principal import Scope
from hub.accounts.services import issue_token
from hub.api import guides
from hub.content.models import Piece
from hub.content.rendering import render_piece
from hub.delivery import signing
from hub.guidelines.services import import_guideline
from hub.variants.rendering import work_off
from renderers import registry
from tests.hub.accounts.factories import BrandFactory
from tests.hub.content import factories

LANGUAGES = ("en", "de")
_CODE = re.compile(r'<pre><code class="language-(sh|python)">(.*?)</code></pre>', re.DOTALL)


def codes(name: str, language: str = "en") -> dict[str, str]:
    """The examples of a page, as a reader copies them."""
    page = Client().get(f"/api/v1/guides/{name}/", headers={"Accept-Language": language})
    assert page.status_code == 200
    return {kind: html.unescape(text) for kind, text in _CODE.findall(page.content.decode())}


class Desk:
    """A person's shell in an empty folder, with HUB and TOKEN set."""

    def __init__(self, folder, hub: str, token: str) -> None:
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "HUB": hub, "TOKEN": token, "PYTHONIOENCODING": "utf-8"}

    def curl(self, code: str) -> str:
        return self._run(["sh", "-c", code])

    def python(self, code: str, *, status: int = 0) -> str:
        return self._run([sys.executable, "-c", code], status=status)

    def _run(self, command: list[str], *, status: int = 0) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == status, done.stderr + done.stdout
        return done.stdout


@pytest.fixture
def brand(db):
    """The demonstration's names, which the examples use."""
    brand = BrandFactory(key="kupfergruen", name="Kupfergrün")
    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL + "terms:\n  - {banned: Funzel}\n")
    return brand


@pytest.fixture
def piece(brand) -> Piece:
    campaign = factories.campaign(brand, slug="winterlicht")
    row = factories.piece(campaign, slug="laternen", published=True, channels_off=["print", "social"])
    work_off()
    return row


@pytest.fixture
def desk(tmp_path, live_server, piece, brand) -> Desk:
    return Desk(tmp_path, live_server.url, issue_token(name="desk", brands=[brand], scopes=list(Scope)).text)


@pytest.mark.django_db(transaction=True)
class TestExamples:
    def test_newsletter(self, desk):
        code = codes("newsletter")
        desk.curl(code["sh"])
        page = (desk.folder / "body.html").read_text()
        assert "{{ unsubscribe }}" in page
        out = desk.python(code["python"])
        assert [line.split()[0] for line in out.splitlines()] == ["subject.txt", "preheader.txt", "body.html"]
        assert (desk.folder / "body.html").read_text() == page
        assert "Winter" in (desk.folder / "subject.txt").read_text()

    def test_folder(self, desk, piece):
        code = codes("folder")
        assert json.loads(desk.curl(code["sh"]))["items"]
        desk.python(code["python"])
        place = desk.folder / "copy" / str(piece.translation_key)
        assert "Kupfer" in (place / "article" / "de" / "plain" / "-" / "body.html").read_text()
        Piece.objects.get(pk=piece.pk).unpublish()
        desk.python(code["python"])
        assert not [file for file in place.rglob("*") if file.is_file()]

    def test_folder_keeps_dialects_apart_and_begins_anew_without_its_mark(self, desk, piece):
        code = codes("folder")["python"].replace('"web"', '"email"')
        desk.curl(codes("newsletter")["sh"])  # asks for the dialect, which has a place from now on
        desk.python(code)
        place = desk.folder / "copy" / str(piece.translation_key) / "newsletter" / "de"
        assert "{{ unsubscribe }}" in (place / "brevo" / "-" / "body.html").read_text()
        assert "{{ unsubscribe }}" not in (place / "plain" / "-" / "body.html").read_text()
        Piece.objects.get(pk=piece.pk).unpublish()
        (desk.folder / "cursor.txt").unlink()
        desk.python(code)
        assert not [file for file in place.rglob("*") if file.is_file()]

    def test_folder_never_takes_a_refusal_for_content(self, desk, monkeypatch):
        monkeypatch.setattr("hub.api.variants.slots_showing", lambda _principal, _key: [])
        desk.python(codes("folder")["python"], status=1)
        assert not (desk.folder / "cursor.txt").exists()
        assert not [file for file in (desk.folder / "copy").rglob("*") if file.is_file()]

    def test_webhook(self, desk):
        code = codes("webhook")
        made = json.loads(desk.curl(code["sh"]))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**desk.environment, "SECRET": made["secret"], "PORT": str(port)}
        receiver = subprocess.Popen([sys.executable, "-c", code["python"]], env=environment, stderr=subprocess.DEVNULL)
        try:
            body = b'{"type": "variants.changed"}'
            signed = signing.headers("msg_1", int(time.time()), body, [made["secret"]])
            assert _post(port, body, signed) == 204
            assert _post(port, body + b" ", signed) == 401
            assert _post(port, body, signing.headers("msg_1", int(time.time()) - 600, body, [made["secret"]])) == 401
        finally:
            receiver.kill()
            receiver.wait()

    def test_pdf(self, desk, piece):
        piece.teaser = "Eine Funzel."
        rendered = render_piece(piece, channel="print", format_key="a5-flyer").artifact
        data = next(part.data for part in rendered.parts if part.name == "print.pdf")
        (desk.folder / "flyer.pdf").write_bytes(data)
        code = codes("pdf")
        assert "terms/banned-word" in {found["rule"] for found in json.loads(desk.curl(code["sh"]))["findings"]}
        assert "Funzel" in desk.python(code["python"], status=1)

    def test_draft(self, desk):
        code = codes("draft")
        assert json.loads(desk.curl(code["sh"]))["piece"]["slug"] == "windlicht"
        assert "Der Feuerkorb ist da." in desk.python(code["python"])
        drafts = Piece.objects.filter(slug__in=["windlicht", "feuerkorb"])
        assert [piece.live for piece in drafts] == [False, False]


def _post(port: int, body: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", data=body, headers=headers)
    for _attempt in range(100):
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the receiver did not come up")


@pytest.mark.django_db
def test_the_examples_are_the_same_in_every_language_and_short():
    for name in guides.NAMES:
        english, german = codes(name, "en"), codes(name, "de")
        assert english == german
        assert set(english) == {"sh", "python"}
        assert len(english["sh"].splitlines()) == 1
        assert len(english["python"].splitlines()) <= 20, name


def test_dialects_that_are_named_are_there():
    for language in LANGUAGES:
        named = re.search(r"`dialect=(\w+)`.*?: ((?:`\w+`(?:, )?)+)", guides.text_of("newsletter", language), re.DOTALL)
        assert named is not None
        assert {named[1], *re.findall(r"`(\w+)`", named[2])} <= set(registry.get("email").dialects)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_lead_to_each_other_and_load_nothing(language):
    page = Client().get("/api/v1/guides/", headers={"Accept-Language": language})
    text = page.content.decode()
    assert f'lang="{language}"' in text
    for name in guides.NAMES:
        assert f'href="/api/v1/guides/{name}/"' in text
    assert "src=" not in text
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert Client().get("/api/v1/guides/nope/").status_code == 404
    for scope in Scope:
        assert f"<code>{scope.value}</code>" in text
