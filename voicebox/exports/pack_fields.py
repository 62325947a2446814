"""What each line of a pack means, for editors to show as it is typed."""

from __future__ import annotations

from typing import Any

from voicebox.plan.fields import PLAIN_FEEDS

MEANS: dict[str, str] = {
    "id": "Its own name: small letters, digits and hyphens. Keep it once talks have been held.",
    "kind": "What is asked for: words, a board of cards, a ladder, and so on.",
    "ask": "The question, read out as it is written.",
    "another_way": "The same question in other words, for when the first was not understood.",
    "symbol": "The picture. Find one: voicebox symbols find WORD.",
    "word": "What stands under the picture: 22 letters at most.",
    "source": "The line that it serves: `E ch. 2 q. 1`, `N 3.1 item 4`, `rule 14`.",
    "theme": "The area of life: learning, friends, home.",
    "feeds": "Where the answer goes in a plan.",
    "to_adult": "A line for the adult alone, at the moment it helps.",
    "only_if": "Asked only where this holds; in `then`, of the prompt above.",
    "next": "Where to go on: the first route whose `if` holds, or that has none, is taken.",
    "then": "Follow-ups: without `only_if` after any answer, never after a silence.",
    "options": "The cards of the board. `something else` and the others are always there.",
    "many": "May several cards be picked?",
    "fixed_order": "Are the cards always shown in this order? Otherwise it varies.",
    "cards": "The cards to sort, one at a time; `ask` may name the {item}.",
    "scale": "The name of a scale from `scales`.",
    "always": "Asked even where the child ends the talk early: the last word.",
    "read_back": "Is what was said in this section read back at its end?",
    "chose": "One of these cards was picked.",
    "not_chose": "None of these cards was picked.",
    "placed": "A card was put into one of these columns.",
    "at_most": "The point on the ladder, or lower.",
    "at_least": "The point on the ladder, or higher.",
    "answered": "true: it was answered; false: it was asked and not answered.",
    "to": "A later prompt or section, or `end` for the end of this section.",
    "audience": "Whom it speaks to. Packs for children are held to easy words.",
    "ages": "Such as: 7 to 11.",
    "minutes": "How long it takes, about; 10 at most for a child.",
    "glossary": "Hard words, explained: `meeting: {means: ..., symbol: meeting}`.",
    "means": "What it means, in easy words.",
    "about": "What the pack is for, to the adult who chooses it.",
    "version": 'In " marks, such as "1.0". Count it up when you change a pack in use.',
}
"""By the name of the line. Where a model says more of its own, that stays."""


def describe(models: dict[str, Any]) -> None:
    """Say what each line of these JSON schemas means, by their names in a schema's `$defs`.

    A line that is a model of its own (a column, the talk's own prompts) has its model's words.
    """
    for model in models.values():
        for name, field in model.get("properties", {}).items():
            of = models.get(field.get("$ref", "").rpartition("/")[2], {})
            if name in MEANS and "properties" not in of:
                field.setdefault("description", MEANS[name])
            if name == "feeds":
                field["examples"] = [[each] for each in PLAIN_FEEDS]
