from django.urls import path

from gija.rapporteur.bodies import function_views, meeting_views, views

app_name = "bodies"
urlpatterns = [
    path("", views.bodies, name="bodies"),
    path("load/", views.load, name="load"),
    path("add/", views.add, name="add"),
    path("obligations/", function_views.own, name="obligations"),
    path("functions/", function_views.functions, name="functions"),
    path("functions/load/", function_views.load, name="functions_load"),
    path("functions/add/", function_views.give, name="holding"),
    path("functions/<int:pk>/end/", function_views.release, name="release"),
    path("meetings/<int:pk>/", meeting_views.meeting, name="meeting"),
    path("meetings/<int:pk>/hold/", meeting_views.hold, name="hold"),
    path("meetings/<int:pk>/cancel/", meeting_views.cancel, name="cancel"),
    path("meetings/<int:pk>/decide/", meeting_views.decide, name="decide"),
    path("decisions/<int:pk>/", meeting_views.decision, name="decision"),
    path("decisions/<int:pk>/task/", meeting_views.task, name="task"),
    path("decisions/<int:pk>/law/", meeting_views.law, name="law"),
    path("problems/<int:pk>/propose/", views.propose, name="propose"),
    path("problems/<int:pk>/move/", views.move, name="move"),
    path("<slug:code>/", views.body, name="body"),
    path("<slug:code>/end/", views.end, name="end"),
    path("<slug:code>/seats/add/", views.seat, name="seat"),
    path("<slug:code>/seats/<int:pk>/end/", views.unseat, name="unseat"),
    path("<slug:code>/meetings/call/", meeting_views.call, name="call"),
    path("<slug:code>/problems/add/", views.problem, name="problem"),
]
