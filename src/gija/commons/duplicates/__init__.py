"""The same person twice inside one institution: pairs weighed by a model, decided by people, joined and undone.

For every zone with a case file (case work, police); names are compared in memory and never leave. Asked for by the
common depersonalised database: search before you create, and possible duplicates with the reasons for each.
"""

from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "gija.commons.duplicates"
    label = "duplicates"
