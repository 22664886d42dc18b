"""Containers: files whose members are documents of their own, ZIP archives and the attachments of mails.

Here belongs: what is unpacked and how (`zips.py`, `mails.py`, in the box), whose names are taken (`names.py`), and landing the members one
by one with a record of the container (`members.py`). Not here: storing and receipts (`landing.py`), the text of a mail
(`documents/mail.py`): a mail is a document besides.
"""

from __future__ import annotations

# The task that unpacks a container, by the extension of its name; it runs in the box.
CONTAINERS = {
    ".zip": "ingestion.containers.zips:unpack",
    ".eml": "ingestion.containers.mails:unpack",
}
