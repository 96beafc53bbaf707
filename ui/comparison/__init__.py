"""The comparison screen: a platform's report beside the marks."""
