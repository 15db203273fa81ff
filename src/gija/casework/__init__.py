"""Zone B, identified. Here will live: an institution's own files on people: cases, referral, assistance, compensation, submission."""
