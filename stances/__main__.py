"""Runs the command line with `python -m stances`."""

from stances.cli import main

main()
