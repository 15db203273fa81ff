from django.urls import path

from gija.rapporteur.collection import desk_views, file_views, views

app_name = "collection"
urlpatterns = [
    path("own/", views.own, name="own"),
    path("own/approving/", views.approving, name="approving"),
    path("own/<int:pk>/", views.submission, name="submission"),
    path("own/<int:pk>/findings/", views.findings, name="findings"),
    path("own/<int:pk>/act/", views.act, name="act"),
    path("own/<int:pk>/delegate/", views.delegate, name="delegate"),
    path("own/<int:pk>/comment/", views.comment, name="comment"),
    path("own/<int:pk>/decide/", views.decide, name="decide"),
    path("own/<int:pk>/template.xlsx", file_views.workbook, name="workbook"),
    path("own/<int:pk>/template.csv", file_views.table, name="table"),
    path("own/<int:pk>/sdmx.csv", file_views.message, {"kind": "csv"}, name="sdmx_csv"),
    path("own/<int:pk>/sdmx.xml", file_views.message, {"kind": "xml"}, name="sdmx_xml"),
    path("own/<int:pk>/structure.xml", file_views.message, {"kind": "structure"}, name="sdmx_structure"),
    path("own/<int:pk>/upload/", file_views.upload, name="upload"),
    path("own/<int:pk>/<slug:indicator>/", views.indicator, name="indicator"),
    path("receipts/<slug:number>/", views.receipt, name="receipt"),
    path("submissions/receipts/<slug:number>/", desk_views.receipt, name="desk_receipt"),
    path("calls/", desk_views.calls, name="calls"),
    path("calls/open/", desk_views.open_call, name="open_call"),
    path("calls/remind/", desk_views.remind, name="remind"),
    path("calls/calendar/", desk_views.calendar, name="calendar"),
    path("calls/<slug:code>/", desk_views.call, name="call"),
    path("calls/<slug:code>/quality/", desk_views.quality, name="quality"),
    path("submissions/<int:pk>/", desk_views.submission, name="desk"),
    path("submissions/<int:pk>/comment/", desk_views.comment, name="desk_comment"),
    path("submissions/<int:pk>/decide/", desk_views.decide, name="desk_decide"),
]
