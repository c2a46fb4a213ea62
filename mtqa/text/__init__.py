"""Text as it is read: sentences and words with their places, scripts, languages, characters."""
