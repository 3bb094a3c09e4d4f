"""The rule `links/unlisted-host`."""

from collections.abc import Iterator

from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from brand.web import Address, address_of, belongs_to, is_test_system, ways
from renderers.contract.message import Message


class UnlistedHost(Rule):
    """A link leads to a host that the guideline does not list.

    ## Why it matters
    A link to a staging server is dead for customers, and a tracker's or a stranger's host spends the brand's trust.

    ## How to put it right
    Use an address of the brand, or have the host added to the guideline. Mail addresses and telephone numbers are no
    hosts. Addresses of test systems are reported even where the guideline lists no hosts at all.
    """

    id = "links/unlisted-host"
    severity = Severity.ERROR
    options = (Option("also", "", "Further hosts that are fine, separated by blanks"),)
    source = "The guideline's hosts"
    examples = (
        Good(
            '<p><a href="https://shop.lumora.example/x">Shop</a> <a href="mailto:post@any.example">Mail</a></p>',
            kind=SubjectKind.HTML,
        ),
        Good(
            '<p><a href="#top">Nach oben</a> <a href="{{ unsubscribe }}">Abmelden</a></p>',
            kind=SubjectKind.HTML,
            locale="de",
        ),
        Good("Mehr auf https://lumora.example/abend.", locale="de"),
        Good("See https://lumora.example/test-drive and call us."),
        Bad(
            '<p><a href="https://tracker.example/c/1">Shop</a></p>',
            kind=SubjectKind.HTML,
            flags=("https://tracker.example/c/1",),
        ),
        Bad(
            "Mehr auf https://staging.lumora.example/abend.",
            locale="de",
            flags=("https://staging.lumora.example/abend",),
        ),
        Bad("See http://localhost:8000/x today.", flags=("http://localhost:8000/x",), guideline=Guideline()),
        Bad("See https://notlumora.example/ now.", flags=("https://notlumora.example/",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each link to a test system or to a host that is not listed."""
        hosts = (*guideline.hosts, *str(self.option(guideline, subject, "also")).split())
        for link in ways(subject):
            address = address_of(link.url)
            if address is None or not address.is_web:
                continue
            message = _complaint(address, hosts if guideline.hosts else ())
            if message is not None:
                yield self.finding(link.where, message, quote=link.url, evidence={"host": address.host})


def _complaint(address: Address, hosts: tuple[str, ...]) -> Message | None:
    if address.host in hosts:
        return None
    if is_test_system(address.host):
        return Message("The link leads to a test system: {host}.", host=address.host)
    if hosts and not belongs_to(address.host, hosts):
        return Message("The guideline does not list the host {host}.", host=address.host)
    return None


plugin = UnlistedHost()
