"""Custom actions: thin steps between Rasa's routing and the core's rules and words."""
