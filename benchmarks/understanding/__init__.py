"""Held-out questions, and what the guide makes of them."""
