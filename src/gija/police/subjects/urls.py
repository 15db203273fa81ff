from django.urls import path

from gija.police.subjects import views

app_name = "subjects"
urlpatterns = [
    path("", views.request_list, name="list"),
    path("new/", views.register, name="register"),
    path("finding/<slug:finding_id>/", views.judge, name="judge"),
    path("<slug:request_id>/", views.request_page, name="request"),
    path("<slug:request_id>/act/<slug:act>/", views.act, name="act"),
    path("<slug:request_id>/answer/", views.answer, name="answer"),
]
