"""Tells people that something broke: to the log, to a webhook, by mail, or to a function of a user's.

A channel that is down is a `NotifyError`, whose message holds no address, password or token; who calls tries again later.
"""

import json
import logging
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from email.message import EmailMessage

from pipelines.operations.settings import OperationsSettings, names_of
from pipelines.operations.users import UserFunctionError, user_function

TIMEOUT_S = 10.0
TLS_PORT = 465
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
LOGGER = logging.getLogger("dateline.notify")


class NotifyError(RuntimeError):
    """A channel could not be used; the message says which and why, and holds no secret."""


@dataclass(frozen=True, slots=True)
class Notification:
    """What people are told.

    Attributes:
        title: One line.
        text: What broke, and what to do.
        run_id: The run.
        link: Address of the run in the UI; empty when it is not known.
    """

    title: str
    text: str
    run_id: str
    link: str = ""


Channel = Callable[[Notification, OperationsSettings], None]


def tell(channel: str, notification: Notification, settings: OperationsSettings) -> None:
    """Tell of something through one channel.

    Raises:
        NotifyError: If that channel cannot be used now, or is not one.
    """
    send = CHANNELS.get(channel) or _of_user(channel)
    try:
        send(notification, settings)
    except NotifyError:
        raise
    except Exception as error:  # noqa: BLE001 a user's function may raise anything
        raise NotifyError(f"{channel}: {type(error).__name__}") from None  # a cause's message may hold an address


def _log(notification: Notification, settings: OperationsSettings) -> None:
    del settings
    LOGGER.error("%s\n%s", notification.title, notification.text)


def _webhook(notification: Notification, settings: OperationsSettings) -> None:
    address = settings.webhook_url.get_secret_value()
    if not address.startswith(("http://", "https://")):
        raise NotifyError("webhook: set DATELINE_WEBHOOK_URL to an address that begins with https://")
    request = urllib.request.Request(  # noqa: S310 held to http and https above
        address, json.dumps(asdict(notification)).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:  # noqa: S310
            response.read()
    except urllib.error.HTTPError as error:
        raise NotifyError(f"webhook: it answered {error.code}") from None
    except OSError as error:
        raise NotifyError(f"webhook: cannot be reached ({type(error).__name__})") from None


def _mail(notification: Notification, settings: OperationsSettings) -> None:
    to = names_of(settings.mail_to)
    if not to or not settings.mail_from:
        raise NotifyError("mail: set DATELINE_MAIL_FROM and DATELINE_MAIL_TO")
    message = EmailMessage()
    message["Subject"] = " ".join(notification.title.split())
    message["From"], message["To"] = settings.mail_from, ", ".join(to)
    message.set_content(f"{notification.text}\n\n{notification.link}".strip())
    server = smtplib.SMTP_SSL if settings.smtp_port == TLS_PORT else smtplib.SMTP
    with server(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S) as connection:
        connection.ehlo()
        is_private = settings.smtp_port == TLS_PORT or _made_private(connection)
        if settings.smtp_user:
            if not is_private and settings.smtp_host not in LOOPBACK:
                raise NotifyError("mail: the server offers no TLS, and a password is not sent without")
            connection.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        connection.send_message(message)


def _made_private(connection: smtplib.SMTP) -> bool:
    if not connection.has_extn("starttls"):
        return False
    connection.starttls(context=ssl.create_default_context())
    return True


CHANNELS: Mapping[str, Channel] = {"log": _log, "webhook": _webhook, "mail": _mail}


def _of_user(channel: str) -> Channel:
    if ":" not in channel:
        raise NotifyError(
            f"DATELINE_NOTIFY: no channel {channel!r}; there are {', '.join(CHANNELS)}, and module:function of your own"
        )
    try:
        return user_function(channel)
    except UserFunctionError as error:
        raise NotifyError(f"DATELINE_NOTIFY: {error}") from None
