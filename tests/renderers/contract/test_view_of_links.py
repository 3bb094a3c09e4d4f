"""Of the hosts whose links a brand tags a renderer sees those that its input names: others decide no byte."""

from dataclasses import replace

import pytest

from renderers import registry
from renderers.contract import walk
from renderers.contract.document import Action
from renderers.contract.renderer import Reads
from renderers.contract.request import LinkPolicy
from renderers.contract.text import RichText, Text
from renderers.contract.view import render_key, view
from tests import corpus

UTM = (("utm_source", "{channel}"), ("utm_campaign", "herbst"))
READING = [renderer for renderer in registry.all_renderers() if Reads.LINKS in renderer.reads]


def seen(renderer, name, hosts):
    request = corpus.request(renderer.formats[0].key)
    request = replace(request, links=LinkPolicy(utm=UTM, hosts=hosts))
    return view(corpus.document(name), corpus.tokens(), request, renderer)


def hosts_of(name) -> list[str]:
    return sorted({url.split("/")[2] for _, url in walk.urls(corpus.document(name)) if url.startswith("http")})


@pytest.mark.parametrize("renderer", READING, ids=lambda renderer: renderer.key)
@pytest.mark.parametrize("name", corpus.names())
def test_another_host_changes_no_key_and_every_link_is_tagged_as_before(renderer, name):
    own = hosts_of(name)
    for hosts in ((), ("nowhere.example",), tuple(own), tuple(own[:1])):
        policy = LinkPolicy(utm=UTM, hosts=hosts).resolved(renderer.key, renderer.formats[0].key)
        before = seen(renderer, name, hosts)
        for _, url in walk.urls(before.document):
            assert before.request.links.tagged(url) == policy.tagged(url)
        if hosts:
            after = seen(renderer, name, ("elsewhere.example", *reversed(hosts)))
            assert render_key(after, renderer) == render_key(before, renderer)


@pytest.mark.parametrize("renderer", READING, ids=lambda renderer: renderer.key)
def test_a_host_that_is_linked_changes_the_key(renderer):
    own = hosts_of("every-block")
    assert own
    without = render_key(seen(renderer, "every-block", ("elsewhere.example",)), renderer)
    assert render_key(seen(renderer, "every-block", ("elsewhere.example", *own)), renderer) != without
    assert render_key(seen(renderer, "every-block", ()), renderer) != without


def test_what_the_brand_itself_links_to_counts():
    email = registry.get("email")
    request = replace(corpus.request("newsletter"), links=LinkPolicy(utm=UTM, hosts=("till.example",)))
    tokens = corpus.tokens()
    tokens = replace(tokens, sender=replace(tokens.sender, website="https://Till.example/start"))
    assert view(corpus.document("title-only"), tokens, request, email).request.links.hosts == ("till.example",)


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("kg.example", True),
        ("shop.kg.example", True),
        ("a.b.KG.example", True),
        ("notkg.example", False),
        ("kg.example.evil.example", False),
        ("example", False),
    ],
)
def test_what_lies_below_a_host_is_tagged_too(host, is_own):
    policy = LinkPolicy(utm=(("utm_source", "email"),), hosts=("KG.example",))
    url = f"https://{host}/x?a=1#b"
    assert policy.tagged(url) == (f"https://{host}/x?a=1&utm_source=email#b" if is_own else url)
    assert policy.tagged(f"mailto:a@{host}") == f"mailto:a@{host}"


@pytest.mark.parametrize("renderer", READING, ids=lambda renderer: renderer.key)
def test_two_links_below_a_host_have_two_keys_and_others_keep_theirs(renderer):
    """What a key was made of before stays so, unless something is linked to that was not tagged then."""
    document = corpus.document("title-only")

    def shown(url: str, hosts: tuple[str, ...]):
        request = replace(corpus.request(renderer.formats[0].key), links=LinkPolicy(utm=UTM, hosts=hosts))
        linked = replace(document, action=Action(RichText((Text("Los"),)), url))
        return view(linked, corpus.tokens(), request, renderer).request.links.hosts

    assert shown("https://kg.example/x", ("kg.example",)) == ("kg.example",)
    assert shown("https://shop.kg.example/x", ("kg.example",)) == ("kg.example", "shop.kg.example")
    assert shown("https://notkg.example/x", ("kg.example",)) == ("kg.example",)
    assert shown("https://elsewhere.example/x", ("kg.example",)) == shown("https://else.example/x", ("kg.example",))
