"""Real faults: a full disk, a killer, a server that hangs, a process that keeps a database."""
