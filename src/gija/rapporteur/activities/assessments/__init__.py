"""Assessors: conflict of interest, points and words for every criterion, the ranking. They see projects only."""
