"""From bytes to pages with words, boxes and marks."""
