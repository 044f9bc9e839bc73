"""What keeps a warehouse running for months: telling of failures, backups, metrics. Nothing here makes a row."""
