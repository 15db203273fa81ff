"""The annual report of 2014 and the report on 2009–2014 as files: CPU and wall time of each, cold and warm.

Run: `python -m benchmarks reports`. Cold: a new process reads the frozen report and writes one PDF, imports and all.
The peer is LibreOffice Writer, where it is: it turns the same report, as the DOCX to edit, into a PDF (its own PDF/UA
option on). CPU is that of the process and of what it started. Both PDFs are then read by the checkers `page-validation`
and `pdfua`; what they find is printed.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "src/gija/commons/pages/static/vendor/fonts"
TIMES = 3
ONE = """
import sys
from pathlib import Path
from gija.rapporteur.reports import faces, stored
data = stored.read(Path(sys.argv[1]).read_bytes())
Path(sys.argv[3]).write_bytes(faces.file(data, f"{data.code}.{sys.argv[4]}", [sys.argv[2]]))
"""
PEER = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for kind, period in (("annual", "2014"), ("multi_year", "2009-2014")):
            file = Path(folder) / f"{kind}.json"
            warm(kind, period, file)
            for ending in ("lt.pdf", "en.pdf", "both.pdf"):
                out = file.with_suffix(f".{ending}")
                command = [sys.executable, "-c", ONE, str(file), str(FONTS), str(out), ending]
                told(f"{kind} {ending} ({pages(out, command)} pages) cold", command)
            checked(file.with_suffix(".both.pdf"))
        peer(Path(folder) / "annual.json", Path(folder))


def warm(kind: str, period: str, file: Path) -> None:
    """Builds the report from the figures, keeps it in a file, and draws it a second time in this process."""
    from gija.rapporteur.reconciliation import comparing
    from gija.rapporteur.reports import faces, stored
    from gija.rapporteur.reports.building import Knowledge, Setting, template
    from gija.rapporteur.statistics import checks, published
    from gija.vocabulary.text import Text

    points = tuple(draft.point for draft in published.drafts(published.ours()))
    known = Knowledge(points, tuple(comparing.differences(points)), tuple(checks.findings(points)))
    setting = Setting(Text("Ministry", "Ministerija"), reason=Text("All the years told.", "Visi nurodyti metai."))
    data = template(kind).build(period, known, setting)
    file.write_bytes(stored.canonical(data))
    for name in (*(f"{data.code}.{end}" for end in ("en.pdf", "en.docx", "sdmx.csv")), *faces.trial(data)):
        faces.file(data, name, [FONTS])
        cpu, wall = time.process_time(), time.perf_counter()
        faces.file(data, name, [FONTS])
        print(f"{name:32} warm: CPU {time.process_time() - cpu:5.2f} s, wall {time.perf_counter() - wall:5.2f} s")


def pages(out: Path, command: Sequence[str]) -> int:
    subprocess.run(command, check=True)
    said = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"Pages:\s+(\d+)", said)[0])


def told(what: str, command: Sequence[str], times: int = TIMES) -> tuple[float, float]:
    """The least CPU and wall time of some runs, printed."""
    found = [spent(command) for _ in range(times)]
    cpu, wall = (min(one[place] for one in found) for place in (0, 1))
    print(f"{what:44} CPU {cpu:5.2f} s, wall {wall:5.2f} s (least of {times})")
    return cpu, wall


def spent(command: Sequence[str]) -> tuple[float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def checked(file: Path) -> None:
    """What two checkers of PDF/UA-1 say of the file."""
    import page
    import pdfua

    found = page.validate_pdf_bytes(file.read_bytes(), profile=page.ValidationProfile.PDF_UA_1)
    other = pdfua.validate(str(file))
    not_run = ", ".join(one.rule_id for one in other.skipped) or "none"
    print(f"  page-validation: {found.rules.passed} of {found.rules.total} rules passed, {found.rules.failed} failed")
    print(f"  pdfua: {len(other.outcomes)} rules, {len(list(other.findings))} findings, not run: {not_run}")


def peer(file: Path, folder: Path) -> None:
    """The same report through LibreOffice, from its DOCX."""
    office, text = shutil.which("soffice"), folder / "peer.docx"
    make = [sys.executable, "-c", ONE, str(file), str(FONTS), str(text), "en.docx"]
    own = told("our DOCX, cold", make)
    home = f"-env:UserInstallation=file://{folder}/office"
    turn = [office or "", home, "--headless", "--convert-to", PEER, "--outdir", str(folder), str(text)]
    if office:
        spent(turn)  # its first start makes its settings
    if not (folder / "peer.pdf").exists():
        print("no peer: LibreOffice Writer is not installed (libreoffice-writer-nogui)")
        return
    peers = told("LibreOffice: that DOCX to PDF", turn)
    mine = spent([sys.executable, "-c", ONE, str(file), str(FONTS), str(folder / "own.pdf"), "en.pdf"])
    print(f"ratio of CPU, DOCX and LibreOffice to typst: {(own[0] + peers[0]) / mine[0]:.1f}")
    checked(folder / "peer.pdf")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
