"""Usage of the commands that keep talks safe, pass them on, and give them out."""

from __future__ import annotations

import argparse

from voicebox.usage.arguments import Commands, Parser, command


def _lock(commands: Commands) -> None:
    lock = command(commands, "lock", "locking:lock", "set a passphrase; or close the talks again")
    lock.add_argument("--now", action="store_true", help="only close; set nothing")
    lock.add_argument("--change", action="store_true", help="another passphrase")
    lock.add_argument(
        "--recovery", metavar="FILE", help="a recovery key, as .pdf or .txt; - to see it once here"
    )
    lock.add_argument(
        "--keyring", action="store_true", help="the system's keyring may open it without asking"
    )


def _unlock(commands: Commands) -> None:
    unlock = command(commands, "unlock", "locking:unlock", "open locked talks for a while")
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


def _backup(commands: Commands) -> None:
    backup = command(commands, "backup", "backups:backup", "everything, encrypted, in one file")
    backup.add_argument("file", metavar="FILE")
    backup.add_argument("--force", action="store_true", help="write over a file that is there")
    restore = command(
        commands, "restore", "backups:restore", "bring a backup back; never over talks"
    )
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--into", metavar="FOLDER", help="beside the talks that are there")
    restore.add_argument(
        "--set-aside", action="store_true", help="rename damaged talks without asking"
    )


def _send(commands: Commands) -> None:
    send = command(commands, "send", "passing:send", "talks, encrypted, for another voicebox")
    send.add_argument("talks", metavar="TALK", nargs="*", help="or --pupil")
    send.add_argument("file", metavar="FILE")
    send.add_argument("--pupil", metavar="NAME", help="all talks of one pupil, and their own")
    send.add_argument(
        "--to", metavar="KEY", action="append", help="to a key (age1...); without it, a passphrase"
    )
    send.add_argument(
        "--whole", action="store_true", help="also answers that the child did not share"
    )
    send.add_argument(
        "--with-own", action="store_true", help="also own pictures, boards, how they like it"
    )
    send.add_argument("--with-worries", action="store_true", help="also worries; asks first")
    send.add_argument("--force", action="store_true", help="write over a file that is there")
    receive = command(commands, "receive", "passing:receive", "keep talks that were sent")
    receive.add_argument("file", metavar="FILE", nargs="?")
    receive.add_argument("--look", action="store_true", help="only say what is inside")
    receive.add_argument("--yes", action="store_true", help="keep it without asking")
    receive.add_argument(
        "--as", metavar="NAME", dest="as_", action="append", help="who it is here; or 2=NAME"
    )
    receive.add_argument("--new", action="store_true", help="who is not known is a new pupil")
    receive.add_argument(
        "--new-sender", action="store_true", help="also if another key signed it than before"
    )
    receive.add_argument("--key", action="store_true", help="only print what others send to")
    command(commands, "keys", "passing:keys", "what others send to, and the fingerprint")


def _rights(commands: Commands) -> None:
    access = command(commands, "access", "rights:access", "everything held about one pupil")
    access.add_argument("pupil", metavar="PUPIL", nargs="?", help="NAME#2 for the second of a name")
    access.add_argument("-o", metavar="FOLDER", dest="out", required=True, help="a new folder")
    access.add_argument("--with-worries", action="store_true", help="also worries; asks first")
    access.add_argument(
        "--notice", action="store_true", help="the notice for children, as the file -o"
    )
    forget = command(
        commands, "forget", "rights:forget", "take out a pupil's name and words; an account stays"
    )
    forget.add_argument("pupil", metavar="PUPIL", nargs="?", help="NAME#2 for the second of a name")
    forget.add_argument("--reason", metavar="WHY", help="why, and on whose word; no child's name")
    forget.add_argument("--yes-forget", metavar="NAME", help="the name typed, for scripts")
    forget.add_argument("--receipt", metavar="FILE", help="keep what was done, without the name")
    forget.add_argument(
        "--due", action="store_true", help="only list who is due; takes nothing out"
    )
    forget.add_argument("--finish", action="store_true", help="after one that was cut short")


def _audit(commands: Commands) -> None:
    audit = command(commands, "audit", "audit:audit", "who did what, without what was said")
    audit.add_argument("--pupil", metavar="NAME", help="about one pupil; NAME#2 for the second")
    audit.add_argument("--all", action="store_true", help="not only the newest 200 lines")
    audit.add_argument("--json", action="store_true", help="as JSON, and nothing else")


def _worries(commands: Commands) -> None:
    worries = command(commands, "worries", "worries:worries", "worries that nobody has signed yet")
    worries.add_argument("--words", action="store_true", help="also what they say")
    worries.add_argument("--all", action="store_true", help="also those that were signed")
    ways = worries.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    sign = command(ways, "sign", "worries:sign", "sign that somebody has it now")
    sign.add_argument(
        "id",
        metavar="NUMBER",
        help="1, 2, ... or the letters and digits beside it, as voicebox worries lists them",
    )
    sign.add_argument("--to", metavar="NAME", required=True, help="who has it now")


ADD = (_lock, _unlock, _backup, _send, _rights, _audit, _worries)
"""Each adds its commands to the tree."""
