"""A guide that chats with parents, in English and Welsh, about child protection conferences."""

__version__ = "0.1.0"
