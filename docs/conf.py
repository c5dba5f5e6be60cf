"""How the documentation site is built: `make docs` writes it to build/docs, without the network."""

import jobmatch

project = "jobmatch"
author = "the jobmatch contributors"
version = release = jobmatch.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
source_suffix = {".md": "markdown"}

html_theme = "furo"
html_title = "jobmatch"
html_copy_source = False
html_show_copyright = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
# Chinese has a font of its own where there is one, which takes two columns of what commands print.
FONTS = "-apple-system, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
CODE_FONTS = "'SFMono-Regular', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"
html_theme_options = {
    "light_css_variables": {
        "font-stack": FONTS,
        "font-stack--monospace": CODE_FONTS,
        "code-font-size": "0.75rem",
    }
}

napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_custom_sections = [("Attributes", "params_style")]  # a list; several names may share a line
default_role = "code"  # what stands between single backticks in docstrings
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # docstrings say what is taken and given
smartquotes_action = "D"  # dashes; quotation marks stay as typed
nitpicky = True
nitpick_ignore_regex = [("py:class", r"polars\..*")]  # their pages are on the network
