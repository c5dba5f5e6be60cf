"""``python -m jobmatch`` is ``jobmatch``, for machines where the script is not on the path."""

from jobmatch.cli import main

main()
