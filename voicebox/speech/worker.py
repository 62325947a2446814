"""The voice's own process: jobs as lines on standard input, facts as lines on standard output.

`python -m voicebox.speech.worker` lives until its input ends, which means that voicebox is gone: it
is then silent and exits at once. With `--once` it does the jobs that are waiting and exits.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from typing import IO, Any

from voicebox.speech.player import NoDevice, Player
from voicebox.speech.protocol import (
    LONGEST_LINE,
    NO_SOUND,
    Ended,
    Fact,
    Failed,
    Job,
    ListVoices,
    MalformedLine,
    OpenSound,
    Ready,
    Save,
    Saved,
    Speak,
    Started,
    Stop,
    VoiceFound,
    VoicesListed,
    Word,
    decode_job,
    encode,
)
from voicebox.speech.words import LONGEST_SPOKEN, TOO_LONG

NO_VOICE = "There is no voice for the language {language} here. Read the questions out."


class Outlet:
    """Facts on their way to voicebox, one at a time from any thread."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Write to `stream`, which belongs to nobody else."""
        self._stream = stream
        self._lock = threading.Lock()

    def tell(self, fact: Fact) -> None:
        """Write one line. With nobody left to read it, the process ends."""
        try:
            with self._lock:
                self._stream.write(encode(fact))
                self._stream.flush()
        except OSError:
            os._exit(0)


class Voice:
    """pyttsx3's engine over the project's driver, and the facts that come of it."""

    def __init__(self, outlet: Outlet) -> None:
        """Load the library; where that fails, every job is answered, and nothing is heard."""
        self._outlet = outlet
        self._lock = threading.Lock()
        self._now = 0
        self._ended = 0
        """Every utterance with a number up to this one is ended."""
        self._started = False
        self._error = ""
        self._refused: set[str] = set()
        """Languages without a voice that were told of."""
        self._ready: Ready | None = None
        self._trouble = ""
        self._library = ""
        self._engine: Any = None
        self._load()

    def _load(self) -> None:
        try:
            from voicebox.speech.driver import engine
            from voicebox.speech.voices import open_voices

            self._voices = open_voices()
            self._player = Player(self._voices.frame_rate)
            self._engine = engine(self._voices, self._player)
        except Exception as error:  # noqa: BLE001 a broken install must not silence the answers
            self._trouble = f"The voice did not load: {_line(error)} Install voicebox again."
            return
        self._library = self._voices.library.version
        self._engine.connect("started-utterance", self._halt_if_ended)
        self._engine.connect("started-sound", self._tell_started)
        self._engine.connect("started-word", self._tell_word)
        self._engine.connect("finished-utterance", self._tell_ended)
        self._engine.connect("saved-file", self._tell_saved)
        self._engine.connect("error", self._keep_error)

    def end(self, upto: int) -> None:
        """Halt every utterance up to and with this number. Called from the reading thread."""
        with self._lock:
            self._ended = max(self._ended, upto)
            if self._engine and 0 < self._now <= upto:
                self._engine.stop()

    def do(self, job: Job) -> None:
        """Do one job and answer it."""
        match job:
            case OpenSound():
                self._open()
            case Speak():
                self._speak(job)
            case Save():
                self._save(job)
            case ListVoices():
                self._list()
            case Stop():
                self.end(job.upto)

    def _open(self) -> bool:
        """Open the device where it is not open. Gives whether there is sound."""
        if not self._engine:
            return self._tell_ready("", self._trouble)
        try:
            return self._tell_ready(self._player.open(), "")
        except NoDevice as error:
            return self._tell_ready("", str(error))

    def _tell_ready(self, backend: str, message: str) -> bool:
        """Tell when sound came or went, and after every failure."""
        ready = Ready(bool(backend), backend, self._library, message)
        if ready != self._ready:
            self._ready = ready
            self._outlet.tell(ready)
        return ready.sound

    def _speak(self, job: Speak) -> None:
        with self._lock:
            self._now = job.id
            wanted = job.id > self._ended
        completed_unheard = wanted and not job.words.strip()
        if not wanted or completed_unheard or not self._open():
            self._outlet.tell(Ended(job.id, completed_unheard, time.monotonic()))
        else:
            self._started = False
            self._perform(job, lambda: self._engine.say(job.words, str(job.id)))
        with self._lock:
            self._now = 0

    def _save(self, job: Save) -> None:
        if not self._engine:
            self._outlet.tell(Failed(job.id, self._trouble))
        elif not job.words.strip():
            self._outlet.tell(Failed(job.id, "There are no words to say."))
        else:
            self._perform(job, lambda: self._engine.save_to_file(job.words, job.path, str(job.id)))

    def _perform(self, job: Speak | Save, act: Any) -> None:
        """Set the voice, act, and tell of the first error that pyttsx3 reported."""
        voice = self._voices.for_language(job.language, job.voice)
        if voice is None:
            self._refuse_language(job)
            return
        self._error = TOO_LONG if len(job.words) > LONGEST_SPOKEN else ""
        for name, value in (("voice", voice), ("rate", job.rate), ("pitch", job.pitch)):
            if not self._error:
                self._engine.setProperty(name, value)
        if not self._error:
            act()
        if self._error:
            self._tell_failed(job)

    def _refuse_language(self, job: Speak | Save) -> None:
        """Told once for each language, not at every prompt; a file that is not made, each time."""
        if isinstance(job, Save) or job.language not in self._refused:
            self._refused.add(job.language)
            self._outlet.tell(Failed(job.id, NO_VOICE.format(language=job.language)))
        if isinstance(job, Speak):
            self._outlet.tell(Ended(job.id, False, time.monotonic()))

    def _tell_failed(self, job: Speak | Save) -> None:
        if self._error == NO_SOUND:
            self._tell_ready("", NO_SOUND)
        else:
            self._ready = None
            self._outlet.tell(Failed(job.id, self._error))
        if isinstance(job, Speak):
            self._outlet.tell(Ended(job.id, False, time.monotonic()))

    def _list(self) -> None:
        voices = self._engine.getProperty("voices") if self._engine else []
        for voice in voices:
            self._outlet.tell(VoiceFound(voice.id, voice.name, " ".join(voice.languages)))
        self._outlet.tell(VoicesListed(len(voices)))

    def _halt_if_ended(self, name: str) -> None:
        """A stop that came before the driver began would be lost without this."""
        with self._lock:
            if int(name) <= self._ended:
                self._engine.stop()

    def _tell_started(self, name: str, at: float) -> None:
        if not self._started:
            self._started = True
            self._outlet.tell(Started(int(name), at))

    def _tell_word(self, name: str, location: int, length: int, at: float) -> None:
        self._outlet.tell(Word(int(name), location, length, at))

    def _tell_ended(self, name: str, completed: bool) -> None:
        self._outlet.tell(Ended(int(name), completed, time.monotonic()))

    def _tell_saved(self, name: str, seconds: float) -> None:
        self._outlet.tell(Saved(int(name), seconds))

    def _keep_error(self, exception: Exception, **_: object) -> None:
        self._error = self._error or _line(exception)


