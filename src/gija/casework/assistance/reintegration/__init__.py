"""The way back into work: courses, groups, self-help, placement; jobs found, and kept after six and twelve months.

Asked for by S1 (line 144): the Programme for the Psychological Rehabilitation, Vocational Guidance and Employment.
"""
