"""`make run`: the record with a few demonstration members, the dashboard, a private chat server, and a prompt."""
