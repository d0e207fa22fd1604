"""The address of a request, without what its sender can choose."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

LOOPBACK = {"127.0.0.1", "::1", ""}
# An IPv6 client can choose among all addresses of its /64.
COUNTED_BITS = {4: 32, 6: 64}
OF_PROXIES = ("Forwarded", "X-Forwarded-", "X-Real-Ip", "Via")


def counted_address(request: HttpRequest) -> str:
    """Return the client's address, as the trusted proxy names it.

    Without a proxy in the settings it is the connection's.
    """
    address = ip_address(get_adapter(request).get_client_ip(request))
    return str(ip_network((address.packed, COUNTED_BITS[address.version]), strict=False).network_address)


def is_from_here(request: HttpRequest) -> bool:
    """Tell whether this machine asks, and not through a proxy for somebody else."""
    is_handed_on = any(name.startswith(OF_PROXIES) for name in request.headers)
    return request.META.get("REMOTE_ADDR", "") in LOOPBACK and not is_handed_on
