"""Unpacking a mail, in the box: its attachments are sent out one by one. Its own text is read by `documents/mail.py`."""

from __future__ import annotations

from collections.abc import Callable

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
    taken: dict[str, int] = {}
    for written, content in found:
        try:
            name = member_name(written)
        except Refused as refusal:
            sender.refuse(written, refusal, len(content))
            continue
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:  # two mails of one name are both meant: nobody brings a mail up to date
            stem, dot, kind = name.rpartition(".")
            name = f"{stem or kind} ({taken[name]}){dot}{kind if stem else ''}"
        if not is_nobodys(name):
            sender.offer(name, len(content), lambda content=content: iter([content] if content else []))
