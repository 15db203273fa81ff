"""A check of an offer of work, study or marriage abroad: signs to tick, what each may mean, what to ask before leaving.

For whoever was made an offer, and for officers and organisations who talk with them. Asked for by S1 (line 13):
potential victims are approached and talked out of dangerous offers. Nothing ticked is kept, sent on or put into an
address.
"""
