from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "gija.register.clusters"
    label = "register_clusters"
    zone = "register"

    def ready(self) -> None:
        from gija.register.clusters import handlers  # noqa: F401  registers the handler
        from gija.register.fields import insist

        insist(self)
