"""Envelopes and raw parts: what is delivered, with validators; made at the first request where nobody asked before."""

import hashlib
import json
from datetime import date
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from hub.accounts.principal import Scope
from hub.audits.models import Verdict
from hub.audits.waiving import Terms, waive
from hub.guidelines.services import import_guideline
from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
from hub.variants.rendering import work_off
from renderers import registry
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message
from tests.hub.api.conftest import address, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

BASE = [(renderer.key, form.key) for renderer in registry.all_renderers() for form in renderer.formats]


@pytest.mark.parametrize(("channel", "form"), BASE)
def test_every_envelope_is_whole(caller, piece, channel, form):
    body = caller.get(address(piece, channel, form)).json()
    assert (body["piece"], body["slug"]) == (str(piece.translation_key), "laterne")
    assert (body["channel"], body["format"], body["locale"], body["dialect"], body["arm"]) == (
        channel,
        form,
        "de",
        "plain",
        "",
    )
    assert (body["brand"], body["campaign"], body["perspective"]) == ("nordlicht", "herbst", "published")
    assert (body["version"], body["reason"], body["changed"]) == (1, "piece", [])
    assert {part["name"] for part in body["parts"]} <= set(registry.get(channel).format(form).parts)
    for part in body["parts"]:
        raw = caller.get(address(piece, channel, form, part["name"]))
        assert raw.status_code == 200
        assert hashlib.sha256(raw.content).hexdigest() == part["sha256"]
        assert len(raw.content) == part["size"]
        assert raw["Content-Type"].startswith(part["media_type"])
        assert raw["ETag"] == f'"{body["key"]}"'
        assert caller.get(part["url"]).content == raw.content
        if part["media_type"].startswith(("text/", "application/json", "application/ld+json")):
            assert part["text"] == raw.content.decode()
        else:
            assert part["text"] is None
    assert all(meter["used"] >= 0 and meter["unit"] for meter in body["meters"])
    for loss in body["losses"]:
        assert loss["what"]
        assert loss["why"]
        assert loss["source"]["field"]


def test_parts_are_shut_in(caller, piece):
    response = caller.get(address(piece, "email", "newsletter", "body.html"))
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert response["Content-Language"] == "de"
    assert "Authorization" in response["Vary"]


