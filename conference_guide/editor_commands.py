"""The command line's part for editors and translators: `translate` and `new-area`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from conference_guide.content import CONTENT_DIR, LOCALES, ContentError, load_content
from conference_guide.messages import message


def _fail(message: object, code: int) -> int:
    print(f"conference-guide: {message}", file=sys.stderr)
    return code


def _tell(arguments: argparse.Namespace, kind: str, output: TextIO | None = None, **values: object) -> None:
    print(message(f"translate_{kind}", arguments.lang, values), file=output or sys.stdout)


def _export(arguments: argparse.Namespace) -> int:
    from conference_guide.po_files import export_po

    try:
        po = export_po(load_content(), CONTENT_DIR, arguments.changed)
    except ContentError as error:
        return _fail(f"the content has faults; mend them first:\n{error}", 1)
    if arguments.out is None:
        print(po)
    else:
        try:
            arguments.out.write_text(f"{po}\n", encoding="utf-8")
        except OSError as error:
            return _fail(f"cannot write {arguments.out}: {error.strerror}. Choose another place.", 2)
    marked = sum(entry.fuzzy for entry in po)
    _tell(arguments, "exported", sys.stderr, count=len(po), changed=marked)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from conference_guide.po_files import RefusedImport, import_po

    if arguments.date > date.today():
        return _fail(f"--date {arguments.date} is in the future. Give the day on which the Welsh was read.", 2)
    try:
        done = import_po(arguments.file, arguments.reviewer, arguments.date, CONTENT_DIR, arguments.all_read)
    except RefusedImport as error:
        _tell(arguments, "refused", sys.stderr)
        for refusal in error.refusals:
            print(f"{arguments.file}:{refusal.said(arguments.lang)}")
        return 1
    except ContentError as error:
        return _fail(f"the content has faults; mend them first:\n{error}", 1)
    for refusal in done.left_out:
        _tell(arguments, "left_out", what=f"{arguments.file}:{refusal.said(arguments.lang)}")
    for address in done.written:
        _tell(arguments, "written", address=address)
    for address in done.confirmed:
        _tell(arguments, "confirmed", address=address)
    _tell(arguments, "counts", sys.stderr, **{name: len(found) for name, found in vars(done).items()})
    return 0


def _record(arguments: argparse.Namespace) -> int:
    from conference_guide.translations import brought_up_to_date, read_record, texts, write_record

    try:
        content = load_content()
        record = read_record()
    except ContentError as error:
        return _fail(f"nothing was recorded; mend this first:\n{error}", 1)
    known = {text.address for text in texts(content)}
    for address in arguments.accept:
        if address not in known:
            return _fail(f"there is no text '{address}'. Run `translate record` alone: it lists the texts that wait.", 2)
    after = brought_up_to_date(record, content, tuple(arguments.accept))
    if after.made != record.made:
        write_record(after)
    stale = [text.address for text in texts(content) if after.is_stale(text)]
    for address in stale:
        _tell(arguments, "stale", address=address)
    _tell(arguments, "recorded", sys.stderr, count=len(after.made), stale=len(stale))
    return 0


def _new_area(arguments: argparse.Namespace) -> int:
    from conference_guide.new_area import NewArea, NewAreaError, make_area

    new = NewArea(arguments.id, arguments.nation, arguments.name_en, arguments.name_cy, arguments.page, arguments.page_date)
    try:
        made = make_area(new, questions=arguments.questions, locale=arguments.lang)
    except NewAreaError as error:
        return _fail(error, 2)
    except ContentError as error:
        return _fail(f"the content has faults; mend them first:\n{error}", 1)
    for path in made.files:
        print(path)
    print(made.questions)
    print("Next: read the page with the questions beside you. docs/tasks/add-a-council.md has the steps.", file=sys.stderr)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' should be a date such as 2026-11-21") from None


def _add_translate(commands: Any) -> None:
    translate = commands.add_parser("translate", help="send texts to a translator and take them back")
    ways = translate.add_subparsers(dest="way", required=True)
    export = ways.add_parser("export", help="write a gettext PO file for a translator")
    export.add_argument("--out", type=Path, metavar="FILE", help="where to write it, such as welsh.po; else standard output")
    which = export.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="every text parents read (this is the default)")
    which.add_argument(
        "--changed", action="store_true", help="only texts whose English changed after the Welsh was made, and new ones"
    )
    export.set_defaults(run=_export)
    take_in = ways.add_parser("import", help="check a translator's PO file and write its Welsh into the content")
    take_in.add_argument("file", type=Path, metavar="FILE")
    take_in.add_argument("--reviewer", required=True, help="who answers for the Welsh; a role is enough, the record is public")
    take_in.add_argument("--date", type=_day, default=date.today(), help="the day it was read; else today")
    take_in.add_argument("--all-read", action="store_true", help="the reviewer has read the unchanged texts of the file too")
    take_in.set_defaults(run=_import)
    record = ways.add_parser("record", help="after editing both languages by hand: record which Welsh belongs to which English")
    record.add_argument(
        "--accept",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="a Welsh text that still says the same as its changed English, such as topics/chair.yml#title",
    )
    record.set_defaults(run=_record)
    for way in (export, take_in, record):
        way.add_argument("--lang", choices=LOCALES, default="en", help="language of what is said about the texts")


def _add_new_area(commands: Any) -> None:
    new_area = commands.add_parser("new-area", help="make a new council's area file and the questions its page should answer")
    new_area.add_argument("id", help="small letters, digits and _, such as north_yorkshire")
    new_area.add_argument("--nation", required=True, choices=("england", "wales"))
    new_area.add_argument("--name-en", required=True, help="the council's area in English, such as North Yorkshire")
    new_area.add_argument("--name-cy", required=True, help="and in Welsh; the same where there is no Welsh name")
    new_area.add_argument("--page", metavar="URL", help="address of the council's page for parents")
    new_area.add_argument("--page-date", metavar="DATE", help="the date on that page: 2019, 2019-09 or 2019-09-30")
    new_area.add_argument("--questions", type=Path, metavar="FILE", help="where the list of questions goes; else ID-questions.md")
    new_area.add_argument("--lang", choices=LOCALES, default="en", help="language of the list of questions")
    new_area.set_defaults(run=_new_area)


def add_editor_commands(commands: Any) -> None:
    """Adds the editors' commands to the command line's subparsers."""
    _add_translate(commands)
    _add_new_area(commands)
