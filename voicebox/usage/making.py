"""Usage of the commands for packs, pictures and the voice."""

from __future__ import annotations

from voicebox.usage.arguments import Commands, command, group, language, modes, seed


def _packs(commands: Commands) -> None:
    packs = group(commands, "packs", "prompt packs: list, check, draw, make, try, look through")
    command(packs, "list", "packs:list_packs", "the packs there are")
    check = command(packs, "check", "packs:check", "what there is to mend in a pack")
    check.add_argument("file", metavar="FILE", nargs="?", help="a pack; without it, all of them")
    check.add_argument("--watch", action="store_true", help="and again after each change")
    diagram = command(packs, "diagram", "packs:diagram", "the life of a talk and a pack's routes")
    diagram.add_argument("pack", metavar="PACK")
    covered = command(
        packs, "coverage", "packs:coverage", "each line of the sources, and what serves it"
    )
    covered.add_argument("--unserved", action="store_true", help="only what nothing serves")
    _bench(packs)


def _bench(packs: Commands) -> None:
    new = command(packs, "new", "pack_bench:new", "a pack of your own, in this folder")
    new.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    ways = new.add_mutually_exclusive_group()
    ways.add_argument(
        "--from", metavar="PACK", dest="from_", default="my-voice", help="a copy of it (my-voice)"
    )
    ways.add_argument("--extends", metavar="PACK", help="a small pack that builds on it")
    new.add_argument("--force", action="store_true", help="write over a file that is there")
    play = command(packs, "play", "pack_bench:play", "a talk that keeps nothing")
    play.add_argument("pack", metavar="PACK")
    play.add_argument("--seed", metavar="N", type=seed, help="fixes the order of the options")
    language(play)
    modes(play)
    preview = command(packs, "preview", "pack_bench:preview", "every prompt on one page of HTML")
    preview.add_argument("pack", metavar="PACK")
    preview.add_argument("-o", metavar="FILE", dest="out", required=True, help="an .html file")
    language(preview)
    preview.add_argument("--force", action="store_true", help="write over a file that is there")
    booklet = command(packs, "booklet", "booklet:booklet", "a pack on paper, to fill in by hand")
    booklet.add_argument("pack", metavar="PACK")
    booklet.add_argument("-o", metavar="FILE", dest="out", required=True, help="a .pdf file")
    booklet.add_argument(
        "--section", metavar="ID", action="append", help="only this part; may be given again"
    )
    language(booklet)
    booklet.add_argument("--pupil", metavar="NAME", help="printed on each page")
    booklet.add_argument("--with", metavar="NAME", dest="with_", help="printed on each page")
    booklet.add_argument("--force", action="store_true", help="write over a file that is there")


def _symbols(commands: Commands) -> None:
    symbols = group(commands, "symbols", "pictures: find, show, print a sheet, bring your own")
    find = command(symbols, "find", "symbols:find", "the symbols for a word")
    find.add_argument("word", metavar="WORD")
    show = command(symbols, "show", "symbols:show", "a symbol as it is painted here")
    show.add_argument("id", metavar="ID")
    sheet = command(symbols, "sheet", "symbols:sheet", "symbols on a page, or on A4 pages")
    sheet.add_argument("-o", metavar="FILE", dest="out", required=True, help="a .png or a .pdf")
    sheet.add_argument("--group", metavar="G", help="only this group, such as feelings")
    sheet.add_argument("--no-words", action="store_false", dest="words", help="pictures alone")
    sheet.add_argument("--as-painted", action="store_true", help="as the cells of a card")
    sheet.add_argument("--force", action="store_true", help="write over a file that is there")
    _own(symbols)


def _own(symbols: Commands) -> None:
    whose = "whose; without it, the one pupil there is"
    add = command(symbols, "add", "own:add", "keep a picture or board as a pupil's own")
    add.add_argument("file", metavar="FILE", help="PNG, JPEG, WebP, .obf or .obz")
    add.add_argument("--pupil", metavar="NAME", help=whose)
    add.add_argument("--word", metavar="WORD", help="what a picture is called (the file's name)")
    add.add_argument("--alt", metavar="TEXT", help="what can be seen on a picture")
    mine = command(symbols, "mine", "own:mine", "a pupil's own pictures and boards, and licences")
    mine.add_argument("--pupil", metavar="NAME", help=whose)
    drop = command(symbols, "drop", "own:drop", "let go of a pupil's own picture or board")
    drop.add_argument("id", metavar="ID")
    drop.add_argument("--pupil", metavar="NAME", help=whose)


def _speech(commands: Commands) -> None:
    speech = group(commands, "speech", "the voice: check, say, list voices")
    command(speech, "check", "speech:check", "what works here")
    say = command(speech, "say", "speech:say", "say words, or save them as a sound file")
    say.add_argument("text", metavar="TEXT")
    say.add_argument("-o", metavar="FILE.wav", dest="out")
    say.add_argument("--force", action="store_true", help="write over a file that is there")
    command(speech, "voices", "speech:voices", "the voices there are")


ADD = (_packs, _symbols, _speech)
"""Each adds its commands to the tree."""
