"""Who says what: statements with their cue and their speaker."""
