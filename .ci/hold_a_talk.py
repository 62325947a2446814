"""Hold a whole talk with `voicebox talk --plain`, as two people at a keyboard would.

usage: hold_a_talk.py VOICEBOX FILE

It answers in words wherever words are taken, else with the first card, and says "enough now" after
the first part: short, but with assent, practice, questions, read-back, sharing and the end. What
the child said, as it was typed and kept, goes to FILE as a JSON list.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ODD = "my dog Mostyn’s “best” 🐕‍🦺 tŷ [b] *nan* <i> الأمل  two  spaces"
LONGEST_TALK = 300
ENDING_CARDS = ("enough now", "no more now", "everyone who helps")
GOODBYE = "The talk has come to its end."


class Talk:
    """A running `voicebox talk --plain`. A command that it does not know marks an answer's end."""

    def __init__(self, voicebox: str) -> None:
        command = [voicebox, "talk", "--plain", "--pupil", "Amira", "--with", "Mrs Okoye"]
        self._process = subprocess.Popen(
            [*command, "--seed", "7"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._marks = 0

    def say(self, *lines: str) -> list[str]:
        """Type lines; gives what is printed until the next one is waited for, or to the end."""
        self._marks += 1
        mark = f"/mark{self._marks}"
        typed, printed = self._process.stdin, self._process.stdout
        assert typed is not None
        assert printed is not None
        typed.write("".join(f"{line}\n" for line in (*lines, mark)))
        typed.flush()
        found = []
        for line in printed:
            if line.startswith(f"There is no {mark}."):
                break
            found.append(line.rstrip("\n"))
            if line.startswith(GOODBYE):
                break
        return found

    def end(self) -> int:
        """The exit code."""
        self._process.communicate(timeout=60)
        return self._process.returncode


def answer(asked: list[str], number: int) -> str:
    """What to type when this is asked."""
    cards: dict[str, str] = dict(re.findall(r"(?m)^  (\d+) (.+)$", "\n".join(asked)))
    for at, word in cards.items():
        if word in ENDING_CARDS:
            return at
    return f"{number} {ODD}" if not cards or "something else" in cards.values() else "1"


def hold(talk: Talk) -> list[str]:
    """The child's own words, as they were typed and kept."""
    told: list[str] = []
    asked = talk.say()
    for number in range(LONGEST_TALK):
        print("\n".join(asked))
        if asked and asked[-1].startswith(GOODBYE):
            return told
        given = answer(asked, number)
        print(f"> {given}")
        for_child = any(line.startswith("For Amira:") for line in asked)
        asked = talk.say(given)
        if for_child and ODD in given and asked and asked[0].startswith("kept "):
            told.append(given)
    raise SystemExit("The talk came to no end.")


talk = Talk(sys.argv[1])
told = hold(talk)
if code := talk.end():
    raise SystemExit(f"The talk ended with exit code {code}.")
Path(sys.argv[2]).write_text(json.dumps(told), encoding="utf-8")
