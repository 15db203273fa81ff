"""An institution's tables to the National Rapporteur: compensation, periods, referrals, people assisted, grants.

For case workers, who make them, and supervisors, who approve a colleague's. Every figure is counted by rule from the
case files (S1, lines 27, 31, 136 to 142), frozen and handed over (`commons.handover`); none is typed in.
"""
