from django.urls import path

from gija.police.tips import desk_views, views

app_name = "tips"
urlpatterns = [
    path("", views.tip_list, name="list"),
    path("open/", desk_views.open_page, name="open"),
    path("shut/", desk_views.shut, name="shut"),
    path("desk/", desk_views.desk, name="desk"),
    path("tables/", desk_views.tables_page, name="tables"),
    path("<slug:tip_id>/", views.tip_page, name="tip"),
    path("<slug:tip_id>/file/<int:place>/", views.file, name="file"),
    path("<slug:tip_id>/reopen/", views.reopen, name="reopen"),
    path("<slug:tip_id>/unlink/<int:link_id>/", views.unlink, name="unlink"),
    path("<slug:tip_id>/<slug:name>/", views.act, name="act"),
]
