"""The ledger of awards: private, append-only, the source of truth.

One JSON object a line. Each line ends with a seal, made with the secret over the line and the seal before it, so that a
line that was changed shows, or removed from between others, or another secret; lost lines at the end show by the badges
and the revocations that were published.
Nobody's name or address stands in it: a person is a keyed digest of the address.
"""

import errno
import hmac
import json
import os
import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from builder.badges.credential.status import SIZE

FILE, SECRET, BADGES = "awards.jsonl", "secret", "badges"
_SEAL = ', "seal": "'
_SECRET_BYTES = 32


class LedgerError(Exception):
    """The ledger was changed by other hands: at a line, counted from 1.

    Or a whole file of a name is `missing`, or `damaged`.
    """

    def __init__(self, line: int = 0, *, missing: str = "", damaged: str = "") -> None:
        told = f"{missing} is missing" if missing else f"{damaged or f'line {line}'} is not what was written"
        super().__init__(told)
        self.line, self.missing, self.damaged = line, missing, damaged


@dataclass(frozen=True, slots=True)
class Run:
    """An award that was begun: what follows belongs to it until the next. `inputs` is the digest of all it read."""

    inputs: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One badge for one person. `evidence` names the reports and lines that it rests on."""

    id: UUID
    course: str
    badge: str
    person: str
    salt: str
    subject: UUID
    index: int
    issued: datetime
    expires: datetime | None
    score: Decimal | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revocation:
    """A badge that was taken back. A person may be given it `again`, but only by an explicit wish."""

    award: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody asked to be forgotten: nothing about these badges is kept beside the ledger.

    Nothing more is given to that person, but by an explicit wish.
    """

    awards: tuple[UUID, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What all badges given so far are checked with, and for ever: the address of the issuer and the public keys."""

    address: str
    keys: tuple[str, ...]


Line = Guarantee | Run | Entry | Revocation | Erasure


class Ledger:
    """The ledger of a private folder, which is made with its secret when there is none, unless `make` is false.

    Raises `LedgerError` when a line or the secret was changed, and `OSError` when the disk refuses. A last line that a
    killed process left unfinished counts as never written.
    """

    def __init__(self, folder: Path, *, make: bool = True) -> None:
        self._file = folder / FILE
        if make:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
        if self._file.exists() and not (folder / SECRET).exists():
            # With another secret, everybody would be a stranger, and be given everything twice.
            raise LedgerError(missing=SECRET)
        if not self._file.exists() and any((folder / BADGES).glob("*")):
            # Without it, everybody would be given everything twice, and what was taken back would be valid again.
            raise LedgerError(missing=FILE)
        self._secret = _secret(folder / SECRET, make=make)
        self.lines: list[Line] = []
        self.revoked: dict[UUID, Revocation] = {}
        """The badges taken back."""
        self.erased: dict[UUID, Erasure] = {}
        """The badges of people who asked to be forgotten."""
        self.forgotten: dict[str, Erasure] = {}
        """Those people, as long as nothing was given to them since."""
        self._given: Counter[tuple[str, str]] = Counter()
        self._taken: set[int] = set()
        self._seal = ""
        content = self._file.read_bytes() if self._file.exists() else b""
        self._size = content.rfind(b"\n") + 1
        for number, line in enumerate(content[: self._size].split(b"\n")[:-1], 1):
            self._note(self._read(line, number))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every badge given, in order, those taken back included."""
        return tuple(line for line in self.lines if isinstance(line, Entry))

    @property
    def guarantee(self) -> Guarantee | None:
        """What the badges given are checked with; none where none was given."""
        return next((line for line in reversed(self.lines) if isinstance(line, Guarantee)), None)

    @property
    def open_run(self) -> Run | None:
        """The award begun last, unless a badge was taken back since: what is given after that is dated after it."""
        last = next((line for line in reversed(self.lines) if not isinstance(line, Entry)), None)
        return last if isinstance(last, Run) else None

    def person(self, email: str) -> str:
        """Return what stands for an address; the same address always gives the same, and only here."""
        return self._derive("person", email).hex()

    def new_entry(
        self, course: str, badge: str, email: str, issued: datetime, taken: Container[int] = frozenset()
    ) -> Entry:
        """Return the entry that a person gets, without writing it: all that looks random comes from the secret.

        Its place in the status list is none of those `taken` by other entries that are not written yet.

        The same secret, ledger and arguments give the same entry, so that a run that was killed goes on alike.
        """
        person = self.person(email)
        seed = f"{course}|{badge}|{email}|{self._given[person, badge]}"
        return Entry(
            id=_uuid(self._derive("award", seed)),
            course=course,
            badge=badge,
            person=person,
            salt=self._derive("salt", seed)[:16].hex(),
            subject=_uuid(self._derive("subject", seed)),
            index=self._free_index(seed, taken),
            issued=issued,
            expires=None,
            score=None,
            evidence=(),
        )

    def append(self, *lines: Line) -> None:
        """Write lines; they are on the disk when this returns. Of those a killed process was at, the first ones are."""
        written = b""
        for line in lines:
            written += self._sealed(json.dumps(_json(line), ensure_ascii=False, sort_keys=True)).encode() + b"\n"
            self._note(line)
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as stream:
            stream.seek(self._size)
            if b"\n" in stream.read():
                raise OSError(errno.EBUSY, "another process writes into the ledger")
            # What a killed process left of a line is cut off.
            stream.truncate(self._size)
            stream.seek(self._size)
            stream.write(written)
            stream.flush()
            os.fsync(stream.fileno())
        self._size += len(written)

    def _note(self, line: Line) -> None:
        self.lines.append(line)
        if isinstance(line, Entry):
            self._given[line.person, line.badge] += 1
            self._taken.add(line.index)
            self.forgotten.pop(line.person, None)
        elif isinstance(line, Revocation):
            self.revoked[line.award] = line
        elif isinstance(line, Erasure):
            self.erased |= dict.fromkeys(line.awards, line)
            self.forgotten |= {entry.person: line for entry in self.entries if entry.id in line.awards}

    def _derive(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self._secret, f"{purpose}|{text}".encode(), "sha256")

    def _free_index(self, seed: str, taken: Container[int]) -> int:
        """Return a place in the status list that says nothing about the order of awards."""
        index = int.from_bytes(self._derive("index", seed)[:8]) % SIZE
        while index in self._taken or index in taken:
            index = (index + 1) % SIZE
        return index

    def _sealed(self, text: str) -> str:
        """Return the text of the next line with its seal."""
        self._seal = self._derive("seal", self._seal + text).hex()
        return f'{text[:-1]}{_SEAL}{self._seal}"}}'

    def _read(self, line: bytes, number: int) -> Line:
        try:
            text = line.decode()
            if self._sealed(text.rpartition(_SEAL)[0] + "}") != text:
                raise LedgerError(number)
            return _line(json.loads(text))
        except (ArithmeticError, KeyError, TypeError, ValueError) as error:
            raise LedgerError(number) from error


def _secret(file: Path, *, make: bool) -> bytes:
    """Return the secret of a folder, made once, for its owner alone."""
    if not file.exists() and not make:
        return os.urandom(_SECRET_BYTES)
    if not file.exists():
        temporary = file.with_suffix(".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(os.urandom(_SECRET_BYTES).hex().encode())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    text = file.read_bytes()
    if not re.fullmatch(rb"[0-9a-fA-F]{64}", text):
        # What is left of a secret is another one: everybody would be a stranger.
        raise LedgerError(damaged=SECRET)
    return bytes.fromhex(text.decode())


def _uuid(derived: bytes) -> UUID:
    return UUID(bytes=derived[:16], version=4)


def _json(line: Line) -> dict[str, object]:
    match line:
        case Guarantee():
            return {"kind": "issuer", "address": line.address, "keys": list(line.keys)}
        case Run():
            return {"kind": "run", "inputs": line.inputs, "at": _time(line.at)}
        case Revocation():
            return {"kind": "revoke", "award": str(line.award), "at": _time(line.at), "reason": line.reason}
        case Erasure():
            return {"kind": "forget", "awards": [str(one) for one in line.awards], "at": _time(line.at)}
        case Entry():
            return {
                "kind": "award",
                "id": str(line.id),
                "course": line.course,
                "badge": line.badge,
                "person": line.person,
                "salt": line.salt,
                "subject": str(line.subject),
                "index": line.index,
                "issued": _time(line.issued),
                "expires": _time(line.expires) if line.expires else None,
                "score": None if line.score is None else str(line.score),
                "evidence": list(line.evidence),
            }


def _line(value: Mapping[str, object]) -> Line:
    kind = value["kind"]
    if kind == "issuer":
        return Guarantee(str(value["address"]), _texts(value["keys"]))
    if kind == "run":
        return Run(str(value["inputs"]), _read_time(value["at"]))
    if kind == "revoke":
        return Revocation(UUID(str(value["award"])), _read_time(value["at"]), str(value["reason"]))
    if kind == "forget":
        return Erasure(tuple(UUID(one) for one in _texts(value["awards"])), _read_time(value["at"]))
    if kind != "award":
        raise ValueError(kind)
    return Entry(
        id=UUID(str(value["id"])),
        course=str(value["course"]),
        badge=str(value["badge"]),
        person=str(value["person"]),
        salt=str(value["salt"]),
        subject=UUID(str(value["subject"])),
        index=int(str(value["index"])),
        issued=_read_time(value["issued"]),
        expires=_read_time(value["expires"]) if value["expires"] else None,
        score=Decimal(str(value["score"])) if value["score"] is not None else None,
        evidence=_texts(value["evidence"]),
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(str(one) for one in value)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _read_time(value: object) -> datetime:
    return datetime.fromisoformat(str(value))
