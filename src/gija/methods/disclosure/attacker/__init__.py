"""What somebody who has every release knows: unknown counts, what was said of them, and how far each can be narrowed.

`figures` reads releases as statements, `spaces` finds the unknowns they need, `system` joins both, `solving` asks the
solver (highspy, imported late). For the audit and for suppression alike.
"""
