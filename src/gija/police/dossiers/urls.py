from django.urls import path, re_path

from gija.police.dossiers import views

ID = r"(?P<dossier_id>[0-9A-Z]{26})"

app_name = "dossiers"
urlpatterns = [
    path("", views.dossiers, name="list"),
    # any path part: whoever follows a wrong number reads that it is unknown, instead of a bare "not found"
    re_path(r"^gather/(?P<candidate_id>[0-9A-Z]{1,26})/$", views.gather, name="gather"),
    re_path(rf"^{ID}/$", views.dossier, name="dossier"),
    re_path(rf"^{ID}/chart/$", views.chart, name="chart"),
    re_path(rf"^{ID}/picture\.svg$", views.picture, name="picture"),
    re_path(rf"^{ID}/expand/$", views.expand, name="expand"),
    re_path(rf"^{ID}/undo/$", views.undo, name="undo"),
    re_path(rf"^{ID}/export/$", views.export, name="export"),
]
