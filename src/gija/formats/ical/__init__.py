"""Days that a calendar program reads (RFC 5545): whole-day events with an alarm before them.

For whoever must not miss a deadline. What stands in it may be read by whoever holds the file: no personal data.
"""

from gija.formats.ical.writing import TYPE, Day, written

__all__ = ["TYPE", "Day", "written"]
