"""A talk in lines: print what is asked, read a line, keep what was said, and so on to the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TextIO

from voicebox.access import AsksFirst
from voicebox.conversation.hard_words import hard_words, look_up
from voicebox.conversation.inputs import (
    Ask,
    CarryOn,
    DontKnow,
    Effect,
    Input,
    KeepBack,
    Move,
    Pass,
    Remove,
    SayAgain,
    SayLine,
    SetContext,
    Skip,
    Stop,
    TakeNote,
    Translate,
)
from voicebox.conversation.keys import ASSENT
from voicebox.conversation.shapes import can_ask_openly, without_cards
from voicebox.conversation.states import State
from voicebox.conversation.steps import Shape, Step
from voicebox.errors import (
    AnswerRefused,
    Conflict,
    NotNow,
    PictureRefused,
    StoreError,
    SymbolError,
)
from voicebox.plain.answers import answer_of
from voicebox.plain.commands import (
    HELP,
    Command,
    Explain,
    GoOn,
    ShowCommands,
    Worry,
    read_command,
)
from voicebox.plain.lines import EndOfInput, Line, LineRead, Lines, LineTooLong
from voicebox.plain.voice import Voice
from voicebox.plain.wording import FOR_ADULT, context_line, step_lines, title_line, view_line
from voicebox.ports import Picture, SymbolSource
from voicebox.prompts.program_words import program_words
from voicebox.runner import Handled, Runner, read_picture
from voicebox.text import paint, paint_line, too_long

_ON_A_BREAK = (GoOn, Stop, TakeNote, Translate, Worry, KeepBack, SetContext, ShowCommands, Explain)
"""What can be done while the talk is on a break; an answer cannot be given."""


KEPT_APART = "Kept apart from the talk. It is not passed on yet. Say little, ask nothing leading."
SIGN = "Then sign who has it: in the app, with w at home, or by voicebox worries sign."
ROUTE = f"Tell the lead today. {SIGN}"
OTHER_ROUTE = f"Tell the head, or the council's designated officer, today. {SIGN}"
"""Of a worry about someone who works here (rule 14)."""
LOOKS_IN = "Who looks in on the child today? Note it with /saw."
"""Said after each stop (rule 21)."""
WHO_IS_HERE = "Who else is in the room? /present notes it."
"""Said once, before the first question (rules 10 and 18)."""


class PlainTalk:
    """One talk, held in lines."""

    def __init__(
        self,
        runner: Runner,
        lines: Lines,
        out: TextIO,
        *,
        symbols: Callable[[], SymbolSource],
        voice: Voice,
        asks_first: AsksFirst = "pictures",
        in_order: Callable[[str], str] = str,
    ) -> None:
        """Join a talk to where its lines come from and go to.

        Args:
            runner: the talk, begun or taken up again.
            lines: what the people type.
            out: where to print; flushed with every print.
            symbols: opens the pictures, for an answer that is one.
            voice: says what is printed.
            asks_first: `open`: a board's cards are listed after a blank line (rule 2).
            in_order: makes lines ready that run from right to left.
        """
        self._runner = runner
        self._lines = lines
        self._out = out
        self._symbols = symbols
        self._voice = voice
        self._in_order = in_order
        self._title = ""
        self._asks_first = asks_first
        self._cards_listed: set[str] = set()
        self._room = iter((WHO_IS_HERE,))
        self._picks_last = False
        """After a stop: the child is picking what to end on (rule 20)."""

    def hold(self) -> None:
        """Talk until the end of the talk or of the input; what was said is kept either way.

        Raises:
            StoreError: it cannot be paused, or can no longer be read.
        """
        header = self._runner.header
        self._print(f"Talk {header.id} with {paint_line(header.pupil.name)}. /help lists commands.")
        self._show()
        while self._goes_on():
            read = self._lines.read()
            self._voice.hush()
            if isinstance(read, EndOfInput):
                break
            self._take(read)
        self.leave()

    def leave(self) -> None:
        """Pause the talk if it is open, and say how to come back to it or read it."""
        try:
            self._runner.pause()
        except Conflict:
            self._runner.catch_up()
            self._runner.pause()
        talk = self._runner.talk.id
        how = {
            State.FINISHED: f"The talk has come to its end. To read it: voicebox show {talk}",
            State.STOPPED: f"The talk has stopped. To read it: voicebox show {talk}",
        }
        break_ = f"The talk is on a break, kept. To carry on: voicebox resume {talk} --plain"
        self._print(how.get(self._runner.talk.state, break_))

    def _goes_on(self) -> bool:
        if self._runner.talk.state is State.STOPPED:
            return self._picks_last and self._runner.offers_last_choice
        return self._runner.talk.state is not State.FINISHED

    @property
    def _is_open_first(self) -> bool:
        """Is the question asked without its cards now, as this pupil likes it (rule 2)?"""
        step = self._runner.step
        is_wanted = self._asks_first == "open" and self._runner.is_open
        return is_wanted and can_ask_openly(step) and str(step.key) not in self._cards_listed

    @property
    def _step(self) -> Step:
        step = self._runner.step
        return without_cards(step) if self._is_open_first else step

    # -- a line ---------------------------------------------------------------------------------

    def _take(self, read: LineRead) -> None:
        """Take a line. What cannot be done is told, and changes nothing."""
        try:
            self._follow(_words(read))
        except Conflict as error:
            self._print(str(error))
            self._runner.catch_up()
            self._show()
        except (AnswerRefused, NotNow, PictureRefused, StoreError) as error:
            self._print(str(error))

    def _follow(self, line: str) -> None:
        if self._runner.talk.state is State.PAUSED:
            self._on_a_break(line)
        elif not line.strip():
            self._cards_listed.add(str(self._runner.step.key))
            self._show()
        elif (picture := self._picture(line)) is not None:
            self._done(self._runner.give_picture(picture))
        elif _is_command(line):
            self._command(read_command(line))
        else:
            standing = self._runner.talk.pack.standing
            given = answer_of(self._step, line, standing)
            self._do(replace(given, before_cards=self._is_open_first))

    def _on_a_break(self, line: str) -> None:
        command = GoOn() if not line.strip() else read_command(line) if _is_command(line) else None
        if not isinstance(command, _ON_A_BREAK):
            raise NotNow(
                "The talk is on a break, so this was not taken.",
                mend="A blank line carries on; /stop stops.",
            )
        self._command(command)

    def _picture(self, line: str) -> Picture | None:
        """The picture that a line names, where one is asked for."""
        if self._runner.step.shape is not Shape.PICTURE or line.startswith("//"):
            return None
        try:
            return read_picture(self._symbols(), line)
        except SymbolError as error:
            self._print(str(error))
            return None

    def _command(self, command: Command) -> None:
        match command:
            case ShowCommands():
                self._print(HELP)
            case Worry():
                self._runner.keep_worry(command.words, about_staff=command.about_staff)
                route = OTHER_ROUTE if command.about_staff else ROUTE
                self._print(f"{FOR_ADULT} {KEPT_APART} {route}")
            case Explain():
                self._explain(command.word)
            case GoOn():
                self._do(CarryOn())
            case KeepBack():
                self._keep_back(command)
            case SetContext():
                self._do(command)
                self._print(f"{FOR_ADULT} {context_line(self._runner.talk.context)}")
            case Skip() | DontKnow() | Pass() | Stop() if self._picks_last:
                self._picks_last = False
            case Skip() | DontKnow() | Pass():
                self._do(replace(command, before_cards=self._is_open_first))
            case _:
                self._do(command)

    def _explain(self, wanted: str) -> None:
        """A hard word, or all; the talk stays where it is (rule 17)."""
        words = hard_words(self._runner.talk, self._runner.step)
        found = look_up(words, wanted)
        if wanted and found is None:
            raise AnswerRefused("This talk does not explain that word.", mend="/words lists them.")
        for each in [found] if found else words:
            self._print(paint(f"{each.word}: {each.means}"))
        if found:
            self._voice.say(f"{found.word}. {found.means}")
        elif not words:
            self._print(program_words(self._runner.talk.pack, "This talk explains no words."))

    def _keep_back(self, command: KeepBack) -> None:
        last = self._runner.record.last_answer()
        seq = command.seq if command.seq is not None else last.seq if last else None
        self._do(command)
        view = self._runner.record.by_seq(seq) if seq is not None else None
        if view is None:
            self._print("The next answer will be kept back.")
        else:
            self._print(f"Kept back:{view_line(self._runner.talk, view)[1:]}")

    # -- what became of it ----------------------------------------------------------------------

    def _do(self, given: Input) -> None:
        self._done(self._runner.handle(given))
        if isinstance(given, Stop):
            self._picks_last = True
            self._print(f"{FOR_ADULT} {LOOKS_IN}")
        if isinstance(given, Stop | Move | Remove) and self._goes_on():
            self._show()

    def _done(self, handled: Handled) -> None:
        if handled.kept is not None:
            self._print(f"kept {handled.kept}")
        for effect in handled.effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Ask():
                self._show()
            case SayAgain(another_way=another_way):
                self._show(another_way=another_way)
            case SayLine(words=words):
                self._print(paint(words))
                self._voice.say(words)
            case _:
                self._voice.hush()

    def _show(self, *, another_way: bool = False) -> None:
        step = self._step
        self._print("")
        self._print_title(step)
        for line in step_lines(self._runner.talk, step, another_way=another_way):
            self._print(line)
        for line in self._voice.news():
            self._print(f"{FOR_ADULT} {paint_line(line)}")
        self._voice.say_step(step, another_way=another_way)

    def _print_title(self, step: Step) -> None:
        title = title_line(self._runner.talk, step)
        if title != self._title:
            self._print(title)
        self._title = title
        if step.key.prompt == ASSENT and not self._runner.talk.context.present:
            for words in self._room:
                self._print(f"{FOR_ADULT} {words}")

    def _print(self, words: str) -> None:
        self._out.write(f"{self._in_order(words)}\n")
        self._out.flush()


def _is_command(line: str) -> bool:
    return line.startswith("/") and not line.startswith("//")


def _words(read: LineRead) -> str:
    """The words of a line.

    Raises:
        AnswerRefused: they cannot be taken at all.
    """
    match read:
        case Line(words=words):
            return words
        case LineTooLong(characters=characters):
            raise too_long(characters)
        case _:
            raise AnswerRefused(
                "That line is not UTF-8 text.", mend="Nothing was kept: type it again."
            )
