"""The way of a case from the first signal to its closure: screening, risk, safe contact, a child's path, approval.

For case workers and their supervisors. Asked for by S1 (lines 166 to 168: actors of the National Referral Mechanism
work within their competence). Above 1,500 lines because six kinds of entry share one case, one log, one way to strike
out; each act is a service and a form of its own.
"""
