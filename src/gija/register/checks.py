"""The condition of a column, made anew when its list of codes has grown.

Django remakes the check of a column only for its own kinds of field; on PostgreSQL a list that gained a code would go
on refusing it. SQLite rebuilds the whole table with each `AlterField` and needs nothing.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class CheckAnew(Operation):
    """After an `AlterField` of a field of `gija.register.fields`: the column's check as the field says it now."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, name: str) -> None:
        self.model_name, self.name = model_name, name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state has changed with the `AlterField` before."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        here = self.allow_migrate_model(schema_editor.connection.alias, model)
        if here and schema_editor.connection.vendor != "sqlite":
            self._make(schema_editor, model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Going back, the operation stands before its `AlterField`: the wider check stays, and refuses nothing old."""

    def describe(self) -> str:
        return f"Make the check of {self.model_name}.{self.name} anew"

    def _make(self, editor: Any, model: Any) -> None:
        field = model._meta.get_field(self.name)
        of_the_model = {one.name for one in model._meta.constraints}
        for name in editor._constraint_names(model, [field.column], check=True, exclude=of_the_model):
            editor.execute(editor._delete_check_sql(model, name))
        name = editor._create_index_name(model._meta.db_table, [field.column], suffix="_check")
        editor.execute(editor._create_check_sql(model, name, field.db_check(editor.connection)))
