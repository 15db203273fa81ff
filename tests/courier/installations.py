"""Installations of their own for tests: own databases, own keys, own processes, TLS between them."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec

DRIVER = Path(__file__).with_name("driver.py")


class Installation:
    """One installation in a folder of its own. `call` asks it something, `start` lets it do something until killed."""

    def __init__(self, folder: Path, code: str, zones: str) -> None:
        (folder / "var").mkdir(parents=True)
        self.code, self.folder, self.port = code, folder, free_port()
        self.certificate = certificate(folder)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIJA_", "DJANGO_"))},
            "DJANGO_SETTINGS_MODULE": "gija.config.settings",
            "GIJA_VAR": str(folder / "var"),
            "GIJA_INSTALLATION": code,
            "GIJA_ZONES": zones,
            "GIJA_SECRET_KEY": "tests only",
            "GIJA_COURIER_LONGEST_WAIT": "0.2",
            "TEST_CERTIFICATE": str(folder / "tls.pem"),
            "TEST_KEY": str(folder / "tls.key"),
        }
        self.log = (folder / "log.txt").open("w")
        self.process = subprocess.Popen(
            [sys.executable, str(DRIVER)], env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.log, text=True,
        )  # fmt: skip
        self.children: set[int] = set()
        self.card = self.call("prepare")

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def ask(self, line: str) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, (self.folder / "log.txt").read_text()[-3000:]
        return json.loads(answer)

    def call(self, name: str, **arguments: Any) -> Any:
        answer = self.ask(f"call {name} {json.dumps(arguments)}")
        assert "fault" not in answer, answer["fault"]
        return answer["given"]

    def start(self, role: str) -> int:
        pid = int(self.ask(f"start {role} {self.port}" if role == "serve" else f"start {role}"))
        self.children.add(pid)
        return pid

    def kill(self, pid: int) -> None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            raise AssertionError((self.folder / "log.txt").read_text()[-3000:]) from None
        self.children.discard(pid)

    def serve(self) -> int:
        pid = self.start("serve")
        wait_for(self.port)
        return pid

    def close(self) -> None:
        for pid in list(self.children):
            self.kill(pid)
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)
        self.log.close()


def wait_for(port: int, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(port)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def certificate(folder: Path) -> str:
    """A key and a certificate for loopback, signed by itself, in `tls.key` and `tls.pem`; gives the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "gija test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    (folder / "tls.key").write_bytes(secret)
    text = made.public_bytes(form.Encoding.PEM).decode()
    (folder / "tls.pem").write_text(text)
    return text
