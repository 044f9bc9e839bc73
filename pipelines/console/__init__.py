"""What the commands do, one module a command; each is imported only when its command runs."""
