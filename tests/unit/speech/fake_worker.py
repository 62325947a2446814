"""A worker without a voice, for the parent's tests: it speaks the protocol in the manner asked."""

from __future__ import annotations

import json
import os
import sys
import time

MANNER = sys.argv[1] if len(sys.argv) > 1 else ""


def tell(name: str, **body: object) -> None:
    sys.stdout.write(json.dumps({"is": name, **body}) + "\n")
    sys.stdout.flush()


def tell_word(number: int) -> None:
    tell("Word", id=number, start=0, length=5, at=time.monotonic())


def end(number: int, *, completed: bool) -> None:
    if MANNER == "late":
        tell_word(number)
    tell("Ended", id=number, completed=completed, at=time.monotonic())


def speak(number: int, words: str) -> int:
    """Begin; gives the number while the words go on, 0 when they are done."""
    if words == "die":
        os._exit(1)
    if words == "no such voice":
        tell("Failed", id=number, message="There is no voice called 'x'.")
        end(number, completed=False)
        return 0
    tell("Started", id=number, at=time.monotonic())
    tell_word(number)
    if words == "short":
        end(number, completed=True)
        return 0
    return number


def main() -> None:
    speaking = 0
    if MANNER == "babbling":
        sys.stdout.write("ALSA lib: cannot find card\n{\n\n[]\n\x00\xff\n")
    for line in sys.stdin:
        job = json.loads(line)
        if job["is"] in ("Stop", "Speak") and speaking:
            end(speaking, completed=MANNER == "late")
            speaking = 0
        if job["is"] == "OpenSound":
            mute = MANNER == "mute"
            message = "No sound here." if mute else ""
            tell("Ready", sound=not mute, backend="", library="1", message=message)
        elif job["is"] == "Speak":
            speaking = speak(job["id"], job["words"])
        elif job["is"] == "Save" and MANNER == "slow":
            time.sleep(60)


if __name__ == "__main__":
    main()
