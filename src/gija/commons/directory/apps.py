from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "gija.commons.directory"
    label = "directory"

    def ready(self) -> None:
        from gija.commons.pages.work import work

        work("directory.read", _("Institutions"), "directory:list", _("Institutions, their units and their names."))
