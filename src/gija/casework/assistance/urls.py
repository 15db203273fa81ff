from django.urls import path

from gija.casework.assistance import views
from gija.casework.assistance.catalogue import views as catalogue
from gija.casework.assistance.figures import views as figures
from gija.casework.assistance.plans import views as plans
from gija.casework.assistance.reintegration import views as ways

app_name = "assistance"
urlpatterns = [
    path("", views.events, name="list"),
    path("sheet/", views.sheet, name="sheet"),
    path("case/<uuid:pk>/", views.of_case, name="of_case"),
    path("event/<uuid:pk>/", views.event, name="event"),
    path("event/<uuid:pk>/strike/", views.strike, name="strike"),
    path("events.<str:kind>", figures.events_file, name="events_file"),
    path("figures/", figures.people, name="figures"),
    path("figures/<int:year>.<str:kind>", figures.people_file, name="people_file"),
    path("services/", catalogue.services, name="catalogue"),
    path("services/add/", catalogue.add, name="add_service"),
    path("services/<uuid:pk>/", catalogue.service, name="service"),
    path("services/<uuid:pk>/change/", catalogue.change, name="change_service"),
    path("services/<uuid:pk>/retire/", catalogue.retire, name="retire_service"),
    path("plans/", plans.plans, name="plans"),
    path("plans/of/<uuid:pk>/", plans.begin, name="begin_plan"),
    path("plans/<uuid:pk>/", plans.plan, name="plan"),
    path("plans/<uuid:pk>/decide/", plans.decide, name="decide_plan"),
    path("plans/<uuid:pk>/plan.<str:spoken>.pdf", plans.sheet, name="plan_paper"),
    path("plans/<uuid:pk>/<slug:act>/", plans.turn, name="turn_plan"),
    path("reintegration/", ways.ways, name="ways"),
    path("reintegration/outcomes/", ways.came_of_it, name="outcomes"),
    path("reintegration/<uuid:pk>/", ways.way, name="way"),
    path("reintegration/<uuid:pk>/begin/<slug:what>/", ways.begin, name="begin_way"),
    path("reintegration/<slug:what>/<uuid:pk>/<slug:act>/", ways.turn, name="turn_way"),
]
