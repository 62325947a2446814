"""The answer area: a board, a ladder, or a box for words, with a row of word buttons under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from voicebox.access import Access
from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.talk import CARDS_A_PAGE
from voicebox.conversation.views import Point
from voicebox.prompts.program_words import Saying, in_plain_english
from voicebox.tui import showing_cards
from voicebox.tui.own_cards import OwnCard
from voicebox.tui.widgets.board import Board
from voicebox.tui.widgets.cards import MORE, TURNS, Card
from voicebox.tui.widgets.ladder import LadderScale
from voicebox.tui.widgets.letters import RUB_OUT, SAY, SPACE, LetterBoard
from voicebox.tui.widgets.words import WordsBox

_LADDER, _WORDS, _LETTERS = 18, 9, 6
"""Lines that a ladder, or a box for words with its row, takes where it may."""
_MOST_ROW = 3
"""Lines that the word buttons take on a narrow screen."""


class AnswerArea(Vertical):
    """Exactly one way to answer at a time. What is given goes up as the widgets' own messages."""

    SHOWN = "~shown"
    TO_CARDS = "~to-cards"
    BROWSE = "~browse"
    OWN = "~own"
    SOME = "~some"
    """Shows the cards of a question that was asked openly first."""
    SAY_OWN, RUB_OUT_OWN, FIRST_OWN = "~say-own", "~rub-out-own", "~first-own"

    DEFAULT_CSS = """
    AnswerArea { background: $vb-background; }
    AnswerArea #row { height: 1; margin-bottom: 0; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """As a pupil likes it who needs nothing of their own."""
        super().__init__(id=id)
        self._access = Access()
        self._own: list[Card] = []
        self._say: Saying = in_plain_english
        self.something_else = ""

    def compose(self) -> ComposeResult:
        """All of them; one is shown."""
        yield Board(id="board")
        yield LadderScale(id="ladder")
        yield WordsBox(id="words")
        yield LetterBoard()
        yield Board(id="row")

    @property
    def board(self) -> Board:
        """The cards."""
        return self.query_one("#board", Board)

    @property
    def row(self) -> Board:
        """The word buttons under a ladder or a box for words."""
        return self.query_one("#row", Board)

    @property
    def ladder(self) -> LadderScale:
        """The ladder."""
        return self.query_one(LadderScale)

    @property
    def words(self) -> WordsBox:
        """The box for words."""
        return self.query_one(WordsBox)

    @property
    def letters(self) -> LetterBoard:
        """The letters on the screen, where there is no keyboard."""
        return self.query_one(LetterBoard)

    def take_access(self, access: Access, *, has_own: bool, calm: bool = False) -> None:
        """Show cards and letters as this pupil likes them.

        Args:
            access: how they like it.
            has_own: did they bring cards of their own?
            calm: one large picture for all cards, and no cursor that blinks.
        """
        self._access = access
        self._own = [Card(self.OWN, self._say("my own cards"))] if has_own else []
        self.board.like(access.show, one_picture=calm)
        self.words.cursor_blink = not calm

    def speak(self, say: Saying) -> None:
        """Say the program's own words as `say` puts them."""
        self._say = say
        self.ladder.last_time = say("last time")
        self.letters.labels = {
            SPACE: say("space"),
            RUB_OUT: say("rub out"),
            SAY: say("say it"),
        }
        turns = (
            (say("◀ back to the first"), say("more cards ▶ {item} of {shown}")),
            (say("◀ back"), say("more ▶ {item}/{shown}")),
            TURNS[-1],
        )
        for board in (self.board, self.row):
            board.speak(turns)

    @property
    def has_own_picture(self) -> bool:
        """Does a calm screen need no other picture: is there a large one, or a ladder's ends?"""
        board = self.board
        if not board.held.one_picture:
            return False
        return bool(self.ladder.display or (board.display and board.held.shows == "both"))

    @property
    def scanned(self) -> list[Board | LadderScale | LetterBoard]:
        """What a light goes over, from top to bottom."""
        every = (self.board, self.ladder, self.letters, self.row)
        return [widget for widget in every if widget.display]

    @property
    def is_typing(self) -> bool:
        """Are letters words now?"""
        return bool(self.words.display)

    @property
    def typed(self) -> str:
        """What stands in the box for words, if it is there."""
        return self.words.text if self.is_typing else ""

    @property
    def chosen(self) -> list[str]:
        """The cards that are picked, where several can be."""
        return self.board.chosen if self.board.many else []

    def wanted_height(self, most: int) -> int:
        """The lines that what is shown needs, of `most` that it may have."""
        row = self._size_row() if self.row.display else 0
        if self.board.display:
            return self.board.wanted_height(most - row) + row
        words = _WORDS + (_LETTERS if self.letters.display else 0)
        return min(_LADDER if self.ladder.display else words, most)

    def _size_row(self) -> int:
        lines = self.row.wanted_height(_MOST_ROW)
        self.row.styles.height = lines
        return lines

    def show_step(self, step: Step, *, hint: str, draft: str, most: int) -> None:
        """Show how this step is answered."""
        standing = showing_cards.standing_cards(step)
        if step.shape in (Shape.BOARD, Shape.PAGE):
            self._show_board(step, standing, most)
        elif step.shape is Shape.LADDER and step.ladder is not None:
            value = step.current.value if step.current else None
            self._only(self.ladder, standing)
            before = step.before.point if step.before else None
            here = value.point if isinstance(value, Point) else None
            self.ladder.show(step.ladder, here, before)
        else:
            find = Card(self.BROWSE, self._say("find a picture"))
            browse = [find] if step.shape is Shape.PICTURE else []
            own = [] if step.for_adult else self._own
            self._show_words(hint, draft, [*browse, *own, *standing])

    def show_read_back(self, step: Step, cards: Sequence[Card]) -> None:
        """The answers as cards, and the button that says they are right."""
        self._only(self.board, ())
        right, *others = step.options
        page, pages = str(step.page + 1), str(step.pages)
        part = self._say("(part {item} of {shown})", item=page, shown=pages)
        count = f"{page}/{pages}" if others else part
        more = f"  {count}" if step.pages > 1 else ""
        ways = [Card(right.id, f"{right.word}{more}", number="0")]
        self.board.show(
            cards,
            [*ways, *(Card(option.id, option.word) for option in others)],
            most=CARDS_A_PAGE,
            as_cards=False,
            in_full=True,
        )
        self.board.cursor = MORE  # an Enter before it is laid out picks no answer to be changed
        self.board.focus()
        self.call_after_refresh(self.board.end_on, right.id)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """A board of its own, for a break or the end."""
        self._only(self.board, ())
        self.board.show(cards)
        self.board.focus()

    def show_own(self, cards: Sequence[OwnCard], said: str, *, is_first: bool) -> None:
        """A page of the pupil's own cards, and what they have put together so far."""
        say = self._say
        row: list[Card] = []
        if said:
            row.append(Card(self.SAY_OWN, say("say: {answer}", answer=said)))
            row.append(Card(self.RUB_OUT_OWN, say("rub out")))
        if not is_first:
            row.append(Card(self.FIRST_OWN, say("first page")))
        row.append(Card(self.TO_CARDS, say("back")))
        self._only(self.board, ())
        shown = [
            Card(card.id, f"{card.word} ▸" if card.opens else card.word, card.symbol)
            for card in cards
        ]
        self.board.show(shown, row, as_cards=False)
        self.board.focus()

    def show_something_else(self, draft: str = "") -> None:
        """A box for words in the board's place; a thing that was shown needs none (rule 2)."""
        row = [
            Card(self.SHOWN, self._say("shown, no words needed")),
            *self._own,
            Card(self.TO_CARDS, self._say("back to the cards")),
        ]
        hint = self._say("Words, or show it: a photo, a thing, a drawing.")
        self._show_words(hint, draft, row)

    def show_open_first(self, step: Step, *, hint: str, draft: str) -> None:
        """The question alone: words, or one card that shows the others (rule 2)."""
        standing = [Card(option.id, option.word, option.symbol) for option in step.standing]
        row = [Card(self.SOME, self._say("show me some")), *self._own, *standing]
        self._show_words(hint, draft, row)

    def _show_board(self, step: Step, standing: Sequence[Card], most: int) -> None:
        self._only(self.board, ())
        has_else = showing_cards.has_something_else(step, self.something_else)
        self.board.show(
            showing_cards.option_cards(step),
            standing,
            many=step.many,
            chosen=showing_cards.chosen_ids(step),
            also=(self.something_else,) if has_else else (),
            most=most,
            done_word=self._say("done"),
        )
        before = showing_cards.current_card(step)
        if not step.many and any(card.id == before for card in self.board.cards):
            self.board.go_to(before)
        self.board.focus()

    def _show_words(self, hint: str, draft: str, row: Sequence[Card]) -> None:
        self._only(self.words, row)
        self.letters.display = self._access.needs_letters
        self.letters.box = self.words
        self.words.show_hint(hint)
        self.words.load_text(draft)
        self.words.move_cursor(self.words.document.end)
        self.words.focus()

    def _only(self, shown: Board | LadderScale | WordsBox, row: Sequence[Card]) -> None:
        for widget in (self.board, self.ladder, self.words):
            widget.display = widget is shown
        self.letters.display = False
        self.row.display = bool(row)
        if row:
            self.row.show((), row)
        if shown is self.ladder:
            self.ladder.focus()

    # -- from the screen's keys ------------------------------------------------------------------

    def pick_number(self, digit: str) -> None:
        """A digit picks its card, or lights its step."""
        if self.board.display:
            self.board.pick_number(digit)
        elif self.ladder.display:
            self.ladder.pick_number(digit)

    def take_focus(self) -> None:
        """Give the keys to what is shown."""
        for widget in (self.board, self.ladder, self.words):
            if widget.display:
                widget.focus()

    def pick(self) -> None:
        """As Enter does."""
        if self.board.display:
            self.board.action_pick()
        elif self.ladder.display:
            self.ladder.action_stay()

    def say_words(self) -> None:
        """Say what stands in the box."""
        if self.is_typing:
            self.words.post_message(WordsBox.WordsGiven(self.words.text))

    def light_spoken(self, card: str) -> None:
        """Light the card whose word is being heard; an empty id lights none."""
        if self.board.display:
            self.board.spoken = card
