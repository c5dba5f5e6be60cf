"""Runs made by hand and by brute force, and ways to falsify a run that `verify` must notice."""
