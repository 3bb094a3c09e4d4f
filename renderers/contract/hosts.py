"""Which addresses are a brand's own: makers tag their links, judges look at the tags. Both ask here."""


def belongs_to(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host, in lower case, is one of the listed ones or below one: `shop.kg.example` is `kg.example`'s."""
    if not host:
        return False
    return host in hosts or any(host == own or host.endswith(f".{own}") for own in map(str.lower, hosts) if own)
