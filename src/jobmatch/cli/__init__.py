"""The command line: parse, call, print; nothing is decided here."""

from jobmatch.cli.app import app, main

__all__ = ["app", "main"]
