from django.urls import path, re_path

from gija.register.tables import views

TABLE = r"^(?P<table_id>[0-9a-f-]{36})"
app_name = "register_tables"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("new/", views.build, name="build"),
    re_path(TABLE + r"/$", views.table, name="table"),
    re_path(TABLE + r"/approve/$", views.approve, name="approve"),
    re_path(TABLE + r"/figure/(?P<place>[0-9]{1,6})/$", views.figure, name="figure"),
    re_path(TABLE + r"/table\.csv$", views.export, name="export"),
]
