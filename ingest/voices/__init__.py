"""Who says each sentence, and who quotes whom."""
