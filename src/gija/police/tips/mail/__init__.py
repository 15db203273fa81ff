"""A mail as bytes, written by anybody, made into plain words without trusting anything in it. Knows no Django.

`apart.read` is what the mailbox uses: it parses in a process of its own, with limits and without secrets.
"""
