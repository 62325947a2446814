"""Pages to read beside a list: the page of the line with the focus, whatever took longest."""

from threading import Event

from textual.widgets import OptionList

from tests.tui.chair import Chair, until_true
from voicebox.tui.screens.reading import ReadingScreen


class _Pages(ReadingScreen):
    """Two lines; the page of the first is slow."""

    def __init__(self) -> None:
        super().__init__()
        self.may_end, self.has_ended = Event(), Event()

    def read_list(self) -> list[tuple[str, str]]:
        return [("slow", "one"), ("quick", "two")]

    def read_page(self, line: str) -> str:
        if line == "slow":
            assert self.may_end.wait(20)
            self.has_ended.set()
        return f"the page of {line}"


async def test_a_page_that_comes_too_late_is_not_shown(chair: Chair) -> None:
    pages = _Pages()
    async with chair.sit() as pilot:
        await chair.app.push_screen(pages)
        await until_true(pilot, lambda: pages.focused_line == "slow")
        pages.query_one(OptionList).highlighted = 1
        await until_true(pilot, lambda: "the page of quick" in chair.painted)
        pages.may_end.set()
        await until_true(pilot, pages.has_ended.is_set)
        for _ in range(5):
            await pilot.pause(0.02)
        assert "the page of quick" in chair.painted
