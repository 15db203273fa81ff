"""Files that others read and write. Each format is a room of its own; all may use the value types of methods."""
