"""The hidden probes, one file a lesson, in the form of course/checks; never handed to learners."""
