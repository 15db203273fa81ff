from django.urls import path, re_path

from gija.police.charts import views

ID = r"(?P<dossier_id>[0-9A-Z]{26})"

app_name = "charts"
urlpatterns = [
    re_path(rf"^{ID}/one/$", views.one, name="one"),
    re_path(rf"^{ID}/ways/$", views.ways, name="ways"),
    re_path(rf"^{ID}/timeline/$", views.timeline, name="timeline"),
    re_path(rf"^{ID}/map/$", views.places, name="map"),
    re_path(rf"^{ID}/edited/$", views.edited, name="edited"),
    path("<str:dossier_id>/changes/<int:number>/", views.changes, name="changes"),
]
