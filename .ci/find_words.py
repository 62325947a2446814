"""See that the words of FILE, which hold_a_talk.py wrote, stand unchanged in what was made of them.

usage: find_words.py FILE TALKS.json RECORD.json RECORD.md SHOWN.txt
"""

import json
import sys
from pathlib import Path

AT_LEAST = 5

told, talks, record, markdown, shown = (
    Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]
)
words = json.loads(told)
listed = json.loads(talks)["talks"]
kept = [view["words"] for view in json.loads(record)["views"]]
if [(talk["pupil"], talk["with"], talk["state"]) for talk in listed] != [
    ("Amira", "Mrs Okoye", "finished")
]:
    raise SystemExit(f"Another talk was listed: {listed}")
if len(words) < AT_LEAST:
    raise SystemExit(f"Only {len(words)} answers were given in words.")
for said in words:
    for form, is_there in (
        ("JSON", said in kept),
        ("Markdown", said in markdown),
        ("show", said in shown),
    ):
        if not is_there:
            raise SystemExit(f"Not in {form}: {said!r}")
print(f"{len(words)} answers stand word for word in JSON, in Markdown and in show")
