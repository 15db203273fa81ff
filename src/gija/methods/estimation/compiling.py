"""Compiled inner loops: numba's cache where a folder for it can be written, else compiled in each process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function in machine code, letting other threads run; importing a module that uses it needs numba."""
    try:
        made: Callable[..., Any] = njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no folder can be written: numba refuses to keep it
        made = njit(nogil=True)(function)
    return made


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `compiled`, for a part of a loop that is called too often for a call: its text is put where it is called."""
    try:
        made: Callable[..., Any] = njit(nogil=True, cache=True, inline="always")(function)
    except RuntimeError:
        made = njit(nogil=True, inline="always")(function)
    return made
