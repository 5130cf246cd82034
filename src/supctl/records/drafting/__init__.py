"""From form, facts and answers to the text of a draft."""