def read_jobs(stream: IO[bytes], outlet: Outlet, jobs: queue.Queue[Job], voice: Voice) -> None:
    """Queue each job until the input ends; what must happen at once happens here."""
    while line := stream.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            _skip_line(stream)
        try:
            job = decode_job(line)
        except MalformedLine as error:
            outlet.tell(Failed(0, f"A line was not understood: {error}."))
            continue
        if isinstance(job, Stop):
            voice.end(job.upto)
            continue
        if isinstance(job, Speak):
            voice.end(job.id - 1)
        jobs.put(job)


def _skip_line(stream: IO[bytes]) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _read_until_alone(outlet: Outlet, jobs: queue.Queue[Job], voice: Voice) -> None:
    read_jobs(sys.stdin.buffer, outlet, jobs, voice)
    os._exit(0)


def main(arguments: list[str]) -> None:
    """Serve until the input ends, or with `--once` until the jobs are done."""
    # Ctrl-C reaches every process of the terminal; when to be silent is voicebox's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    outlet = Outlet(_private_output())
    voice = Voice(outlet)
    jobs: queue.Queue[Job] = queue.Queue()
    if "--once" in arguments:
        read_jobs(sys.stdin.buffer, outlet, jobs, voice)
        while not jobs.empty():
            voice.do(jobs.get())
        os._exit(0)
    threading.Thread(
        target=_read_until_alone, args=(outlet, jobs, voice), daemon=True, name="jobs"
    ).start()
    while True:
        voice.do(jobs.get())


def _private_output() -> IO[bytes]:
    """Standard output for the protocol alone: whatever else prints there goes to standard error."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def _line(error: BaseException) -> str:
    """An error as one sentence."""
    line = " ".join(str(error).split()) or type(error).__name__
    return line if line.endswith((".", "!", "?")) else f"{line}."


if __name__ == "__main__":
    main(sys.argv[1:])
