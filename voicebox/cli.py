"""The commands: the only reader of argv. Nothing heavy is imported before a command asks for it."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from voicebox.errors import VoiceboxError

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
SEEDS = 2**31
LONGEST_ARGUMENT = 400

Command = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """argparse, with whole option names only, and nothing from argv shown raw."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **named})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the usage, on one line."""
        from voicebox.text import paint_line

        line = paint_line(message)[:LONGEST_ARGUMENT]
        self.exit(WRONG_USAGE, f"{self.prog}: {line} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Exit codes: 0 done, 1 a named error, 2 wrong usage, 130 Ctrl-C."""
    try:
        _collect_seldom()
        _speak_utf8()
        given = parser().parse_args(_arguments() if argv is None else argv)
        code: int = _command(given.does)(given)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return DONE
    except VoiceboxError as error:
        return _fail(str(error))
    except Exception as error:  # noqa: BLE001 - nothing may print a traceback at a person
        from voicebox.crash import report

        return _fail(report(error))


def _command(name: str) -> Command:
    module, _, function = name.partition(":")
    command: Command = getattr(importlib.import_module(f"voicebox.commands.{module}"), function)
    return command


def _fail(line: str) -> int:
    print(line, file=sys.stderr)
    return FAILED


def _collect_seldom() -> None:
    """Loading makes many objects and hardly any garbage: searching it again and again costs time,
    most of all in the moment between a key and the next prompt."""
    gc.set_threshold(50_000, 20, 50)


def _speak_utf8() -> None:
    """Text is UTF-8, whatever the system's own encoding; what cannot be encoded is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def _arguments() -> list[str]:
    """The arguments as UTF-8, even where the system's own encoding would tear a name apart."""
    return [os.fsencode(each).decode("utf-8", "surrogateescape") for each in sys.argv[1:]]


def _let_go_of_stdout() -> None:
    """Nobody reads any more; the flush at exit must not complain about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


# -- the commands -------------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """Every command there is."""
    whole = _Parser(
        prog="voicebox",
        description="A chat that a child has with an adult beside them; "
        "without a command, the app: who is here, start or carry on a talk.",
    )
    whole.set_defaults(does="talking:open_app")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for add in (
        _talk,
        _resume,
        _talks,
        _show,
        _share,
        _export,
        _plan,
        _template,
        _packs,
        _symbols,
        _speech,
        _lock,
        _unlock,
        _backup,
        _send,
        _rights,
        _audit,
        _doctor,
        _schema,
    ):
        add(commands)
    return whole


Commands = argparse._SubParsersAction  # the only name argparse has for it


def _add(commands: Commands[_Parser], name: str, does: str, summary: str) -> _Parser:
    command = commands.add_parser(name, help=summary, description=summary)
    command.set_defaults(does=does)
    return command


def _talk(commands: Commands[_Parser]) -> None:
    talk = _add(commands, "talk", "talking:talk", "start a talk")
    talk.add_argument("--pack", metavar="P", default="my-voice", help="a pack's name or file")
    talk.add_argument("--pupil", metavar="NAME", help="who talks; NAME#2 for the second of a name")
    talk.add_argument("--with", metavar="NAME", dest="with_", help="the adult beside the child")
    talk.add_argument(
        "--from-paper", action="store_true", help="write in what was told on a printed booklet"
    )
    talk.add_argument(
        "--language", metavar="L", help="a translation of the pack: cy, pl, uk, ur, ar"
    )
    talk.add_argument("--seed", metavar="N", type=_seed, help="fixes the order of the options")
    _modes(talk)


def _resume(commands: Commands[_Parser]) -> None:
    resume = _add(commands, "resume", "talking:resume", "carry on a talk")
    resume.add_argument("talk", metavar="TALK", nargs="?", help="its id; without one, the newest")
    _modes(resume)


def _modes(command: _Parser) -> None:
    command.add_argument("--plain", action="store_true", help="in lines, without the screen")
    command.add_argument("--no-speech", action="store_true", help="nothing is said aloud")


def _seed(words: str) -> int:
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 11 else -1
    if not 0 <= number < SEEDS:
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 to {SEEDS - 1}")
    return number


def _talks(commands: Commands[_Parser]) -> None:
    talks = _add(commands, "talks", "reading:talks", "list the talks, newest first")
    talks.add_argument("--pupil", metavar="NAME", help="of one pupil; NAME#2 for the second")
    talks.add_argument("--all", action="store_true", help="not only the newest 200")
    talks.add_argument(
        "--missing", action="store_true", help="by pupil: whose voice is here, and what is due"
    )
    ways = talks.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help="as JSON, and nothing else")
    ways.add_argument("--csv", action="store_true", help="of --missing, for a spreadsheet")


def _show(commands: Commands[_Parser]) -> None:
    show = _add(commands, "show", "reading:show", "the record of a talk, as it is read back")
    show.add_argument("talk", metavar="TALK")


def _share(commands: Commands[_Parser]) -> None:
    share = _add(commands, "share", "sharing:share", "decide anew who may see what was said")
    share.add_argument("talk", metavar="TALK")
    circles = ["everyone", "family", "school", "meeting", "nobody"]
    share.add_argument("--with", dest="with_", nargs="+", choices=circles, required=True)
    share.add_argument(
        "--answer", type=int, nargs="+", default=[], metavar="N", help="only these; show has N"
    )
    speakers = ["child", "parent_carer", "key_adult", "other"]
    share.add_argument("--by", choices=speakers, default="child", help="who decides (child)")


def _export(commands: Commands[_Parser]) -> None:
    export = _add(commands, "export", "exporting:export", "write what may leave of talks")
    export.add_argument("talks", metavar="TALK", nargs="*", help="or --pupil, or --all-pupils")
    export.add_argument("--pupil", metavar="NAME", help="all talks of one pupil, and their plan")
    export.add_argument(
        "--all-pupils", action="store_true", help="a file for each pupil, in the folder -o"
    )
    known = "csv, docx, fhir, html, json, markdown, paste or pdf"
    export.add_argument("--format", metavar="F", required=True, help=known)
    export.add_argument("-o", metavar="OUT", dest="out", help="a file; without it, text is printed")
    _audience(export)
    export.add_argument("--document", metavar="D", help="which: profile, plan, one-plan and others")
    export.add_argument("--template", metavar="FILE", help="a school's own Word file, to be filled")
    export.add_argument("--mapping", metavar="M", help="which view goes to which box: name or file")
    export.add_argument("--photo", action="store_true", help="with the photo that the child chose")
    export.add_argument("--force", action="store_true", help="write over a file that is there")


def _audience(command: _Parser) -> None:
    command.add_argument(
        "--audience",
        default="plan",
        choices=["plan", "family", "child", "meeting"],
        help="for whom it is (plan)",
    )


def _plan(commands: Commands[_Parser]) -> None:
    plan = _group(commands, "plan", "a pupil's plan: check, show, begin")
    whose = "whose; NAME#2 for the second of a name"
    check = _add(plan, "check", "plans:check", "what each step leads back to, and what is missing")
    check.add_argument("pupil", metavar="PUPIL", help=whose)
    ways = check.add_mutually_exclusive_group()
    ways.add_argument("--mermaid", action="store_true", help="as a Mermaid flowchart")
    ways.add_argument("--svg", action="store_true", help="as a picture")
    ways.add_argument("--json", action="store_true", help="as JSON, and nothing else")
    check.add_argument("-o", metavar="FILE", dest="out", help="a file; without it, it is printed")
    check.add_argument("--force", action="store_true", help="write over a file that is there")
    show = _add(plan, "show", "plans:show", "the plan as it would be read")
    show.add_argument("pupil", metavar="PUPIL", help=whose)
    _audience(show)
    new = _add(plan, "new", "plans:new", "begin a plan, or carry on the one that is begun")
    new.add_argument("pupil", metavar="PUPIL", help=whose)
    new.add_argument("--with", metavar="NAME", dest="with_", help="the adult who writes it")
    _modes(new)


def _template(commands: Commands[_Parser]) -> None:
    template = _group(commands, "template", "a school's own Word files")
    check = _add(template, "check", "templates:check", "what will be filled, and what will not")
    check.add_argument("file", metavar="FILE")
    check.add_argument("--pupil", metavar="NAME", help="tried with what may leave of this pupil")
    check.add_argument("--mapping", metavar="M", help="its boxes: a mapping's name or file")
    _audience(check)


def _packs(commands: Commands[_Parser]) -> None:
    packs = _group(commands, "packs", "prompt packs: list, check, draw, make, try, look through")
    _add(packs, "list", "packs:list_packs", "the packs there are")
    check = _add(packs, "check", "packs:check", "what there is to mend in a pack")
    check.add_argument("file", metavar="FILE", nargs="?", help="a pack; without it, all of them")
    check.add_argument("--watch", action="store_true", help="and again after each change")
    diagram = _add(packs, "diagram", "packs:diagram", "the life of a talk and a pack's routes")
    diagram.add_argument("pack", metavar="PACK")
    covered = _add(
        packs, "coverage", "packs:coverage", "each line of the sources, and what serves it"
    )
    covered.add_argument("--unserved", action="store_true", help="only what nothing serves")
    _bench(packs)


def _bench(packs: Commands[_Parser]) -> None:
    new = _add(packs, "new", "pack_bench:new", "a pack of your own, in this folder")
    new.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    new.add_argument(
        "--from", metavar="PACK", dest="from_", default="my-voice", help="to begin from"
    )
    new.add_argument("--force", action="store_true", help="write over a file that is there")
    play = _add(packs, "play", "pack_bench:play", "a talk that keeps nothing")
    play.add_argument("pack", metavar="PACK")
    play.add_argument("--seed", metavar="N", type=_seed, help="fixes the order of the options")
    _modes(play)
    preview = _add(packs, "preview", "pack_bench:preview", "every prompt on one page of HTML")
    preview.add_argument("pack", metavar="PACK")
    preview.add_argument("-o", metavar="FILE", dest="out", required=True, help="an .html file")
    preview.add_argument("--force", action="store_true", help="write over a file that is there")
    booklet = _add(packs, "booklet", "booklet:booklet", "a pack on paper, to fill in by hand")
    booklet.add_argument("pack", metavar="PACK")
    booklet.add_argument("-o", metavar="FILE", dest="out", required=True, help="a .pdf file")
    booklet.add_argument(
        "--section", metavar="ID", action="append", help="only this part; may be given again"
    )
    booklet.add_argument("--pupil", metavar="NAME", help="printed on each page")
    booklet.add_argument("--with", metavar="NAME", dest="with_", help="printed on each page")
    booklet.add_argument("--force", action="store_true", help="write over a file that is there")


def _symbols(commands: Commands[_Parser]) -> None:
    symbols = _group(commands, "symbols", "pictures: find, show, print a sheet, bring your own")
    find = _add(symbols, "find", "symbols:find", "the symbols for a word")
    find.add_argument("word", metavar="WORD")
    show = _add(symbols, "show", "symbols:show", "a symbol as it is painted here")
    show.add_argument("id", metavar="ID")
    sheet = _add(symbols, "sheet", "symbols:sheet", "symbols on a page, or on A4 pages")
    sheet.add_argument("-o", metavar="FILE", dest="out", required=True, help="a .png or a .pdf")
    sheet.add_argument("--group", metavar="G", help="only this group, such as feelings")
    sheet.add_argument("--no-words", action="store_false", dest="words", help="pictures alone")
    sheet.add_argument("--as-painted", action="store_true", help="as the cells of a card")
    sheet.add_argument("--force", action="store_true", help="write over a file that is there")
    _own(symbols)


def _own(symbols: Commands[_Parser]) -> None:
    whose = "whose; without it, the one pupil there is"
    add = _add(symbols, "add", "own:add", "keep a picture or board as a pupil's own")
    add.add_argument("file", metavar="FILE", help="PNG, JPEG, WebP, .obf or .obz")
    add.add_argument("--pupil", metavar="NAME", help=whose)
    add.add_argument("--word", metavar="WORD", help="what a picture is called (the file's name)")
    add.add_argument("--alt", metavar="TEXT", help="what can be seen on a picture")
    mine = _add(symbols, "mine", "own:mine", "a pupil's own pictures and boards, and licences")
    mine.add_argument("--pupil", metavar="NAME", help=whose)
    drop = _add(symbols, "drop", "own:drop", "let go of a pupil's own picture or board")
    drop.add_argument("id", metavar="ID")
    drop.add_argument("--pupil", metavar="NAME", help=whose)


def _speech(commands: Commands[_Parser]) -> None:
    speech = _group(commands, "speech", "the voice: check, say, list voices")
    _add(speech, "check", "speech:check", "what works here")
    say = _add(speech, "say", "speech:say", "say words, or save them as a sound file")
    say.add_argument("text", metavar="TEXT")
    say.add_argument("-o", metavar="FILE.wav", dest="out")
    say.add_argument("--force", action="store_true", help="write over a file that is there")
    _add(speech, "voices", "speech:voices", "the voices there are")


def _lock(commands: Commands[_Parser]) -> None:
    lock = _add(commands, "lock", "locking:lock", "set a passphrase; or close the talks again")
    lock.add_argument("--now", action="store_true", help="only close; set nothing")
    lock.add_argument("--change", action="store_true", help="another passphrase")
    lock.add_argument(
        "--recovery", metavar="FILE", help="a recovery key, as .pdf or .txt; - to see it once here"
    )
    lock.add_argument(
        "--keyring", action="store_true", help="the system's keyring may open it without asking"
    )


def _unlock(commands: Commands[_Parser]) -> None:
    unlock = _add(commands, "unlock", "locking:unlock", "open locked talks for a while")
    unlock.add_argument(
        "--minutes", metavar="N", type=_minutes, default=240, help="for how long (240)"
    )
    unlock.add_argument("--for-good", action="store_true", help="ask no more on this computer")
    unlock.add_argument("--recovery", action="store_true", help="with the recovery key")


def _minutes(words: str) -> int:
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 5 else 0
    if not 1 <= number <= 24 * 60:
        raise argparse.ArgumentTypeError("a whole number of minutes, 1 to 1440")
    return number


def _backup(commands: Commands[_Parser]) -> None:
    backup = _add(commands, "backup", "backups:backup", "everything, encrypted, in one file")
    backup.add_argument("file", metavar="FILE")
    backup.add_argument("--force", action="store_true", help="write over a file that is there")
    restore = _add(commands, "restore", "backups:restore", "bring a backup back; never over talks")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--into", metavar="FOLDER", help="beside the talks that are there")


def _send(commands: Commands[_Parser]) -> None:
    send = _add(commands, "send", "passing:send", "talks, encrypted, for another voicebox")
    send.add_argument("talks", metavar="TALK", nargs="*", help="or --pupil")
    send.add_argument("file", metavar="FILE")
    send.add_argument("--pupil", metavar="NAME", help="all talks of one pupil")
    send.add_argument(
        "--to", metavar="KEY", action="append", help="to a key (age1...); without it, a passphrase"
    )
    send.add_argument(
        "--whole", action="store_true", help="also answers that the child did not share"
    )
    send.add_argument("--with-concerns", action="store_true", help="also concern notes; asks first")
    send.add_argument("--force", action="store_true", help="write over a file that is there")
    receive = _add(commands, "receive", "passing:receive", "keep talks that were sent")
    receive.add_argument("file", metavar="FILE", nargs="?")
    receive.add_argument("--look", action="store_true", help="only say what is inside")
    receive.add_argument("--yes", action="store_true", help="keep it without asking")
    receive.add_argument(
        "--as", metavar="NAME", dest="as_", action="append", help="who it is here; or 2=NAME"
    )
    receive.add_argument("--new", action="store_true", help="who is not known is a new pupil")
    receive.add_argument("--key", action="store_true", help="the key that others send to")
    _add(commands, "keys", "passing:keys", "the key that others send to")


def _rights(commands: Commands[_Parser]) -> None:
    access = _add(commands, "access", "rights:access", "everything held about one pupil")
    access.add_argument("pupil", metavar="PUPIL", nargs="?", help="NAME#2 for the second of a name")
    access.add_argument("-o", metavar="FOLDER", dest="out", required=True, help="a new folder")
    access.add_argument(
        "--with-concerns", action="store_true", help="also concern notes; asks first"
    )
    access.add_argument(
        "--notice", action="store_true", help="the notice for children, as the file -o"
    )
    forget = _add(commands, "forget", "rights:forget", "take a pupil out, without a trace")
    forget.add_argument("pupil", metavar="PUPIL", nargs="?", help="NAME#2 for the second of a name")
    forget.add_argument("--reason", metavar="WHY", help="why, and on whose word; no child's name")
    forget.add_argument("--yes-forget", metavar="NAME", help="the name typed, for scripts")
    forget.add_argument("--receipt", metavar="FILE", help="keep what was done, without the name")
    forget.add_argument(
        "--due", action="store_true", help="only list who is due; takes nothing out"
    )
    forget.add_argument("--finish", action="store_true", help="after one that was cut short")


def _audit(commands: Commands[_Parser]) -> None:
    audit = _add(commands, "audit", "audit:audit", "who did what, without what was said")
    audit.add_argument("--pupil", metavar="NAME", help="about one pupil; NAME#2 for the second")
    audit.add_argument("--all", action="store_true", help="not only the newest 200 lines")
    audit.add_argument("--json", action="store_true", help="as JSON, and nothing else")


def _doctor(commands: Commands[_Parser]) -> None:
    _add(commands, "doctor", "checking:doctor", "what works here, and what to do if it does not")


def _schema(commands: Commands[_Parser]) -> None:
    schema = _add(commands, "schema", "checking:schema", "the JSON schema of what voicebox writes")
    schema.add_argument("of", choices=["record", "pack", "plan"])


def _group(commands: Commands[_Parser], name: str, summary: str) -> Commands[_Parser]:
    group = commands.add_parser(name, help=summary, description=summary)
    return group.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=_Parser
    )
