"""The case file of an institution: a person, what happened, help, consent; and the gate through which a record leaves.

For case workers and investigators, each in a zone of its own: zones make the abstract parts concrete and never meet.
Asked for by the common depersonalised database of 2006, into which organisations that help victims report.
"""
