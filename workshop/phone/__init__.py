"""Participants: the light pages of the phones and the gestures they send."""
