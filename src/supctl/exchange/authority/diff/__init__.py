"""Two policies side by side, by what they ask for and in which circumstances."""
