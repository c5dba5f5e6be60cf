"""The public set of instances: specs, proven optima, and a check of anybody's plan (docs/instances.md)."""
