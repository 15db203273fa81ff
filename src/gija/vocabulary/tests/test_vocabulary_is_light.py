"""The vocabulary loads late and quickly: a command that only shows its help must not read every list."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_vocabulary_reads_no_list_and_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "import gija.vocabulary.lists as lists, gija.vocabulary.entities, gija.vocabulary.relations\n"
        "import gija.vocabulary.offences, gija.vocabulary.evaluation, gija.vocabulary.errors as errors\n"
        "assert lists.code_list.cache_info().currsize == 0\n"
        "assert errors.sentences.cache_info().currsize == 0\n"
        "heavy = {'django', 'pydantic', 'babel', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
