"""A pasted table ACTION | ACTOR | DEADLINE, as people keep them in documents, and what is understood of it. Pure."""
