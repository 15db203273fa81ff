from django.urls import path

from gija.casework.teams import handing_views as handing
from gija.casework.teams import views

app_name = "teams"
urlpatterns = [
    path("", views.teams, name="list"),
    path("handover/", handing.handovers, name="handovers"),
    path("handover/new/", handing.new, name="new"),
    path("handover/<uuid:pk>/", handing.one, name="handover"),
    path("handover/<uuid:pk>/acknowledge/", handing.acknowledge, name="acknowledge"),
    path("handover/<uuid:pk>/undo/", handing.undo, name="undo"),
    path("<uuid:case_id>/", views.team, name="team"),
    path("member/<uuid:pk>/<slug:act>/", views.leave, name="leave"),
]
