from django.urls import path

from gija.casework.returns import signal_views as signals
from gija.casework.returns import views

app_name = "returns"
urlpatterns = [
    path("", views.returns, name="list"),
    path("begin/", views.begin, name="begin"),
    path("signals/", signals.signals, name="signals"),
    path("signals/enter/", signals.enter, name="enter"),
    path("signals/<uuid:pk>/", signals.one, name="signal"),
    path("signals/<uuid:pk>/<slug:act>/", signals.act, name="signal_act"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/form.<str:spoken>.pdf", views.paper_form, name="paper"),
    path("<uuid:pk>/help/<uuid:help_id>/strike/", views.strike_help, name="strike_help"),
    path("<uuid:pk>/<slug:act>/", views.act, name="act"),
]
