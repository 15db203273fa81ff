"""`gija serve`: open the installation in the browser of this machine."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from gija.config.migrate import migrate_all
from gija.vocabulary.errors import GijaError

app = typer.Typer(help=_("Open Gija in the browser."))


@app.callback(
    invoke_without_command=True,
    help=_("Bring the databases up to date, then serve the pages until Ctrl+C."),
)
def serve(
    port: Annotated[int, typer.Option(help=_("Port; 0 takes a free one."), min=0, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help=_("Address to listen on."))] = "127.0.0.1",
    open_to_network: Annotated[
        bool, typer.Option("--open-to-network", help=_("Allow an address that other machines can reach."))
    ] = False,
    certificate: Annotated[
        Path | None, typer.Option(help=_("TLS certificate (PEM), where no server in front ends TLS."))
    ] = None,
    key: Annotated[Path | None, typer.Option(help=_("Private key of the certificate (PEM)."))] = None,
) -> None:
    """Bring the databases up to date, then serve the pages until Ctrl+C."""
    check_host(host, open_to_network)
    check_certificate(certificate, key)
    port = port or free_port(host)
    check_free(host, port)
    migrate_all()
    console = Console()
    if settings.DEMO:
        console.print(demo_accounts())
    address = f"{'https' if certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{port}/"
    console.print(_("Gija is open at %(address)s (Ctrl+C ends it)") % {"address": address}, highlight=False)
    run(host, port, certificate, key)


def run(host: str, port: int, certificate: Path | None = None, key: Path | None = None) -> None:
    """Serve until told to stop. One process with threads: SQLite has one writer at a time anyway."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "gija.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_access=False,  # addresses of pages stay out of logs
        ssl_cert=certificate,
        ssl_key=key,
    ).serve()


def check_certificate(certificate: Path | None, key: Path | None) -> None:
    """Refuses half a pair (`serve.certificate_pair`) and a file that is not there (`common.file_missing`)."""
    if (certificate is None) != (key is None):
        raise GijaError("serve.certificate_pair")
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise GijaError("common.file_missing", file=file.name)


def check_host(host: str, open_to_network: bool) -> None:
    """Refuses an address others can reach unless told so; in demo mode always, for its accounts have no secrets."""
    if _loopback(host):
        return
    if settings.DEMO:
        raise GijaError("serve.demo_not_loopback", host=host)
    if not open_to_network:
        raise GijaError("serve.not_loopback", host=host)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def free_port(host: str) -> int:
    """A port nobody listens on now."""
    with _socket(host) as opened:
        opened.bind((host, 0))
        return int(opened.getsockname()[1])


def check_free(host: str, port: int) -> None:
    """Refuses a port that is taken (`serve.port_taken`) before anything else is done."""
    with _socket(host) as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
        except OSError:
            raise GijaError("serve.port_taken", host=host, port=port) from None


def _socket(host: str) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)


def demo_accounts() -> Table:
    """The accounts of the demo, with their password, which is the same for all and known to everyone."""
    from gija.commons.accounts.demo import DEMO_PASSWORD
    from gija.commons.accounts.models import Account
    from gija.commons.accounts.queries import role_text
    from gija.commons.directory.queries import name_on

    language = get_language() or "lt"
    table = Table(title=_("Demo accounts; password: %s") % DEMO_PASSWORD)
    table.add_column(_("E-mail"), no_wrap=True)  # cut short, it could not be typed
    table.add_column(_("Role"))
    table.add_column(_("Institution"))
    for account in Account.objects.filter(is_demo=True, is_active=True).prefetch_related("roles"):
        for held in account.roles.all():
            table.add_row(
                account.email,
                role_text(held.role).in_(language),
                name_on(held.institution_id, language=language),
            )
    return table
