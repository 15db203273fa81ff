from django.urls import path

from gija.casework.compensation import views

app_name = "compensation"
urlpatterns = [
    path("", views.claims, name="list"),
    path("begin/", views.begin, name="begin"),
    path("figures/", views.figures, name="figures"),
    path("figures.csv", views.figures_csv, name="csv"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/change/", views.change, name="change"),
    path("<uuid:pk>/turn/", views.turn, name="turn"),
    path("<uuid:pk>/strike/", views.strike, name="strike"),
    path("<uuid:pk>/documents/", views.add_document, name="add_document"),
    path("<uuid:pk>/documents/<uuid:key>/", views.document, name="document"),
    path("<uuid:pk>/documents/<uuid:key>/out/", views.take_document, name="take_document"),
    path("<uuid:pk>/form.<str:spoken>.pdf", views.paper_form, name="paper"),
]
