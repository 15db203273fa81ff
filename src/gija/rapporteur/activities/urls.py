from django.urls import path

from gija.rapporteur.activities.applications import views as apply_views
from gija.rapporteur.activities.assessments import views as assess_views
from gija.rapporteur.activities.calls import decision_views, views
from gija.rapporteur.activities.contracts import views as grant_views
from gija.rapporteur.activities.years import views as yearly_views

app_name = "activities"
urlpatterns = [
    path("", views.calls, name="calls"),
    path("add/", views.add, name="add"),
    path("calls/<slug:code>/", views.call, name="call"),
    path("calls/<slug:code>/change/", views.change, name="change"),
    path("calls/<slug:code>/criteria/", views.criteria, name="criteria"),
    path("calls/<slug:code>/publish/", views.publish, name="publish"),
    path("calls/<slug:code>/assess/", views.assess, name="assess"),
    path("calls/<slug:code>/award/", views.award, name="award"),
    path("calls/<slug:code>/end/", views.end, name="end"),
    path("applications/<int:pk>/", decision_views.application, name="application"),
    path("applications/<int:pk>/decide/", decision_views.decide, name="decide"),
    path("applications/<int:pk>/letter/", decision_views.letter, name="letter"),
    path("applications/<int:pk>/appeal/", decision_views.appeal, name="appeal"),
    path("applications/<int:pk>/contract/", decision_views.sign, name="sign"),
    path("contracts/<slug:number>/", grant_views.grant, name="grant"),
    path("contracts/<slug:number>/amend/", grant_views.amend, name="amend"),
    path("contracts/<slug:number>/instalments/add/", grant_views.instalment, name="instalment"),
    path("instalments/<int:pk>/pay/", grant_views.pay, name="pay"),
    path("persons/<int:pk>/decide/", grant_views.judge_persons, name="judge_persons"),
    path("money/<int:pk>/decide/", grant_views.judge_money, name="judge_money"),
    path("years/", yearly_views.years, name="years"),
    path("years/<int:year>/", yearly_views.year, name="year"),
    path("years/<int:year>/grants.csv", yearly_views.export, name="export"),
    path("assess/", assess_views.assessing_list, name="assessing"),
    path("assess/<int:pk>/", assess_views.assessed, name="assessed"),
    path("assess/<int:pk>/declare/", assess_views.declare, name="declare"),
    path("assess/<int:pk>/score/", assess_views.score, name="score"),
    path("assess/<int:pk>/meet/", assess_views.meet, name="meet"),
    path("own/", apply_views.offers, name="offers"),
    path("own/calls/<slug:code>/", apply_views.offer, name="offer"),
    path("own/calls/<slug:code>/write/", apply_views.write, name="write"),
    path("own/applications/<int:pk>/", apply_views.own, name="own"),
    path("own/applications/<int:pk>/submit/", apply_views.submit, name="submit"),
    path("own/applications/<int:pk>/withdraw/", apply_views.withdraw, name="withdraw"),
    path("own/applications/<int:pk>/letter/", apply_views.letter, name="own_letter"),
    path("own/grants/<slug:number>/", apply_views.grant, name="own_grant"),
    path("own/grants/<slug:number>/money/", apply_views.money, name="money"),
]
