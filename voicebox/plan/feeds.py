"""Every name that a pack's `feeds` can hold so that something takes it up."""

from __future__ import annotations

from typing import Final

from voicebox.conversation.engine import NAMES_SPEAKER
from voicebox.plan.aspirations import SHARED_HOPES
from voicebox.plan.fields import FIELDS, LINKS, PLAIN_FEEDS, REVIEW_HOW

FEEDS: Final = (*PLAIN_FEEDS, *FIELDS, *LINKS, REVIEW_HOW, SHARED_HOPES, NAMES_SPEAKER)
"""The plain ones first, as authors of packs use them, then those of the forms that staff fill in.
What feeds anything else is kept, and stands in no plan and in no box of a document."""
