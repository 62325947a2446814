"""The voice as voicebox sees it: jobs out to the worker, events in, nothing here ever waits."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence

from voicebox.ports import (
    SpeechEvent,
    Utterance,
    UtteranceEnded,
    VoiceLost,
    VoiceReady,
    WordSpoken,
)
from voicebox.speech.launch import WORKER, launch
from voicebox.speech.protocol import (
    LONGEST_LINE,
    Ended,
    Fact,
    Failed,
    Job,
    MalformedLine,
    OpenSound,
    Ready,
    Speak,
    Stop,
    Word,
    decode_fact,
    encode,
)
from voicebox.speech.words import LONGEST_SPOKEN, TOO_LONG

CLOSE_SECONDS = 1.0
"""The longest that `close` waits; a worker that is still there then is killed."""
HUNG_SECONDS = 5.0
"""A worker that has not ended a hushed utterance for so long is replaced at the next `say`."""

LOST = "The voice stopped. It will be tried again at the next prompt."
NOT_STARTED = "The voice could not be started. Prompts can still be read."

Listener = Callable[[SpeechEvent], None]


class WorkerSpeaker:
    """`ports.Speaker` over a worker process.

    From `start` to `close`, every `say` is followed by exactly one `UtteranceEnded`. Once an
    utterance is hushed, or another is begun, no `WordSpoken` of it is delivered, save one that is
    already on its way.
    """

    def __init__(
        self,
        command: Sequence[str] = WORKER,
        *,
        watch: Callable[[Fact], None] | None = None,
    ) -> None:
        """Remember how to start the worker; start nothing yet.

        Args:
            command: the worker's command line.
            watch: is given every fact of the worker as it came, with its moments, from the
                reading thread. For measurements.
        """
        self._command = tuple(command)
        self._watch = watch
        self._listener: Listener | None = None
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._number = 0
        self._wanted = 0
        self._hushed_at: dict[int, float] = {}
        """When each utterance that has not ended yet was hushed."""
        self._closed = False
        self._worker: _Worker | None = None
        self._server = threading.Thread(target=self._serve, daemon=True, name="voice")

    def start(self, listener: Listener) -> None:
        """Begin, without waiting. `listener` is called from other threads."""
        if self._listener is None and not self._closed:
            self._listener = listener
            self._jobs.put(OpenSound())
            self._server.start()

    def say(self, utterance: Utterance) -> int:
        """Speak, after hushing whatever is being said. Gives the utterance's number, from 1."""
        with self._lock:
            self._note_hushed()
            self._number += 1
            number = self._wanted = self._number
        self._jobs.put(
            Speak(
                number,
                utterance.words,
                utterance.voice,
                utterance.rate,
                utterance.pitch,
                utterance.language,
            )
        )
        return number

    def hush(self) -> None:
        """Be silent at once."""
        with self._lock:
            self._note_hushed()
            self._wanted = 0
            upto = self._number
        self._jobs.put(Stop(upto))

    def close(self) -> None:
        """Be silent and end the worker. Waits for it, at most `CLOSE_SECONDS`."""
        self._closed = True
        with self._lock:
            self._wanted = 0
        self._jobs.put(None)
        if self._server.is_alive() and threading.current_thread() is not self._server:
            self._server.join(CLOSE_SECONDS)

    def _note_hushed(self) -> None:
        if self._wanted:
            self._hushed_at[self._wanted] = time.monotonic()

    def _serve(self) -> None:
        """The writing thread: it alone starts workers, writes to them and ends them."""
        while (job := self._jobs.get()) is not None:
            self._pass_on(job)
        if self._worker:
            self._worker.end()

    def _pass_on(self, job: Job) -> None:
        if isinstance(job, Stop):
            if self._worker:
                self._worker.write(job)
            return
        if isinstance(job, Speak) and len(job.words) > LONGEST_SPOKEN:
            self._refuse(job, TOO_LONG)
            return
        worker = self._living_worker()
        if worker is None:
            self._refuse(job, NOT_STARTED)
            return
        worker.write(job)

    def _refuse(self, job: Job, message: str) -> None:
        if isinstance(job, Speak):
            if self._worker:
                self._worker.write(Stop(job.id))
            self._finish(job.id, completed=False)
        self._deliver(VoiceLost(message))

    def _living_worker(self) -> _Worker | None:
        """The worker, or a new one where it has died or hangs; None where none can be started."""
        if self._worker and self._is_hung():
            self._worker.kill()
        if self._worker is None or not self._worker.alive():
            try:
                self._worker = _Worker(launch(self._command), self._take, self._lose)
            except OSError:
                self._worker = None
        return self._worker

    def _is_hung(self) -> bool:
        with self._lock:
            oldest = min(self._hushed_at.values(), default=None)
        return oldest is not None and time.monotonic() - oldest > HUNG_SECONDS

    def _take(self, fact: Fact) -> None:
        """A fact from the reading thread becomes an event, unless it is no longer wanted."""
        if self._watch:
            self._watch(fact)
        match fact:
            case Ready(sound=sound, message=message):
                self._deliver(VoiceReady(sound, message))
            case Word(id=number, start=start, length=length):
                if number == self._wanted:
                    self._deliver(WordSpoken(number, start, length))
            case Ended(id=number, completed=completed):
                self._finish(number, completed=completed)
            case Failed(id=number, message=message) if number:
                self._deliver(VoiceLost(message))
            case _:
                pass

    def _lose(self, unended: Sequence[int]) -> None:
        """The worker is gone: tell it once, and end what it was given."""
        self._deliver(VoiceLost(LOST))
        for number in unended:
            self._finish(number, completed=False)

    def _finish(self, number: int, *, completed: bool) -> None:
        with self._lock:
            hushed = self._hushed_at.pop(number, None) is not None
            if self._wanted == number:
                self._wanted = 0
        self._deliver(UtteranceEnded(number, completed and not hushed))

    def _deliver(self, event: SpeechEvent) -> None:
        if self._listener and not self._closed:
            with contextlib.suppress(Exception):  # a listener's fault must not end the voice
                self._listener(event)


