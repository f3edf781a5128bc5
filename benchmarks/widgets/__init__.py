"""Other chat widgets, weighed beside ours."""
