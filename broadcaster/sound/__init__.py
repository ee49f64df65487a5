"""SOUND: speech, assembly, mastering, formats and outputs. Knows no script, schedule or database."""
