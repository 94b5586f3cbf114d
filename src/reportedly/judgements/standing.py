"""How statements stand once people have judged them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportedly.model import Checked, Judgement, Record, Stance, Statement


@dataclass(frozen=True, slots=True)
class Standing:
    """What people have said of one statement; fields that are not named are the machine's."""

    checked: Checked = "machine"
    fields: Mapping[str, Checked] = field(default_factory=dict)
    position: Stance | None = None
    by: str | None = None
    at: str | None = None
    notes: tuple[str, ...] = ()


MACHINE = Standing()


@dataclass(frozen=True, slots=True)
class Orphan:
    """A judgement that could not be applied, and why."""

    judgement: Judgement
    why: str


@dataclass(frozen=True, slots=True)
class JudgedRecord:
    """A record with people's decisions applied."""

    record: Record
    standing: Mapping[str, Standing] = field(default_factory=dict)
    rejected: tuple[Statement, ...] = ()
    orphans: tuple[Orphan, ...] = ()

    def of(self, statement: str) -> Standing:
        """How a statement stands, by its id."""
        return self.standing.get(statement, MACHINE)


@dataclass(frozen=True, slots=True)
class Link:
    """A person says that two statements have one speaker, utterance or point, or that they have not."""

    field: str
    one: str
    other: str
    same: bool
    judgement: Judgement
