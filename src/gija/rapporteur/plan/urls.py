from django.urls import path

from gija.rapporteur.plan import draft_views, file_views, progress_views, views

app_name = "plan"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("load/", views.load, name="load"),
    path("own/", progress_views.own, name="own"),
    path("progress/<int:pk>/", progress_views.progress, name="progress"),
    path("progress/<int:pk>/write/", progress_views.write, name="write"),
    path("progress/<int:pk>/documents/add/", file_views.add, name="add_document"),
    path("progress/<int:pk>/documents/<int:key>/", file_views.document, name="document"),
    path("progress/<int:pk>/documents/<int:key>/take/", file_views.take, name="take_document"),
    path("progress/<int:pk>/decide/", progress_views.decide, name="decide"),
    path("<slug:code>/", views.plan, name="plan"),
    path("<slug:code>/evaluate/", views.evaluate, name="evaluate"),
    path("<slug:code>/plan.yaml", views.file, {"kind": "yaml"}, name="yaml"),
    path("<slug:code>/measures.xlsx", views.file, {"kind": "xlsx"}, name="workbook"),
    path("<slug:code>/measures/<str:measure>/", views.measure, name="measure"),
    path("<slug:code>/measures/<str:measure>/report/", progress_views.begin, name="begin"),
    path("<slug:code>/draft/", draft_views.draft, name="draft"),
    path("<slug:code>/draft/start/", draft_views.start, name="start"),
    path("<slug:code>/draft/add/", draft_views.measure, name="add"),
    path("<slug:code>/draft/file/", draft_views.upload, name="upload"),
    path("<slug:code>/draft/move/", draft_views.move, name="move"),
    path("<slug:code>/draft/opinion/", draft_views.opinion, name="opinion"),
    path("<slug:code>/draft/adopt/", draft_views.adopt, name="adopt"),
    path("<slug:code>/draft/<str:item>/", draft_views.measure, name="edit"),
    path("<slug:code>/draft/<str:item>/drop/", draft_views.drop, name="drop"),
]
