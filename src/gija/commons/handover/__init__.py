"""Tables of counts that one person freezes and another approves; approval hands them to the Rapporteur.

For every institution that owes figures. Each table is counted by a rule (`rules.Rule`), never typed in; a correction is
a new vintage, and what was handed over stays as it was.
"""
