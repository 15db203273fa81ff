"""A real IMAP server on loopback for a test: its own folder, port and user; ended by its process id."""

from __future__ import annotations

import getpass
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = shutil.which("dovecot", path="/usr/sbin:/usr/bin")
USER, PASSWORD = "pranesimai", "slaptas-bandymui"

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
mail_max_userip_connections = 100
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service auth {{
  user = {internal}
}}
service auth-worker {{
  user = {internal}
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server and the one account in it."""

    port: int
    folder: Path

    def environment(self) -> dict[str, str]:
        """The settings that lead Gija to the account."""
        said = {"HOST": "127.0.0.1", "PORT": str(self.port), "USER": USER, "PASSWORD": PASSWORD, "SECURITY": "none"}
        return {f"GIJA_TIPS_IMAP_{name}": value for name, value in said.items()}

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=20) as client:
            client.login(USER, PASSWORD)
            yield client

    def put(self, *mails: bytes) -> None:
        """Lay mails into the inbox, as a mail server does that delivers."""
        with self.client() as client:
            for mail in mails:
                assert client.append("INBOX", None, None, mail)[0] == "OK"

    def lying(self, folder: str = "INBOX") -> int:
        """How many mails lie in a folder; none where there is no such folder."""
        with self.client() as client:
            answer, found = client.select(folder, readonly=True)
            return int(found[0] or 0) if answer == "OK" else 0


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server in an empty folder, until the block ends."""
    port = _free_port()
    for name in ("run", "state", "home", "mail"):
        (folder / name).mkdir()
    config = folder / "dovecot.conf"
    root = os.getuid() == 0
    own = getpass.getuser()
    names = {
        "internal": "dovecot" if root else own,
        "login": "dovenull" if root else own,
        "group": "dovecot" if root else own,
    }
    uid, gid = _mail_user(folder) if root else (os.getuid(), os.getgid())
    said = {"folder": folder, "port": port, "password": PASSWORD, "uid": uid, "gid": gid, **names}
    config.write_text(CONFIG.format(**said))
    process = subprocess.Popen(
        [str(PROGRAM), "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=(folder / "stderr").open("wb")
    )
    try:
        _answers(port, process, folder)
        yield Server(port, folder)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _mail_user(folder: Path) -> tuple[int, int]:
    """Dovecot reads no mail as root: the folders belong to `nobody` then, and lie where it can go."""
    nobody = pwd.getpwnam("nobody")
    for name in ("home", "mail"):
        os.chown(folder / name, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_uid, nobody.pw_gid


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def _answers(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            with imaplib.IMAP4("127.0.0.1", port, timeout=5):
                return
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.05)
    raise AssertionError((folder / "stderr").read_text() + _log(folder))


def _log(folder: Path) -> str:
    file = folder / "log"
    return file.read_text() if file.exists() else ""
