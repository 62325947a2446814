"""`voicebox speech`: does the voice work here, let it say something, which voices there are."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from voicebox.commands.files import print_text
from voicebox.errors import VoiceboxError
from voicebox.locations import locate
from voicebox.ports import Preferences
from voicebox.settings import load_settings
from voicebox.text import paint_line
from voicebox.writing import refuse_taken


def check(_: Namespace) -> int:
    """What works here, line by line."""
    from voicebox.speech import once

    try:
        voice = load_settings(locate(os.environ).settings_file).voice
    except VoiceboxError:
        voice = Preferences().voice  # what is wrong with the settings is for `doctor` to say
    print_text("".join(f"{paint_line(line)}\n" for line in once.check(voice)))
    return 0


def say(given: Namespace) -> int:
    """Say words with the voice of the settings, or save them as a sound file."""
    from voicebox.speech import once

    chosen = load_settings(locate(os.environ).settings_file)
    if given.out is None:
        once.say_once(given.text, chosen.voice, chosen.rate)
        return 0
    out = Path(given.out)
    refuse_taken(out, force=given.force)
    seconds = once.save_wav(given.text, out, chosen.voice, chosen.rate)
    print_text(f"Written: {paint_line(str(out))}, {seconds:.1f} seconds\n")
    return 0


def voices(_: Namespace) -> int:
    """Every voice: its name for the settings, and its languages."""
    from voicebox.speech import once

    for voice in once.list_voices():
        languages = ", ".join(voice.languages)
        print_text(f"{paint_line(voice.id)}  {paint_line(voice.name)}  ({paint_line(languages)})\n")
    return 0
