"""The form on the public site: report something, ask for advice, come back with a receipt code and talk.

For anybody, children and victims too. It keeps no address, cookie or user agent, and cannot open what it passes on: a
tip is sealed to the key of the police desk in the browser or, without JavaScript, in this server's memory.
"""
