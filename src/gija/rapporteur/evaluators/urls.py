from django.urls import path

from gija.rapporteur.evaluators import contract_views, views

app_name = "evaluators"
urlpatterns = [
    path("", views.tenders, name="tenders"),
    path("load/", views.load, name="load"),
    path("add/", views.add, name="add"),
    path("package/", contract_views.package_page, name="package"),
    path("package/handover.zip", contract_views.download, name="download"),
    path("handovers/add/", contract_views.handover, name="handover"),
    path("bids/<int:pk>/admit/", views.admit, name="admit"),
    path("bids/<int:pk>/score/", views.score, name="score"),
    path("deliverables/<int:pk>/deliver/", contract_views.deliver, name="deliver"),
    path("deliverables/<int:pk>/decide/", contract_views.decide, name="decide"),
    path("deliverables/<int:pk>/pay/", contract_views.pay, name="pay"),
    path("<slug:code>/", views.tender, name="tender"),
    path("<slug:code>/call/", views.call, name="call"),
    path("<slug:code>/bids/add/", views.bid, name="bid"),
    path("<slug:code>/award/", views.award, name="award"),
    path("<slug:code>/cancel/", views.cancel, name="cancel"),
    path("<slug:code>/contract/", contract_views.sign, name="sign"),
    path("<slug:code>/contract/end/", contract_views.end, name="end"),
]
