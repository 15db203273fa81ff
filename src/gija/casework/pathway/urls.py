from django.urls import path

from gija.casework.pathway import entry_views, views

app_name = "pathway"
urlpatterns = [
    path("", views.ways, name="list"),
    path("stages/", views.definition, name="stages"),
    path("times/", views.times, name="times"),
    path("stages.csv", views.stages_csv, name="csv"),
    path("case/<uuid:pk>/", views.case, name="case"),
    path("case/<uuid:pk>/<slug:what>/", entry_views.enter, name="enter"),
    path("screening/blank.<str:spoken>.pdf", entry_views.blank_paper, name="blank"),
    path("screening/<uuid:pk>/", entry_views.screening, name="screening"),
    path("screening/<uuid:pk>/decide/", entry_views.decide, name="decide"),
    path("screening/<uuid:pk>/form.<str:spoken>.pdf", entry_views.screening_paper, name="paper"),
    path("strike/<slug:kind>/<uuid:pk>/", entry_views.strike, name="strike"),
    path("closure/<uuid:pk>/", entry_views.approve, name="approve"),
    path("closure/<uuid:pk>/reopen/", entry_views.reopen, name="reopen"),
]
