"""The public record on the web, for whoever has no account: a page, a feed, a calendar."""
