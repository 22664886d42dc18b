"""The one door to the network: Twisted's reactor, in which every outgoing connection is checked by the address it really goes to.

Scrapy makes it through its TWISTED_REACTOR setting. Names are looked up before, so that an answer of the DNS that changes between two
looks, a redirect or a proxy cannot lead past the check. Nothing may listen.

Tests serve sites on loopback. `WAREHOUSE_CRAWL_LOOPBACK=news.test=127.0.0.1:8001,…` says that a name stands for an address, and that this
address and port, a loopback one, may be connected to; several addresses joined by `|` are given in turn, as a changing DNS does. It is an
environment variable and no key of a definition, so that no definition can open the door.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping

from twisted.internet import main
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer

from ingestion.crawl.addresses import ForbiddenAddress, refusal

LOOPBACK_VARIABLE = "WAREHOUSE_CRAWL_LOOPBACK"


class GuardedReactor(AsyncioSelectorReactor):
    """Connects to public addresses, and to the loopback sites that the environment names; refuses all others with ForbiddenAddress."""

    def __init__(self) -> None:
        super().__init__()
        names, self._allowed = loopback_sites(os.environ)
        if names:
            self.installNameResolver(_NamedResolver(self.nameResolver, names))

    def connectTCP(self, host, port, factory, timeout=30, bindAddress=None):
        """Connect, if `host` (a numeric address by now) may be connected to."""
        if (host, port) not in self._allowed and (why := refusal(host)):
            raise ForbiddenAddress(f"{host} port {port}: {why}")
        return super().connectTCP(host, port, factory, timeout, bindAddress)

    def listenTCP(self, *_, **__):
        """Refuse: a crawler serves nobody."""
        raise ForbiddenAddress("the crawler listens to nobody")

    connectUNIX = listenUNIX = listenUDP = listenSSL = connectSSL = listenTCP


def install() -> None:
    """Make this the process's reactor; Scrapy calls it."""
    main.installReactor(GuardedReactor())


def loopback_sites(environ: Mapping[str, str]) -> tuple[dict[str, list[str]], frozenset[tuple[str, int]]]:
    """The names that the environment gives to loopback sites, and the addresses with ports that may be connected to."""
    names: dict[str, list[str]] = {}
    allowed = set()
    for part in (environ.get(LOOPBACK_VARIABLE) or "").split(","):
        if not part.strip():
            continue
        name, _, places = part.strip().partition("=")
        for place in places.split("|"):
            address, _, port = place.rpartition(":")
            names.setdefault(name, []).append(str(ipaddress.ip_address(address.strip("[]"))))
            # Other addresses may be named, to try that they are refused.
            if ipaddress.ip_address(address.strip("[]")).is_loopback and int(port):
                allowed.add((names[name][-1], int(port)))
    return names, frozenset(allowed)


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """There is nothing to wait for."""


@implementer(IHostnameResolver)
class _NamedResolver:
    """Names of the environment's sites, each look giving the next of their addresses; all others as before."""

    def __init__(self, others: IHostnameResolver, names: dict[str, list[str]]) -> None:
        self._others, self._names = others, {name: list(addresses) for name, addresses in names.items()}

    def resolveHostName(self, resolutionReceiver, hostName, portNumber=0, addressTypes=None, transportSemantics="TCP"):
        addresses = self._names.get(hostName)
        if addresses is None:
            return self._others.resolveHostName(resolutionReceiver, hostName, portNumber, addressTypes, transportSemantics)
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        kind = IPv6Address if ":" in address else IPv4Address
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        resolutionReceiver.addressResolved(kind("TCP", address, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution
