"""SOUND: speech, assembly, mastering, formats, outputs. Knows no script, schedule or database."""
