"""The case file of the case-work zone: its models, rights and addresses."""

from django.utils.translation import gettext_lazy as _

from gija.casework.cases import models
from gija.commons.casefile.file import CaseFile

FILE = CaseFile(
    zone="casework",
    right="casework.case",
    space="cases",
    title=_("Cases"),
    person=models.Person,
    case=models.Case,
    status=models.Status,
    assistance=models.Assistance,
    consent=models.Consent,
    part=models.Part,
    note=models.Note,
    submission=models.Submission,
    imported=models.Import,
)
