"""The lab from the host's side: a namespace of its own, guests in it, servers for them, and what suites report."""
