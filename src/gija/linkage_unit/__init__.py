"""Here will live: a batch program without web or Django: sealed encodings in, cluster ids out, input destroyed."""
