from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class RowLevelConfig(AppConfig):
    name = "gija.commons.rowlevel"
    label = "rowlevel"

    def ready(self) -> None:
        from gija.commons.rowlevel.policies import apply

        # The signal comes once for each app with models, after all tables are made; audit has them in every database.
        post_migrate.connect(apply, sender=apps.get_app_config("audit"), dispatch_uid="rowlevel")
