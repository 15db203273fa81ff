from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    name = "gija.police.hotline"
    label = "police_hotline"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work(
            "police.hotline.read",
            _("Hotline"),
            "hotline:start",
            _("Record a call, keep the shift, find a number, note who was warned about an offer."),
        )
        daily("police.hotline.sweep")(_sweep)


def _sweep() -> object:
    from gija.police.hotline import retention  # late: every command starts the apps, few need this

    return retention.sweep()
