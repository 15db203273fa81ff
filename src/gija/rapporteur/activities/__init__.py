"""Grants for projects of institutions that help: call, applications, scores, award, contract, reports, the year.

For the ministry's grant officer, assessors, institutions that apply (each sees its own), and the Rapporteur who reads.
Asked for by S1 (lines 134 to 142). No name of a person who was helped has a place here.
"""
