"""The visible probes, one file a lesson."""
