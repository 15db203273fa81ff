from django.urls import path

from gija.rapporteur.monitoring import views, watch_views

app_name = "monitoring"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("check/", views.check, name="check"),
    path("children/", views.of_children, name="children"),
    path("children.csv", views.children_file, name="children_file"),
    path("section/<slug:section>/", views.section, name="section"),
    path("chart/<slug:chart>.csv", views.chart_file, name="chart_file"),
    path("alerts/", watch_views.alerts, name="alerts"),
    path("alerts/<int:pk>/", watch_views.alert, name="alert"),
    path("alerts/<int:pk>/task/", watch_views.alert_task, name="alert_task"),
    path("alerts/<int:pk>/dismiss/", watch_views.alert_dismiss, name="alert_dismiss"),
    path("notes/", watch_views.notes, name="notes"),
    path("notes/write/", watch_views.write, name="write"),
    path("notes/<slug:code>/", watch_views.note, name="note"),
    path("notes/<slug:code>/write/", watch_views.write, name="rewrite"),
]
