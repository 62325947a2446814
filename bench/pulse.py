"""`python -m bench.pulse`: the voice on a PulseAudio server of its own, which is then killed.

Sound and silence are timed twice: as the device takes them, and as they come out of a null sink's
monitor, which is what a loudspeaker would have had. 1 where a limit is missed; 0, with a line,
where there is no pulseaudio.
"""

from __future__ import annotations

import array
import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from bench import speaking
from bench.measured import Line, as_text, machine
from voicebox.ports import SpeechEvent, Utterance, UtteranceEnded, VoiceLost, VoiceReady
from voicebox.speech.protocol import Ended, Fact, Ready, Started
from voicebox.speech.speaker import WorkerSpeaker

RATE = 22_050
LOUD = 300
PROMPT = Utterance("Think of a good day. What are you doing? Play, music, pets, making, resting.")
FIRST_SOUND, SILENCE, STALL = 60.0, 20.0, 10.0
"""Milliseconds allowed; the stall beyond that of the same loop in silence."""
NEEDED = ("pulseaudio", "pactl", "parec")


class Server:
    """A PulseAudio server with a null sink, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Start it, and wait until it answers."""
        self._folder = folder
        self.start()

    def start(self) -> None:
        """Start it anew."""
        modules = ("module-null-sink sink_name=quiet", "module-native-protocol-unix")
        loads = [part for module in modules for part in ("-L", module)]
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *loads]
        log = (self._folder / "log").open("wb")
        with log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(100):
            if subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError((self._folder / "log").read_text())

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self._process.kill()
        self._process.wait()


