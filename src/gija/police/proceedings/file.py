"""The case file of the police: victims in proceedings: its models, rights and addresses."""

from django.utils.translation import gettext_lazy as _

from gija.commons.casefile.file import CaseFile
from gija.police.proceedings import models

FILE = CaseFile(
    zone="police",
    right="police.proceeding",
    space="proceedings",
    title=_("Victims in proceedings"),
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
