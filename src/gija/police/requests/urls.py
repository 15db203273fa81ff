from django.urls import path

from gija.police.requests import views

app_name = "requests"
urlpatterns = [
    path("", views.request_list, name="list"),
    path("new/<slug:query_id>/<slug:database>/", views.send, name="send"),
    path("<slug:request_id>/", views.request_page, name="request"),
    path("<slug:request_id>/answer/", views.answer, name="answer"),
    path("<slug:request_id>/close/", views.close, name="close"),
]
