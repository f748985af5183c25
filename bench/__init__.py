"""How fast the record is, beside what the disk or stock TinyDB does on the same machine in the same minute."""
