from django.urls import path

from gija.rapporteur.reports import views
from gija.rapporteur.reports.choosing import views as choosing

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/choice/", choosing.choice, name="choice"),
    path("<int:pk>/tables/<slug:population>/", choosing.table, name="table"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/send-back/", views.send_back, name="send_back"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/embargo/", views.embargo, name="embargo"),
    path("<int:pk>/certificate/", views.certificate, name="certificate"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/files/<str:name>", views.file, name="file"),
]
