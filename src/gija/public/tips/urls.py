from django.urls import re_path

from gija.public.tips import views

LANGUAGE = r"(?P<language>lt|en|ru|pl)"
urlpatterns = [
    re_path(rf"^{LANGUAGE}/tips/$", views.form, name="tips"),
    re_path(rf"^{LANGUAGE}/tips/advice/$", views.advice, name="tips_advice"),
    re_path(rf"^{LANGUAGE}/tips/sealed/$", views.sealed, name="tips_sealed"),
    re_path(rf"^{LANGUAGE}/tips/answers/$", views.answers, name="tips_answers"),
    re_path(rf"^{LANGUAGE}/tips/answers/sealed/$", views.opened, name="tips_opened"),
]
