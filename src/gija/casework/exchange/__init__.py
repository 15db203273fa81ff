"""Information about a victim who agrees, from one organisation to another: offered, asked for, sent sealed, receipted.

For case workers; what is sent is released by a supervisor. Only on a standing consent to sharing for referral; over the
courier or in a sealed file. Asked for by the exchange of available information between institutions that help victims.
"""
