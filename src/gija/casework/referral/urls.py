from django.urls import path

from gija.casework.referral import views

app_name = "referral"
urlpatterns = [
    path("", views.referrals, name="list"),
    path("send/", views.send, name="send"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/form.<str:spoken>.pdf", views.paper_form, name="paper"),
    path("<uuid:pk>/looked/", views.looked, name="looked"),
    path("<uuid:pk>/answer/<slug:act>/", views.answer, name="answer"),
    path("<uuid:pk>/own/<slug:act>/", views.act, name="act"),
]
