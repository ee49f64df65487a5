"""The outputs that ship with the station; each module is a plugin named in pyproject.toml.

Knows how sound leaves the program: a sound card, a folder of recordings, nowhere. Knows no cue,
approval or schedule.
"""
