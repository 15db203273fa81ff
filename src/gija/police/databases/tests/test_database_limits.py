"""Large files and killed processes: memory stays bounded, nothing is left half-written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gija.methods.search.values import Query
from gija.police.databases import index
from gija.police.databases.ask import ask
from gija.police.databases.mapping import Mapping
from gija.police.databases.values import State

Mapped = Callable[..., Mapping]
Makes = Callable[..., str]

# Runs in a process of its own: the peak of its memory is then that of the reading alone.
READ_ALL = r"""
import re, sys
from contextlib import closing
from pathlib import Path
from gija.police.databases.mapping import load
from gija.police.databases.readers import reader
from gija.police.databases.readers.base import Stop
mapping = load(Path(sys.argv[1]))
table = mapping.tables[0]
with closing(reader(mapping, 300)) as opened:
    rows = sum(1 for _ in opened.rows(table.name, mapping.columns(table), None, Stop(300, 10**9, 10**12)))
# Not getrusage: its peak is inherited from the process that started this one.
print(rows, int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""

INDEX = """
import sys
import django
django.setup()
from django.conf import settings
from pathlib import Path
settings.INDEX_FOLDER = Path(sys.argv[2])
from gija.police.databases import index
from gija.police.databases.mapping import load
print("begun", flush=True)
index.refresh(load(Path(sys.argv[1])), lambda rows: print(rows, flush=True))
"""


def python(program: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", program, *map(str, arguments)]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1257"])
def test_a_file_of_200_megabytes_is_read_in_bounded_memory(mapped: Mapped, tmp_path: Path, encoding: str) -> None:
    header = "ID;VARDAS;PAVARDE;GIM_DATA;LYTIS;AK;ADRESAS;TEL;NUO;STATUSAS;PASTABA\n"
    line = ";Žydrūnė;Šimkutė;1990.05.17;M;;Gedimino pr. 9-2, Vilnius;;;;" + "ž" * 130 + "\n"
    with (tmp_path / "mappings" / "big.csv").open("w", encoding=encoding) as file:
        file.write(header)
        size = 0
        number = 0
        while size < 200_000_000:
            block = "".join(f"{number + at}{line}" for at in range(1000))
            size += len(block.encode(encoding))
            number += 1000
            file.write(block)
    mapping = mapped(f'file: big.csv\n  delimiter: ";"\n  encoding: {encoding}')
    done = subprocess.run(python(READ_ALL, mapping.path), capture_output=True, text=True, check=True, timeout=300)
    rows, megabytes = map(int, done.stdout.split())
    assert rows == number
    assert megabytes < 400
    (answer,) = ask(Query("person", {"name": "Visai Kitoks"}), [mapping])
    assert answer.state in (State.PARTIAL, State.LATE)  # too large to compare every row
    assert answer.seconds < 7


@pytest.mark.slow
def test_a_killed_indexing_leaves_the_old_index_whole(mapped: Mapped, residents_csv: Makes, settings: Any) -> None:
    import os

    index.refresh(mapped(residents_csv(), access="indexed"))
    many = [(str(n), "Jonas", f"Jonaitis{n}", *[""] * 8) for n in range(60_000)]
    mapping = mapped(residents_csv(many), access="indexed")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "gija.config.settings_test"}
    for rows in ("begun", "20000"):
        process = subprocess.Popen(
            python(INDEX, mapping.path, settings.INDEX_FOLDER), stdout=subprocess.PIPE, text=True, env=environment
        )
        assert process.stdout is not None
        while process.stdout.readline().strip() != rows:
            assert process.poll() is None
        process.kill()
        process.wait()
        assert index.opened(mapping).size == 8
        (answer,) = ask(Query("person", {"name": "Jonas Kravčionok"}), [mapping])
        assert len(answer.matches.found) == 1
    assert index.refresh(mapping).records == 60_000  # and the next one is not held up by the killed
    assert index.opened(mapping).size == 60_000


def test_two_indexings_of_one_database_do_not_run_at_once(mapped: Mapped, residents_csv: Makes) -> None:
    from gija.vocabulary.errors import GijaError

    mapping = mapped(residents_csv(), access="indexed")
    index.refresh(mapping)
    with index.alone(mapping), pytest.raises(GijaError) as caught:
        index.refresh(mapping)
    assert caught.value.code == "database.index_running"


def test_a_question_to_eight_small_databases_gets_eight_answers(
    mapped: Mapped, residents_csv: Makes, residents_sqlite: Makes
) -> None:
    rows = [(str(n), "Jonas", f"Jonaitis{n}", "", "V", "", "", f"+3706{n:07}", "", "", "") for n in range(2_000)]
    made = [mapped(residents_csv(rows), code=f"a{n}", access="indexed") for n in range(6)]
    made += [mapped(residents_csv(rows), code="live_csv"), mapped(residents_sqlite(rows), code="live_sqlite")]
    for mapping in made[:6]:
        index.refresh(mapping)
    query = Query("phone", {"number": "8 600 00007"})
    for _ in range(2):  # opening every index, then warm
        answers = ask(query, made)
        assert [len(answer.matches.found) for answer in answers] == [1] * 8
