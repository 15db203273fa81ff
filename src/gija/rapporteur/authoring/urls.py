from django.urls import path

from gija.rapporteur.authoring import sending_views, views

app_name = "authoring"
urlpatterns = [
    path("<int:pk>/texts/", views.texts, name="texts"),
    path("<int:pk>/texts/take-over/", views.take_over, name="take_over"),
    path("<int:pk>/texts/<slug:section>/", views.section, name="section"),
    path("<int:pk>/texts/<slug:section>/versions/", views.versions, name="versions"),
    path("<int:pk>/texts/<slug:section>/elsewhere/", views.elsewhere, name="elsewhere"),
    path("<int:pk>/differences/", sending_views.differences, name="differences"),
    path("<int:pk>/sending/", sending_views.sending, name="sending"),
    path("<int:pk>/sending/<int:dispatch>/received/", sending_views.received, name="received"),
]
