"""The people of a class: students.csv, the gradebook's list, and whose a name is."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.trouble import BadInput, nearest

COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")
LONGEST = 100
FORBIDDEN = set('/\\<>:"|?*[]{}')  # what separates paths, on any system, and what nbgrader matches patterns with


@dataclass(frozen=True)
class Person:
    """One learner, as nbgrader's gradebook has them."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def called(self) -> set[str]:
        """All that a learning platform may call them."""
        first, last = self.first_name, self.last_name
        names = {first + last, last + first} if first and last else set()
        return {bare(name) for name in {self.id, self.email, *names} if name} - {""}


def bare(name: str) -> str:
    """A name's letters and digits alone, without case and accents: 'Lovelace, Ada' is 'lovelaceada'."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if c.isalnum()).casefold()


def as_id(name: str) -> str:
    """A learner's id made from the name that a platform gives: 'Ada Lovelace' is 'ada-lovelace'."""
    return "-".join("".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", name)).casefold().split())


def trouble_of(name: str) -> str:
    """Why a name cannot be a learner's folder, or ''."""
    if not name.strip() or name != name.strip():
        return "is empty, or begins or ends with a space"
    if name.startswith((".", "-")):
        return f"begins with {name[0]!r}"
    if not name.isprintable():
        return "holds characters that cannot be shown"
    if bad := sorted(FORBIDDEN & set(name)):
        return f"holds {bad[0]!r}"
    return f"is longer than {LONGEST} characters" if len(name.encode()) > LONGEST else ""


def read(path: Path) -> list[Person]:
    """The rows of a students.csv: nbgrader's columns, of which `id` is needed.

    Raises BadInput, naming the line and the mend.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{path} is no text in UTF-8. Save it as CSV in UTF-8.") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}). Give the file with the class.") from error
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first and "," not in first else ",", restkey="")
    columns = [c.strip() for c in rows.fieldnames or []]
    rows.fieldnames = columns
    for column in columns:
        if column not in COLUMNS:
            raise nearest("column", column, COLUMNS)
    if "id" not in columns:
        raise BadInput(f"{path} has no column 'id'. Its first line should be: {','.join(COLUMNS)}")
    found: dict[str, Person] = {}
    for row in rows:
        where = f"{path}, line {rows.line_num}"
        if "" in row:
            raise BadInput(f"{where} has more fields than the first line. Put a name with a comma into quotes.")
        person = Person(**{c: (row[c] or "").strip() for c in columns})
        if trouble := trouble_of(person.id):
            raise BadInput(f"{where}: the id {person.id!r} {trouble}, so it is no folder's name. Give another.")
        if person.id in found:
            raise BadInput(f"{where}: the id {person.id!r} stands there twice. Keep one of the two.")
        found[person.id] = person
    return list(found.values())


class Unclear(Exception):
    """Whose this is cannot be said; the words say why, and what mends it."""


class Roster:
    """The class, and whose a name from elsewhere is."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {p.id: p for p in people}
        self._called: dict[str, list[str]] = {}
        self._numbers: dict[str, list[str]] = {}
        for p in self.people.values():
            for name in p.called:
                self._called.setdefault(name, []).append(p.id)
            if p.lms_user_id:
                self._numbers.setdefault(p.lms_user_id, []).append(p.id)

    def find(self, name: str, number: str = "") -> str:
        """A learner's id, by the platform's number for them, or by name; a new one where nobody is called so.

        Raises Unclear where two are, or where number and name speak of different people.
        """
        found = self._called.get(bare(name), [])
        if len(found) > 1:
            raise Unclear(f"{' and '.join(found)} are both called {name}. Rename it: begin with the id.")
        numbered = self._numbers.get(number, []) if number else []
        if len(numbered) > 1:
            raise Unclear(f"{' and '.join(numbered)} both have lms_user_id {number}. Mend students.csv.")
        if numbered and found != numbered and self.people[numbered[0]].called != {bare(numbered[0])}:
            raise Unclear(f"{number} is {numbered[0]}'s number, {name} is not their name. Rename it, or mend the list.")
        return (numbered or found or [as_id(name)])[0]
