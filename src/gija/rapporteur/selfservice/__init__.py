"""Tables that state institutions make themselves from the register's figures, with noise bound to the people counted.

For suppliers, their heads, evaluators, the Ombudsman and the Rapporteur's office. Asked for by the duty to answer
questions on victims without giving one away. Every question is kept; what would narrow a small count is refused.
"""
