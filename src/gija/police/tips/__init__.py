"""Tips: what the public writes, tells or calls in, sealed to the officers on duty, sorted, answered and put away.

For investigators of the tips desk; administrators never read a tip. Asked for by the mailbox of the police of 2009
(prekybazmonemis@policija.lt), which a specialised investigator keeps.
"""
