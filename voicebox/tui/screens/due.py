"""How long records are kept: who is due to be looked at by the rule. It takes nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Select, Static

from voicebox.ports import House, Retention
from voicebox.ports.passing import Telling
from voicebox.ports.rights import DueList
from voicebox.text import paint_line
from voicebox.tui.screens.asking import Doing
from voicebox.tui.screens.giving import rights_of
from voicebox.tui.screens.wanted import Home

_RULES: tuple[tuple[str, Retention], ...] = (
    ("no rule: nobody is listed", ""),
    ("until they are 25", "dob+25"),
    ("until they are 31", "dob+31"),
)


class DueScreen(Doing[None]):
    """Who is due, by a rule that is set here."""

    DEFAULT_CSS = """
    DueScreen > Vertical { width: 76; }
    DueScreen VerticalScroll { height: auto; max-height: 10; }
    """

    def __init__(self, house: House) -> None:
        """In this house."""
        super().__init__()
        self._house = house
        self._rule: Retention = house.preferences.retention

    def compose(self) -> ComposeResult:
        """The rule, and who is due by it."""
        with Vertical():
            yield Static("How long records are kept", classes="title")
            yield Static(
                "Counted from the date of birth in the plan. Nothing is ever taken out by itself: "
                "look at each, then forget them from their own menu.",
                classes="about",
            )
            yield Select[str](_RULES, value=self._rule, allow_blank=False, compact=True)
            with VerticalScroll():
                yield Static("", classes="said", id="lines")
            yield from self.foot(Button("Finish forgetting", id="finish"))

    def on_mount(self) -> None:
        """Look."""
        self.query_one("#finish").display = False
        self._look()

    def _look(self) -> None:
        self.do(self._found, self._show)

    def _found(self, _: Telling) -> tuple[DueList | None, bool]:
        rights = rights_of(self._house)
        return (rights.due(self._rule) if self._rule else None), rights.is_unfinished()

    def _show(self, found: tuple[DueList | None, bool]) -> None:
        due, is_unfinished = found
        lines = list(_told(due)) if due is not None else ["No rule was set."]
        self.query_one("#lines", Static).update(Content("\n".join(lines)))
        self.query_one("#finish").display = is_unfinished
        if is_unfinished:
            self.say("A forgetting was cut short. Finish it, with no other window open.")
        self.query_one("#finish" if is_unfinished else "#leave").focus()

    @on(Select.Changed)
    def set_rule(self, message: Select.Changed) -> None:
        """Another rule, from now on."""
        rule = next(rule for _, rule in _RULES if rule == message.value)
        if rule == self._rule:
            return
        self._rule = rule
        changed = replace(self._house.preferences, retention=rule)
        self.app.post_message(Home.PreferencesGiven(changed))
        self._look()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Finish, or leave."""
        if message.button.id == "finish":
            self.do(rights_of(self._house).finish, lambda _: self._look())
        else:
            self.dismiss(None)


def _told(found: DueList) -> Iterator[str]:
    for each in found.due:
        last = f"{each.last_talk:%Y-%m-%d}" if each.last_talk else "none"
        yield f"{each.on}  {paint_line(each.pupil.name)}, last talk {last}"
    yield (
        f"Due: {len(found.due)}. Later: {found.later}. No date of birth in a plan: {found.unknown}."
    )
