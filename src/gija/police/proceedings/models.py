"""Presumed and recognised victims as the police know them, in the police database."""

from __future__ import annotations

from gija.commons.casefile import models as base


class Person(base.BasePerson):
    """Who it is."""


class Import(base.BaseImport):
    """A file of cases."""


class Case(base.BaseCase):
    """One person's case."""


class Status(base.BaseStatus):
    """A status and who gave it."""


class Assistance(base.BaseAssistance):
    """A service given."""


class Consent(base.BaseConsent):
    """What was agreed to."""


class Part(base.BasePart):
    """A part of a group of the record model."""


class Note(base.BaseNote):
    """Free text."""


class Submission(base.BaseSubmission):
    """What left for the register."""
