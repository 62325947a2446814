"""Which voice speaks a language, and that it says and lights every word in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import espeakng_loader
import pytest

from voicebox.access import VOICES
from voicebox.speech.languages import voice_for, voices_in
from voicebox.speech.natural import FAMILY
from voicebox.speech.once import list_voices

LIBRARY = voices_in(Path(espeakng_loader.get_data_path(), "lang"))


@pytest.mark.parametrize(
    ("language", "preferred", "voice"),
    [
        ("en-GB", "gmw/en", "gmw/en"),
        ("en-GB", "gmw/en-GB-scotland", "gmw/en-GB-scotland"),
        ("en", "gmw/en-US+f2", "gmw/en-US+f2"),
        ("", "zlw/pl", "zlw/pl"),
        ("cy", "gmw/en", "cel/cy"),
        ("pl", "gmw/en+f2", "zlw/pl+f2"),
        ("uk-UA", "gmw/en", "zle/uk"),
        ("ur-PK", "gmw/en", "inc/ur"),
        ("ar", "zlw/pl", "sem/ar"),
        ("en-GB", "zlw/pl", "gmw/en"),
        ("pt-BR", "gmw/en", "roa/pt-BR"),
        ("pt-PT", "roa/pt-BR", "roa/pt-BR"),
        ("fr", "gmw/en", "roa/fr"),
        ("zh-TW", "gmw/en", "sit/cmn"),
        ("zh", "sit/cmn-Latn-pinyin", "sit/cmn-Latn-pinyin"),
        ("nn-NO", "gmw/en", "gmq/nb"),
        ("pa-Arab", "gmw/en", "inc/ur"),
        ("pa", "gmw/en", "inc/pa"),
        ("eu", "gmw/en", "eu"),
        ("so", "gmw/en", None),
        ("not a tag", "gmw/en", None),
    ],
)
def test_a_language_has_the_voice_that_is_liked_or_its_own(
    language: str, preferred: str, voice: str | None
) -> None:
    assert voice_for(language, preferred, LIBRARY) == voice


def test_every_voice_of_the_library_is_found_by_its_language_and_can_be_chosen_from() -> None:
    listed = {voice.id for voice in list_voices() if not voice.id.startswith(FAMILY)}
    assert set(LIBRARY.values()) == listed
    offered = {id_.partition("+")[0] for _, id_ in VOICES}
    assert offered - listed == {"pico/en-GB"}
    sounding = Path(espeakng_loader.get_data_path(), "voices", "!v")
    assert all((sounding / id_.partition("+")[2]).exists() for _, id_ in VOICES)


def test_prompts_in_six_languages_last_sound_and_light_as_they_should() -> None:
    command = [sys.executable, "-m", "bench.voices", "--every", "24"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, text=True)
    assert done.returncode == 0, done.stdout
    rows = [line.split("|") for line in done.stdout.splitlines()[2:] if line]
    assert [row[1].strip() for row in rows][:6] == ["en", "cy", "pl", "uk", "ur", "ar"]
    assert all(int(row[3]) == 3 for row in rows)
