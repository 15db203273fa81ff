from django.urls import path, re_path

from gija.police.batches import views
from gija.police.batches.exports import FORMS

app_name = "batches"
ID = r"^(?P<batch_id>[0-9A-Z]{26})/"
urlpatterns = [
    path("", views.batch_list, name="list"),
    re_path(rf"{ID}$", views.batch_page, name="batch"),
    re_path(rf"{ID}row/(?P<number>[0-9]{{1,7}})/ask/$", views.ask_row, name="ask_row"),
    *(re_path(rf"{ID}result\.{form}$", views.export, {"form": form}, name=form) for form in FORMS),
    re_path(rf"{ID}faults\.csv$", views.fault_file, name="faults"),
    *(re_path(rf"{ID}{what}/$", views.act, {"what": what}, name=what) for what in views.ACTS),
]
