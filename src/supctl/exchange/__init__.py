"""What goes out: the answers in words and as data, one file a format or view. Reads no file and writes none."""
