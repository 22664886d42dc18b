"""Unpacking a mail, in the box: its attachments are sent out one by one. Its own text is read by `documents/mail.py`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, count

from ingestion.boxed.limits import Limits, variable
from ingestion.containers.names import Refused, is_nobodys, member_name
from ingestion.containers.sending import Sender
from ingestion.documents.errors import ReadError
from ingestion.documents.mail import attachments, parse


def unpack(
    data: bytes, send: Callable[..., None], limits: Limits, suffixes: list[str], members: int, unpacked: int, member_bytes: int
) -> None:
    """The task: send every attachment of a supported kind, the others with why not. Parameters: see `zips.unpack`.

    Raises Refused where no attachment is taken. A mail without attachments sends nothing.
    """
    sender = Sender(send, suffixes, member_bytes)
    try:
        found = attachments(parse(data))
    except ReadError as error:
        raise Refused(error.reason, error.detail) from None
    if len(found) > members:
        detail = f"The mail has {len(found):,} attachments, more than the {members:,} allowed; split it, or raise {variable('members')}."
        raise Refused("too_many_members", detail)
    if sum(len(content) for _, content in found) > unpacked:
        raise Refused("unpacks_too_large", f"The attachments have more than {unpacked:,} bytes together; raise {variable('unpacked_mb')}.")
    taken: set[str] = set()
    for written, content in found:
        try:
            name = member_name(_free(member_name(written), taken))
        except Refused as refusal:
            sender.refuse(written, refusal, len(content))
            continue
        taken.add(name)
        if not is_nobodys(name):
            sender.offer(name, len(content), lambda content=content: iter([content] if content else []))


def _free(name: str, taken: set[str]) -> str:
    """The name, numbered where it is taken: two attachments of one name are both meant, nobody brings a mail up to date."""
    stem, dot, kind = name.rpartition(".")
    numbered = (f"{stem or kind} ({number}){dot}{kind if stem else ''}" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in taken)
