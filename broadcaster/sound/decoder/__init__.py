"""DECODER: the process of its own in which foreign sound is decoded.

Knows three handles (the sound to read, the file to write, a line to tell) and nothing of names,
paths or the rest of the project: none of it is imported here, so that a fresh process for every
file starts in a tenth of a second. `broadcaster.sound.intake` starts it, and imports its
orders only.
"""
