"""Instance families, a module each; every module here registers its cases."""