class Monitor:
    """What comes out of the sink, with the moment of each sample."""

    def __init__(self) -> None:
        """Listen, until `close`."""
        form = ["--format=s16le", f"--rate={RATE}", "--channels=1", "--raw", "--latency-msec=5"]
        self._process = subprocess.Popen(
            ["parec", "--device=quiet.monitor", *form], stdout=subprocess.PIPE
        )
        self._lock = threading.Lock()
        self._loud: list[float] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while chunk := os.read(stream.fileno(), 65_536):
            arrived = time.monotonic()
            samples = array.array("h", chunk[: len(chunk) // 2 * 2])
            loud = [
                arrived - (len(samples) - at) / RATE
                for at, sample in enumerate(samples)
                if abs(sample) > LOUD
            ]
            with self._lock:
                self._loud += loud

    def first_after(self, moment: float) -> float | None:
        """The first moment after this one at which there was sound; None where there was none."""
        with self._lock:
            return next((at for at in self._loud if at > moment), None)

    def last_before(self, moment: float) -> float:
        """The last moment before this one at which there was sound."""
        with self._lock:
            return max((at for at in self._loud if at <= moment), default=0.0)

    def close(self) -> None:
        """Listen no more."""
        self._process.kill()
        self._process.wait()


class Voice:
    """The speaker, with every fact and event that came of it."""

    def __init__(self) -> None:
        """Start it, and wait until it is ready."""
        self.facts: queue.SimpleQueue[Fact] = queue.SimpleQueue()
        self.events: list[tuple[float, SpeechEvent]] = []
        self.speaker = WorkerSpeaker(watch=self.facts.put)
        self.speaker.start(lambda event: self.events.append((time.monotonic(), event)))
        self.next(Ready, 0)

    def next(self, wanted: type[Started] | type[Ended] | type[Ready], number: int) -> None:
        """Wait for a fact of a kind, of the utterance of this number."""
        while True:
            fact = self.facts.get(timeout=10)
            if isinstance(fact, wanted) and getattr(fact, "id", 0) == number:
                return

    def lines_since(self, moment: float) -> list[str]:
        """The lines for the adult."""
        told = [event for at, event in self.events if at >= moment]
        return [e.message for e in told if isinstance(e, VoiceLost | VoiceReady) and e.message]


@contextmanager
def sound_server() -> Iterator[Server]:
    """A server that only the programs started in here find."""
    with tempfile.TemporaryDirectory(prefix="voicebox-pulse-") as name:
        folder = Path(name)
        (folder / "client.conf").write_text("autospawn = no\n")
        place = {
            "HOME": name,
            "XDG_RUNTIME_DIR": name,
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_CLIENTCONFIG": str(folder / "client.conf"),
        }
        with mock.patch.dict("os.environ", place):
            os.environ.pop("VOICEBOX_AUDIO", None)
            server = Server(folder)
            try:
                yield server
            finally:
                server.kill()


def wake(voice: Voice) -> None:
    """Say something unmeasured: a null sink sleeps for up to 2 s before its first sound."""
    voice.next(Ended, voice.speaker.say(Utterance("Hello.")))


def heard(voice: Voice, rounds: int) -> tuple[float, float]:
    """Milliseconds until a prompt comes out (the median), and until it no longer does (the worst).

    It is hushed at a different place each time, since there may be silence just there.
    """
    monitor = Monitor()
    wake(voice)
    sounds, silences = [], []
    for turn in range(rounds):
        asked = time.monotonic()
        voice.speaker.say(PROMPT)
        time.sleep(0.3 + 0.06 * turn)
        hushed = time.monotonic()
        voice.speaker.hush()
        time.sleep(0.5)
        first = monitor.first_after(asked)
        sounds.append((first or asked + 10) - asked)
        silences.append(max(monitor.last_before(hushed + 0.5) - hushed, 0.0))
    monitor.close()
    return statistics.median(sounds) * 1000, max(silences) * 1000


def killed(server: Server, voice: Voice) -> Iterator[str]:
    """Kill the server in mid prompt; say something while it is away; start it; say it again."""
    number = voice.speaker.say(PROMPT)
    voice.next(Started, number)
    time.sleep(0.5)
    gone = time.monotonic()
    server.kill()
    voice.next(Ended, number)
    yield f"prompt ended {time.monotonic() - gone:.1f} s after the server was killed"
    asked = time.monotonic()
    number = voice.speaker.say(PROMPT)
    voice.next(Ended, number)
    yield f"next prompt, server away: ended after {time.monotonic() - asked:.2f} s"
    yield f"lines told: {voice.lines_since(gone)}"
    server.start()
    back = time.monotonic()
    wake(voice)
    monitor = Monitor()
    time.sleep(0.5)
    asked = time.monotonic()
    number = voice.speaker.say(PROMPT)
    voice.next(Ended, number)
    first = monitor.first_after(asked)
    monitor.close()
    yield f"server back: heard {(first - asked) * 1000:.0f} ms after" if first else "NOT HEARD"
    yield f"lines told: {voice.lines_since(back)}"
    ends = [e for _, e in voice.events if isinstance(e, UtteranceEnded) and e.utterance <= number]
    yield f"prompts {number}, ended {len(ends)}"


def main() -> int:
    """Measure and print."""
    if not all(map(shutil.which, NEEDED)):
        print(f"Not measured: {', '.join(NEEDED)} are needed.")
        return 0
    with sound_server() as server:
        taken = list(speaking.on_device(8))
        voice = Voice()
        sound, silence = heard(voice, 12)
        tick = speaking.TICK * 1000
        lines = [
            *taken,
            Line(
                "voice: prompt to sound out", sound, "ms", "one tick of a loop", tick, FIRST_SOUND
            ),
            Line(
                "voice: key to silence out, worst",
                silence,
                "ms",
                "one tick of a loop",
                tick,
                SILENCE,
            ),
        ]
        told = list(killed(server, voice))
        voice.speaker.close()
    print(f"{as_text(lines)}\n\nKilled in mid prompt:")
    print("\n".join(f"  {line}" for line in told))
    print(f"\nOn {machine()}.")
    return 1 if any(line.is_held is False for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
