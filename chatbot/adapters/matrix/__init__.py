"""Matrix: the bot in rooms of a homeserver, by the client-server API, encrypted rooms included."""
