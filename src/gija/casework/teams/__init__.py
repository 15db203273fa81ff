"""The team of a case, and the handing over of cases when a worker leaves.

For case workers; a supervisor hands over. Being in a team of another institution gives no right to the case: it says
who helps and what they may be told. Asked for by S1 (line 113).
"""
