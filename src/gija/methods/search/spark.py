"""The same bulk search through Spark: for those who have more questions than one machine answers in time.

Every worker opens the indexes itself, so their folders must be reachable under the same path from all of them. The
answers are those of `bulk.search_files`, byte for byte. pyspark is an optional extra and is imported only here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from gija.methods.search.bulk import Numbered, answers, opened, write_lines
from gija.methods.search.scoring import HIT_THRESHOLD
from gija.methods.search.values import Query
from gija.vocabulary.errors import GijaError

A_PARTITION = 2_000  # questions answered by a worker in one go
_HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
# No web page and no log of events: they would show what was asked.
_QUIET = {"spark.ui.enabled": "false", "spark.eventLog.enabled": "false", "spark.io.encryption.enabled": "true"}


def search_files(
    indexes: Mapping[str, Path | str],
    queries: Iterable[Query],
    out: Path | str,
    *,
    limit: int = 20,
    at_least: float = HIT_THRESHOLD,
    master: str = "local[*]",
    settings: Mapping[str, str] | None = None,
) -> int:
    """As `bulk.search_files`, the questions shared out among Spark's workers.

    `master`: the address of a cluster, `local[N]` or `local-cluster[…]`; `settings`: further ones of Spark. What Spark
    puts down on its workers' disks meanwhile is encrypted. Errors: `search.no_spark` where pyspark is missing, and
    as `Index.open`.
    """
    opened(indexes)  # a missing index is said here, by name, not by a worker
    paths = {code: str(Path(path).resolve()) for code, path in indexes.items()}
    asked = [(number, query) for number, query in enumerate(queries)]
    session = _session(master, settings or {})
    try:
        from pyspark import StorageLevel

        shared = session.sparkContext.parallelize(asked, max(2, -(-len(asked) // A_PARTITION)))
        lines = shared.mapPartitions(partial(_answered, paths=paths, limit=limit, at_least=at_least))
        lines.persist(StorageLevel.DISK_ONLY)
        lines.count()  # all workers at once; fetched one by one below, they would take turns
        return write_lines(Path(out), lines.toLocalIterator())
    finally:
        session.stop()


def _session(master: str, settings: Mapping[str, str]) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise GijaError("search.no_spark") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("gija search")
    for name, value in {**_QUIET, **(_HERE if master.startswith("local") else {}), **settings}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _answered(queries: Iterator[Numbered], paths: Mapping[str, str], limit: int, at_least: float) -> Iterator[str]:
    """On a worker: the indexes are opened once for each share of questions; opening takes a millisecond."""
    return answers(opened(paths), queries, limit, at_least)
