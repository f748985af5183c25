"""What anybody may read, in words: shared by the dashboard, the public page, its feeds and the public channel."""
