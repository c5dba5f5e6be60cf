"""A run as one HTML page: figures, charts and tables of sums, in a file of its own that refers to nothing else."""

from jobmatch.report.page.figures import Figures, figures_of
from jobmatch.report.page.frame import need_extra
from jobmatch.report.page.write import write_page

__all__ = ["Figures", "figures_of", "need_extra", "write_page"]
