from django.urls import path

from gija.casework.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.all_tables, name="all"),
    path("grants/<slug:number>/", views.grant, name="grant"),
    path("approve/", views.approve, name="approve"),
    path("<uuid:pk>.csv", views.as_csv, name="csv"),
    path("<slug:name>/", views.table, name="table"),
]
