"""Telling one sender of reports from another for a day, without knowing who either is.

The digest of an address alone could be undone by trying all addresses. So each day has a salt of
its own, which is thrown away when that day is over everywhere on earth; from then on nothing leads
from a digest back to an address. The spot goes into the digest as well, so that what one sender
says about several spots cannot be put together.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import secrets
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from server.spots.freshness_models import ReportSalt

_HOME_BITS: Final = 64
"""Who has one IPv6 address has all those that share so many bits with it."""


def sender_of(session: Session, address: str, spot_id: str, day: dt.date) -> str:
    """Return what stands for whoever reports something of a spot from `address` on `day`."""
    told = f"{spot_id} {network_of(address)}".encode()
    return hmac.new(_salt_of(session, day).encode(), told, hashlib.sha256).hexdigest()


def network_of(address: str) -> str:
    """Return the IPv4 address, or the home network of an IPv6 address; other text as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), _HOME_BITS), strict=False))


def _salt_of(session: Session, day: dt.date) -> str:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = insert(ReportSalt).values(day=day, salt=secrets.token_hex(32))
    session.execute(new.on_conflict_do_nothing())
    return session.scalars(sa.select(ReportSalt.salt).where(ReportSalt.day == day)).one()


def forget_senders(session: Session, now: dt.datetime) -> None:
    """Throw away the salts of days that are over everywhere on earth."""
    yesterday = now.astimezone(dt.UTC).date() - dt.timedelta(days=1)
    session.execute(sa.delete(ReportSalt).where(ReportSalt.day < yesterday))
