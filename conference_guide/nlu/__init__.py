"""Rasa pipeline components, thin over the core."""
