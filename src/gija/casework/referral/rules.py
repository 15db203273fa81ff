"""What may be done with referrals."""

from __future__ import annotations

READ, SEND, ANSWER, REVIEW, EXPORT = (
    f"casework.referral.{act}" for act in ("read", "send", "answer", "review", "export")
)
