"""From the text of a draft, whatever an editor did to it, to what was answered."""
