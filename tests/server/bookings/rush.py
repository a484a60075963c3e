"""A rush for seats, as one process of several: `python -m tests.server.bookings.rush URL SEED`.

Reads a JSON task from standard input and prints what was sold. With `unguarded`, the guard is
taken away: seats are read, and then written, as if nobody else were there.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings import seats
from server.bookings.changes import By
from server.bookings.errors import SoldOut
from server.bookings.holding import Contact, Wish, hold
from server.db import Database
from server.experiences.slot_models import Slot
from tests.server.conftest import NOW

THREADS = 32
HANAKO = Contact("花子", "hanako@example.jp")


_peeked = threading.local()


def _peek(database: Database, slot_id: str) -> None:
    """Read what is left, outside of the transaction that will write it."""
    with database.reading() as session:
        _peeked.left = session.scalars(sa.select(Slot.vacancies).where(Slot.id == slot_id)).one()
    time.sleep(0.002)


def _unguarded(session: Session, slot_id: str, wanted: int) -> bool:
    if _peeked.left < wanted:
        return False
    left = _peeked.left - wanted
    session.execute(sa.update(Slot).where(Slot.id == slot_id).values(vacancies=left))
    return True


class _Buyer(threading.Thread):
    """Buys parties of random sizes until nothing is left anywhere."""

    def __init__(
        self, database: Database, task: dict[str, Any], left: dict[str, None], seed: str
    ) -> None:
        super().__init__()
        self.database, self.task, self.left = database, task, left
        self.chance = random.Random(seed)  # noqa: S311
        self.sold: dict[str, int] = {}
        self.failure: str | None = None

    def run(self) -> None:
        """Buy; keep what went wrong for the parent to see."""
        try:
            self._buy()
        except BaseException as error:
            self.failure = repr(error)
            raise

    def _buy(self) -> None:
        while still := list(self.left):
            slot = self.chance.choice(still)
            if not self._bought(slot, self.chance.randint(1, 4)) and not self._bought(slot, 1):
                self.left.pop(slot, None)

    def _bought(self, slot: str, people: int) -> bool:
        wish = Wish(slot, {self.task["adult"]: people}, HANAKO)
        if self.task["unguarded"]:
            _peek(self.database, slot)
        try:
            with self.database.writing() as session:
                hold(session, wish, By("held", "guest"), now=NOW)
        except SoldOut:
            return False
        self.sold[slot] = self.sold.get(slot, 0) + people
        return True


def main() -> None:
    """Buy with all threads at once and print what each slot sold."""
    url, seed = sys.argv[1:]
    task = json.load(sys.stdin)
    if task["unguarded"]:
        seats._took = _unguarded  # type: ignore[assignment] # the same but for a name
    database = Database.at(url)
    left = dict.fromkeys(task["slots"])
    buyers = [_Buyer(database, task, left, f"{seed}-{n}") for n in range(THREADS)]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    total: dict[str, int] = {}
    for buyer in buyers:
        for slot, people in buyer.sold.items():
            total[slot] = total.get(slot, 0) + people
    failures = [buyer.failure for buyer in buyers if buyer.failure]
    sys.stdout.write(json.dumps({"sold": total, "failures": failures}))


if __name__ == "__main__":
    main()
