"""Addresses of the pages: what all zones share, then each zone that this installation runs."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

# (address, module): imported only for the zones that run here, for the models of the others are not installed.
ZONE_URLS = {
    "police": [
        ("police/databases/", "gija.police.databases.urls"),
        ("police/search/", "gija.police.search.urls"),
        ("police/access/", "gija.police.access.urls"),
        ("police/requests/", "gija.police.requests.urls"),
        ("police/subjects/", "gija.police.subjects.urls"),
        ("police/dossiers/", "gija.police.dossiers.urls"),
        ("police/charts/", "gija.police.charts.urls"),
        ("police/proceedings/", "gija.police.proceedings.urls"),
        ("police/criminal-cases/", "gija.police.criminal_cases.urls"),
        ("police/duplicates/", "gija.police.duplicates.urls"),
        ("police/batches/", "gija.police.batches.urls"),
        ("police/alerts/", "gija.police.alerts.urls"),
        ("police/tips/", "gija.police.tips.urls"),
        ("police/hotline/", "gija.police.hotline.urls"),
    ],
    "casework": [
        ("casework/cases/", "gija.casework.cases.urls"),
        ("casework/duplicates/", "gija.casework.duplicates.urls"),
        ("casework/exchange/", "gija.casework.exchange.urls"),
        ("casework/periods/", "gija.casework.clocks.urls"),
        ("casework/referrals/", "gija.casework.referral.urls"),
        ("casework/compensation/", "gija.casework.compensation.urls"),
        ("casework/assistance/", "gija.casework.assistance.urls"),
        ("casework/memoranda/", "gija.casework.memoranda.urls"),
        ("casework/teams/", "gija.casework.teams.urls"),
        ("casework/returns/", "gija.casework.returns.urls"),
        ("casework/figures/", "gija.casework.figures.urls"),
        ("casework/pathway/", "gija.casework.pathway.urls"),
    ],
    "register": [
        ("register/records/", "gija.register.records.urls"),
        ("register/tables/", "gija.register.tables.urls"),
        ("register/hints/", "gija.register.hints.urls"),
        ("register/people/", "gija.register.clusters.urls"),
        ("register/analysis/", "gija.register.analysis.urls"),
        ("register/administration/", "gija.register.administration.urls"),
    ],
    "rapporteur": [
        ("rapporteur/figures/", "gija.rapporteur.statistics.urls"),
        ("rapporteur/monitoring/", "gija.rapporteur.monitoring.urls"),
        ("rapporteur/tasks/", "gija.rapporteur.tasks.urls"),
        ("rapporteur/reconciliation/", "gija.rapporteur.reconciliation.urls"),
        ("rapporteur/plans/", "gija.rapporteur.plan.urls"),
        ("rapporteur/duties/", "gija.rapporteur.duties.urls"),
        ("rapporteur/bodies/", "gija.rapporteur.bodies.urls"),
        ("rapporteur/recommendations/", "gija.rapporteur.recommendations.urls"),
        ("rapporteur/evaluators/", "gija.rapporteur.evaluators.urls"),
        ("rapporteur/grants/", "gija.rapporteur.activities.urls"),
        ("rapporteur/cooperation/", "gija.rapporteur.cooperation.urls"),
        ("rapporteur/holdings/", "gija.rapporteur.holdings.urls"),
        ("rapporteur/ledger/", "gija.rapporteur.gate.urls"),
        ("rapporteur/collection/", "gija.rapporteur.collection.urls"),
        ("rapporteur/official/", "gija.rapporteur.official.urls"),
        ("rapporteur/deliveries/", "gija.rapporteur.deliveries.urls"),
        ("rapporteur/reports/", "gija.rapporteur.reports.urls"),
        ("rapporteur/reports/", "gija.rapporteur.authoring.urls"),
        ("rapporteur/estimates/", "gija.rapporteur.estimates.urls"),
        ("rapporteur/tables/", "gija.rapporteur.selfservice.urls"),
    ],
    "public": [("public/", "gija.public.urls")],
}

urlpatterns = [
    path("", include("gija.commons.pages.urls")),
    path("accounts/", include("gija.commons.accounts.urls")),
    path("audit/", include("gija.commons.audit.urls")),
    path("courier/", include("gija.commons.courier.urls")),
    path("institutions/", include("gija.commons.directory.urls")),
    path("api/", include("gija.commons.api.urls")),
    *(path(route, include(module)) for zone in settings.ZONES for route, module in ZONE_URLS.get(zone, ())),
]

handler403 = "gija.commons.pages.views.forbidden"
handler404 = "gija.commons.pages.views.not_found"
handler500 = "gija.commons.pages.views.server_error"
handler400 = "gija.commons.pages.views.bad_request"
