from django.urls import path

from gija.commons.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.entry_list, name="list"),
    path("verify/", views.verify_page, name="verify"),
    path("<slug:database>/<int:number>/", views.entry_page, name="entry"),
]
