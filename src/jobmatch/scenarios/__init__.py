"""Studies over many runs, and generators of lists with the shape of the 2016 pilot."""
