from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    name = "gija.rapporteur.authoring"
    label = "rapporteur_authoring"
    zone = "rapporteur"
