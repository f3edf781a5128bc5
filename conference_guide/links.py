"""Links to the chat that social workers send: area, language and first topic, and nothing about the family."""

from __future__ import annotations

from urllib.parse import urlencode

from conference_guide.content import LOCALES, Content


def chat_link(content: Content, base_url: str, area: str | None = None, lang: str | None = None, topic: str | None = None) -> str:
    """The address of the chat with what was chosen.

    Raises:
        ValueError: an id is not known.
    """
    if area and area not in content.areas:
        raise ValueError(f"the area '{area}' is not known. Use one of: {', '.join(sorted(content.areas))}")
    if lang and lang not in LOCALES:
        raise ValueError("the language should be en or cy")
    if topic and topic not in content.topics:
        raise ValueError(f"the topic '{topic}' is not known. Use one of: {', '.join(sorted(content.topics))}")
    query = urlencode([(name, value) for name, value in (("area", area), ("lang", lang), ("topic", topic)) if value])
    return f"{base_url.rstrip('/')}/chat" + (f"?{query}" if query else "")