class _Worker:
    """One worker process, and the thread that reads its lines."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        take: Callable[[Fact], None],
        lose: Callable[[Sequence[int]], None],
    ) -> None:
        self._process = process
        self._take = take
        self._lose = lose
        self._unended: set[int] = set()
        self._lock = threading.Lock()
        self._gone = False
        self._reader = threading.Thread(target=self._read, daemon=True, name="voice-reader")
        self._reader.start()

    def alive(self) -> bool:
        return not self._gone and self._process.poll() is None

    def write(self, job: Job) -> None:
        """Write one line; a worker that has died is noticed by its reader."""
        if isinstance(job, Speak) and not self._expect(job.id):
            return
        if self._process.stdin:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.write(encode(job))
                self._process.stdin.flush()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """Close its input, which tells it to be silent and exit; kill it where it does not."""
        if self._process.stdin:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.close()
        try:
            self._process.wait(CLOSE_SECONDS / 2)
        except subprocess.TimeoutExpired:
            self.kill()
        self._reader.join(CLOSE_SECONDS / 4)

    def _expect(self, number: int) -> bool:
        with self._lock:
            if not self._gone:
                self._unended.add(number)
                return True
        self._lose((number,))
        return False

    def _read(self) -> None:
        stream = self._process.stdout
        while stream and (line := stream.readline(LONGEST_LINE)):
            with contextlib.suppress(MalformedLine):
                fact = decode_fact(line)
                if isinstance(fact, Ended):
                    with self._lock:
                        self._unended.discard(fact.id)
                self._take(fact)
        self._process.wait()
        with self._lock:
            self._gone = True
            unended = sorted(self._unended)
        self._lose(unended)
        if stream:
            stream.close()


class SilentSpeaker:
    """`ports.Speaker` without a voice: every utterance ends at once, unheard."""

    def __init__(self, message: str = "") -> None:
        """Remember the line that `VoiceReady` carries; with `--no-speech` it is empty."""
        self._message = message
        self._number = 0
        self._listener: Listener | None = None
        self._events: queue.SimpleQueue[SpeechEvent | None] = queue.SimpleQueue()

    def start(self, listener: Listener) -> None:
        """Tell, from another thread, that there is no sound."""
        if self._listener is None:
            self._listener = listener
            self._events.put(VoiceReady(False, self._message))
            threading.Thread(target=self._tell, daemon=True, name="silence").start()

    def say(self, utterance: Utterance) -> int:  # noqa: ARG002 nothing is said
        """Give the utterance's number, from 1, and end it."""
        self._number += 1
        self._events.put(UtteranceEnded(self._number, False))
        return self._number

    def hush(self) -> None:
        """Nothing is being said."""

    def close(self) -> None:
        """Let the thread end."""
        self._events.put(None)

    def _tell(self) -> None:
        while (event := self._events.get()) is not None:
            if self._listener:
                with contextlib.suppress(Exception):  # a listener's fault is not the voice's
                    self._listener(event)
