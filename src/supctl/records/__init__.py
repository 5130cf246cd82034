"""Drafts of records: written from a form, the facts and what follows from them, and read back. Pure."""

from supctl.records.drafting.draft import Draft, draft_text
from supctl.records.reading.draft import ReadDraft, read_draft
from supctl.records.typed import typed_value

__all__ = ["Draft", "ReadDraft", "draft_text", "read_draft", "typed_value"]
