"""What the words of a source say by themselves, and the cast of one report, in four languages."""
