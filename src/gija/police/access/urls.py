from django.urls import path

from gija.police.access import views

app_name = "access"
urlpatterns = [
    path("open/<slug:query_id>/", views.open_glass, name="open"),
    path("uses/", views.review, name="review"),
    path("uses/<slug:glass_id>/", views.use, name="use"),
    path("uses/<slug:glass_id>/end/", views.end_by_auditor, name="audit_end"),
    path("end/<slug:glass_id>/", views.end, name="end"),
]
