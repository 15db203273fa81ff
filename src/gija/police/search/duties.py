"""What the worker does each day for this room: questions past their day are erased."""

from __future__ import annotations

from gija.commons.courier.duties import daily


@daily("police.search.sweep")
def sweep_daily() -> None:
    """Erase what is no longer to be kept (see `retention`)."""
    from gija.police.search import retention

    retention.sweep()
