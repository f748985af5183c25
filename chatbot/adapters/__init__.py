"""The platforms: each turns what arrives into a `Request`, and a `Reply` into what it can show. No rule lives here."""
