"""`python -m broadcaster`: the command line."""

from broadcaster.cli import main

main()