def test_nothing_changed_is_304_without_a_body(caller, piece):
    path = address(piece, part="message.txt")
    first = caller.get(path)
    tag = first["ETag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = caller.get(path, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert again["Cache-Control"] == first["Cache-Control"] == "private, no-cache"
    for sent in ('"other"', "", tag.strip('"')[:-1]):
        assert caller.get(path, headers={"If-None-Match": sent}).status_code == 200
    problem(caller.get(address(piece, part="nope.txt"), headers={"If-None-Match": "*"}), 404, "not-found")
    factories.edit(piece, teaser="Jetzt {{ fact.price }}.")
    work_off()
    changed = caller.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_head_says_what_get_would(caller, piece):
    for path in (address(piece, part="message.txt"), address(piece), "/pieces"):
        get, head = caller.get(path), caller.head(path)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
            assert head.get(name) == get.get(name), name
    assert caller.head("/pieces/nope").status_code == 404


def test_head_is_no_pull(caller, piece, sms):
    """Whoever looks whether something is there has not fetched it; the quota counts it like any other request."""
    paths = (address(piece, part="message.txt"), address(piece), f"/variants/{sms.current.variant.key}/message.txt")
    with mock.patch("hub.delivery.ledger.note") as noted:
        for number, path in enumerate(paths):
            before, after = caller.head(path)["RateLimit"], caller.head(path)["RateLimit"]
            assert before != after
            assert noted.call_count == number
            caller.get(path)
            assert noted.call_count == number + 1, path


def test_other_methods_are_not_allowed(caller, piece):
    response = caller.post(address(piece))
    problem(response, 405, "method-not-allowed")
    assert response["Allow"] == "GET, HEAD"


def test_an_envelopes_etag_follows_language_verdict_and_version(caller, piece):
    path = address(piece)
    first = caller.get(path)
    assert caller.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert {"Authorization", "Accept-Language"} <= {name.strip() for name in first["Vary"].split(",")}
    german = caller.get(path, headers={"If-None-Match": first["ETag"], "Accept-Language": "de"})
    assert german.status_code == 200
    Verdict.objects.all().delete()
    caller.get(path)
    assert Verdict.objects.count() == 1


def test_findings_follow_the_guideline_in_force_though_the_bytes_stay(brand, caller, piece):
    path = address(piece, "web", "article")
    before = caller.get(path).json()
    assert "terms/banned-word" not in {found["rule"] for found in before["findings"]}
    import_guideline(brand, "schema: guideline/1\nterms:\n  - {banned: gefalzt, instead: geformt, language: de}\n")
    work_off()
    after = caller.get(path)
    body = after.json()
    found = next(found for found in body["findings"] if found["rule"] == "terms/banned-word")
    assert (found["severity"], found["quote"], found["waived"]) == ("error", "gefalzt", False)
    assert found["source"]["field"].startswith("body")
    assert found["source"]["block"] == piece.body[0].id
    assert found["fix"]["new"] == "geformt"
    listed = next(each for each in caller.get("/variants", channel="web").json()["items"])
    assert listed["findings"]["error"] == sum(each["severity"] == "error" for each in body["findings"])


def test_losses_meters_and_findings_come_in_the_callers_language(caller, campaign):
    row = factories.piece(
        campaign,
        hero=factories.picture(campaign.brand),
        teaser="Das ist ja ja teuer: {{ fact.price }}.",
        published=True,
    )
    work_off()
    english = caller.get(address(row)).json()
    german = caller.get(address(row), headers={"Accept-Language": "de-AT,de;q=0.9"}).json()
    other = caller.get(address(row), headers={"Accept-Language": "fr"})
    assert other["Content-Language"] in ("de", "en")
    assert [loss["what"] for loss in english["losses"]] == [loss["what"] for loss in german["losses"]]
    assert english["losses"]
    assert [loss["why"] for loss in english["losses"]] != [loss["why"] for loss in german["losses"]]
    assert [meter["unit"] for meter in english["meters"]] != [meter["unit"] for meter in german["meters"]]
    pairs = zip(english["findings"], german["findings"], strict=True)
    assert any(one["message"] != other["message"] for one, other in pairs)


def test_a_pinned_version_stays_what_it_was(caller, piece):
    first = caller.get(address(piece, part="message.txt")).content
    factories.edit(piece, facts=[factories.fact("price", "39,90 €")])
    work_off()
    path = address(piece)
    newest = caller.get(path).json()
    assert (newest["version"], "fact.price" in newest["changed"]) == (2, True)
    assert caller.get(address(piece, part="message.txt"), version=1).content == first
    assert caller.get(path, version=1).json()["version"] == 1
    assert caller.get(path, version=2).json()["key"] == newest["key"]
    problem(caller.get(path, version=3), 404, "variant-not-available")
    for wrong in (0, -1, 2**31, 10**30, "x"):
        problem(caller.get(path, version=wrong), 422, "bad-parameters")


def test_other_dialects_are_made_at_the_first_request(caller, campaign):
    row = factories.piece(campaign, teaser='Hallo {{ contact.first_name | default: "du" }}', published=True)
    work_off()
    assert not Slot.objects.filter(dialect="brevo").exists()
    body = caller.get(address(row, "email", "newsletter"), dialect="brevo").json()
    html = next(part["text"] for part in body["parts"] if part["name"] == "body.html")
    assert "contact.FIRSTNAME" in html
    assert (body["dialect"], body["reason"]) == ("brevo", "requested")
    count = Variant.objects.count()
    assert caller.get(address(row, "email", "newsletter"), dialect="brevo").json()["key"] == body["key"]
    assert Variant.objects.count() == count
    assert "brevo" in next(each["url"] for each in caller.get("/variants", dialect="brevo").json()["items"])
    factories.edit(row, teaser='Servus {{ contact.first_name | default: "du" }}')
    work_off()
    assert caller.get(address(row, "email", "newsletter"), dialect="brevo").json()["version"] == 2


def test_arms_are_made_at_the_first_request(caller, campaign):
    arms = [("arm", {"key": "b", "field": "headline", "value": "Andere Zeile"})]
    row = factories.piece(campaign, arms=arms, published=True)
    work_off()
    path = address(row, "email", "newsletter", "subject.txt")
    assert "Andere Zeile" in caller.get(path, arm="b").content.decode()
    assert "Andere Zeile" not in caller.get(path).content.decode()
    problem(caller.get(path, arm="c"), 404, "not-found")
    assert set(Slot.objects.values_list("arm", flat=True)) == {"", "b"}


def test_what_there_is_not(caller, piece):
    for channel, form in (("fax", "message"), ("sms", "letter"), ("sms", "*"), ("", "message")):
        response = caller.get(f"/pieces/{piece.translation_key}/variants/{channel}/{form}")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
    body = problem(caller.get(address(piece, "fax", "message")), 404, "unknown-channel-or-format")
    assert "sms" in body["detail"]
    body = problem(caller.get(address(piece), dialect="morse"), 422, "unsupported-dialect")
    assert "plain" in body["detail"]
    body = problem(caller.get(address(piece, part="message.pdf")), 404, "not-found")
    assert "message.txt" in body["detail"]
    assert not Slot.objects.exclude(dialect="plain").exists()


def test_a_channel_switched_off_and_an_unpublished_piece_are_gone(caller, piece, sms):
    key = f"/variants/{sms.current.variant.key}/message.txt"
    factories.edit(piece, channels_off=["sms"])
    work_off()
    problem(caller.get(address(piece)), 404, "not-found")
    problem(caller.get(key), 404, "not-found")
    assert caller.get(address(piece, "web", "article")).status_code == 200
    factories.edit(piece, channels_off=[])
    # Until the worker has been there again, somebody who asks makes it come.
    assert caller.get(address(piece)).status_code in (200, 503)
    work_off()
    assert caller.get(address(piece)).status_code == 200
    type(piece).objects.get(pk=piece.pk).unpublish()
    problem(caller.get(address(piece)), 404, "not-found")
    problem(caller.get(address(piece, part="message.txt"), version=1), 404, "not-found")
    problem(caller.get(key), 404, "not-found")
    assert caller.get("/variants").json()["items"] == []


def test_just_published_is_rendered_for_who_asks_before_the_worker(caller, campaign):
    row = factories.piece(campaign, published=True)
    assert not Variant.objects.exists()
    assert caller.get(address(row)).status_code == 200
    assert Variant.objects.count() == 1


def test_what_cannot_be_rendered_says_so_and_is_not_tried_by_every_caller(caller, campaign, monkeypatch):
    calls = []

    def missing(self, source, assets):
        calls.append(1)
        raise MissingAssetError(Message("The picture is gone."))

    monkeypatch.setattr(type(registry.get("sms")), "render", missing)
    row = factories.piece(campaign, published=True)
    body = problem(caller.get(address(row)), 503, "render-failed")
    assert body["detail"] == "The picture is gone."
    problem(caller.get(address(row)), 503, "render-failed")
    assert calls == [1]
    assert caller.get(address(row, "web", "article")).status_code == 200


def test_a_renderer_that_stumbles_is_tried_again_by_the_worker(caller, campaign, monkeypatch):
    def broken(self, source, assets):
        raise RuntimeError("out of paper")

    monkeypatch.setattr(type(registry.get("sms")), "render", broken)
    row = factories.piece(campaign, published=True)
    for _ in range(2):
        response = caller.get(address(row))
        problem(response, 503, "not-rendered-yet")
        assert response["Retry-After"] == "5"
    job = RenderJob.objects.get(slot__channel="sms")
    assert (job.attempts, job.state) == (1, JobState.WAITING)
    assert Entry.objects.count() == 0


def test_key_addresses_never_change(caller, piece, sms):
    path = f"/variants/{sms.current.variant.key}/message.txt"
    first = caller.get(path)
    assert first["Cache-Control"] == f"private, max-age={365 * 24 * 3600}, immutable"
    assert caller.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    problem(caller.get(f"/variants/{sms.current.variant.key}/nope.txt"), 404, "not-found")
    problem(caller.get(f"/variants/{'0' * 64}/message.txt"), 404, "not-found")
    factories.edit(piece, teaser="Anders: {{ fact.price }}.")
    work_off()
    problem(caller.get(path), 404, "not-found")


def test_drafts_are_rendered_for_who_may_see_them(brand, caller_for, piece):
    editor = caller_for(brand, scopes=[Scope.VARIANTS_READ, Scope.DRAFTS_READ])
    draft = piece.get_latest_revision_as_object()
    draft.teaser, draft.title = "Noch geheim: {{ fact.price }} ja ja.", "Entwurf"
    draft.save_revision()
    count = Variant.objects.count()
    path = address(piece)
    body = editor.get(path, perspective="draft").json()
    text = next(part for part in body["parts"] if part["name"] == "message.txt")
    assert "Noch geheim" in text["text"]
    assert (body["perspective"], body["version"]) == ("draft", None)
    raw = editor.get(text["url"])
    assert raw.content.decode() == text["text"]
    assert raw["Cache-Control"] == "no-store"
    assert "sandbox" in raw["Content-Security-Policy"]
    assert "Noch geheim" not in editor.get(path).content.decode()
    assert editor.get(f"/pieces/{piece.translation_key}", perspective="draft").json()["piece"]["title"] == "Entwurf"
    problem(editor.get(address(piece, part="x"), perspective="draft"), 404, "not-found")
    assert Variant.objects.count() == count


def test_a_piece_never_published_exists_as_a_draft_only(brand, caller_for, campaign):
    editor = caller_for(brand, scopes=[Scope.VARIANTS_READ, Scope.DRAFTS_READ])
    row = factories.piece(campaign, channels_off=["print"])
    problem(editor.get(address(row)), 404, "not-found")
    assert editor.get(address(row, "web", "article"), perspective="draft").status_code == 200
    problem(editor.get(address(row, "print", "a5-flyer"), perspective="draft"), 404, "not-found")
    problem(editor.get(address(row), perspective="draft", arm="b"), 404, "not-found")
    body = editor.get(address(row, "web", "article"), perspective="draft").json()
    assert {each["severity"] for each in body["findings"]} <= {"error", "warning", "note"}


def test_what_the_hot_address_costs(caller, piece, sms, django_assert_num_queries):
    path = address(piece, part="message.txt")
    tag = caller.get(path)["ETag"]
    with django_assert_num_queries(4) as counted:  # token, its brands, the piece's locales, the slot with its variant
        assert caller.get(path).status_code == 200
    said = " ".join(query["sql"] for query in counted.captured_queries)
    for column in ("provenance", '"source"', "snapshot", '"body"', '"overrides"', '"briefing"'):
        assert column not in said, column
    with django_assert_num_queries(4):
        assert caller.get(path, headers={"If-None-Match": tag}).status_code == 304
    with django_assert_num_queries(3):
        assert caller.get(f"/variants/{sms.current.variant.key}/message.txt").status_code == 200
    with django_assert_num_queries(5):  # and where the bytes of a PDF lie
        assert caller.get(address(piece, "print", "a5-flyer", "print.pdf")).status_code == 200
    caller.get(address(piece))
    with django_assert_num_queries(7):  # and the guideline's version, the verdict and the waivers
        assert caller.get(address(piece)).status_code == 200


def test_a_waiver_is_news_though_the_bytes_are_the_same(caller, piece, sms):
    import_guideline(piece.campaign.brand, "schema: guideline/1\nterms:\n  - {banned: Laterne, language: de}\n")
    work_off()
    tag = caller.get(address(piece))["ETag"]
    assert caller.get(address(piece), headers={"If-None-Match": tag}).status_code == 304
    terms = Terms(rule="terms/banned-word", locale="de")
    waive(piece, terms, reason="Der Name der Ware.", expires=timezone.localdate(), user=None)
    response = caller.get(address(piece), headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert response["ETag"] != tag
    found = [each for each in response.json()["findings"] if each["rule"] == "terms/banned-word"]
    assert found
    assert all(each["waived"] for each in found)


def test_large_parts_lie_in_the_storage(caller, piece):
    slot = Slot.objects.select_related("current__variant").get(channel="print")
    record = slot.current.variant.part("print.pdf")
    assert "text" not in record
    assert default_storage.exists(f"blobs/{record['sha256'][:2]}/{record['sha256'][2:4]}/{record['sha256']}")
    assert caller.get(address(piece, "print", "a5-flyer", "print.pdf")).content.startswith(b"%PDF")


def test_verdicts_are_kept_for_one_day_each(brand, caller, piece, monkeypatch):
    caller.get(address(piece))
    verdict = Verdict.objects.get()
    caller.get(address(piece))
    assert Verdict.objects.get().pk == verdict.pk
    Verdict.objects.update(day=date(2026, 1, 1))
    caller.get(address(piece))
    assert Verdict.objects.get().pk != verdict.pk


def test_json_parts_read_as_json(caller, piece):
    response = caller.get(address(piece, "sms", "message", "message.json"))
    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)
