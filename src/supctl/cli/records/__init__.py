"""What the commands on records share: which form, the editor, what is written."""
