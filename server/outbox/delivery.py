"""Sending letters: through a mail server, or into a folder where none is set."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from server.config import Settings
from server.outbox.letters import written
from server.outbox.links import link_of
from server.outbox.models import Mail

Deliver = Callable[[EmailMessage], None]
_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who letters come from, and where the app is that they lead to; None if nobody said."""

    sender: str
    home: str | None = None


def message_of(mail: Mail, head: Letterhead) -> EmailMessage:
    """Return a letter as a mail; the same `Message-ID` at every attempt, so that copies merge."""
    subject, body = written(mail.kind, mail.language, mail.values)
    message = EmailMessage()
    message["From"], message["To"] = head.sender, mail.recipient
    message["Subject"] = " ".join(subject.split())
    message["Message-ID"] = f"<{mail.id}@{head.sender.rpartition('@')[2].rstrip('>')}>"
    message["Date"] = format_datetime(mail.created_at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body + link_of(mail.kind, mail.language, mail.values, head.home))
    for name, media_type, text in mail.attachments:
        subtype = media_type.partition("/")[2]
        message.add_attachment(text, subtype=subtype, filename=name)
    return message


def deliverer(settings: Settings) -> Deliver:
    """Return what sends a message in the way that the settings name."""
    if settings.smtp_host is None:
        return lambda message: _into_folder(message, settings.mail_dir)
    return lambda message: _by_smtp(message, settings)


def _into_folder(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = message["Message-ID"].strip("<>").partition("@")[0]
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(message.as_bytes())
    unfinished.rename(folder / f"{name}.eml")


def _by_smtp(message: EmailMessage, settings: Settings) -> None:
    with smtplib.SMTP(settings.smtp_host or "", settings.smtp_port, timeout=_TIMEOUT_S) as server:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.send_message(message)
