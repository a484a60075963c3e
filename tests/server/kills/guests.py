"""Guests who book over HTTP and ask again, with the same key, until they are answered."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import requests

from tests.server.bookings.builders import RiceField

AT_ONCE: Final = 4
"""How many bookings a guest has that stand or are held."""

PATIENCE_S: Final = 240.0
PAUSE_S: Final = 0.2
"""How long a guest asks in all for one thing, and waits before asking again, in seconds."""

CONTACT: Final = {"name": "青森 花子", "email": "hanako@example.jp", "language": "ja"}

Json = dict[str, Any]


@dataclass
class Known:
    """What a guest was told of one booking last."""

    id: str
    key: str
    status: str
    version: int
    seats: int
    slot_id: str
    total_minor: int
    walked_away: bool = False

    @classmethod
    def of(cls, told: Json) -> Known:
        """Return what an answer tells."""
        return cls(
            told["id"],
            told["key"],
            told["status"],
            told["version"],
            told["seats"],
            told["slot"]["id"],
            told["total_minor"],
        )

    def learn(self, told: Json) -> None:
        """Take in a later answer."""
        self.__dict__ |= {**Known.of(told).__dict__, "walked_away": self.walked_away}


@dataclass(frozen=True)
class Kept:
    """A request that came with a key, and what was answered."""

    path: str
    body: Json
    headers: dict[str, str]
    text: str


@dataclass
class Seen:
    """What a guest has met."""

    answers: Counter[int] = field(default_factory=Counter)
    answered: int = 0
    unanswered: int = 0
    done_unknown: int = 0
    """Requests whose work was done before a kill that swallowed the answer."""


class Guest(threading.Thread):
    """One guest, who is paused between requests only."""

    def __init__(self, address: str, field: RiceField, seed: str) -> None:
        super().__init__(name=f"guest {seed}")
        self.bookings: list[Known] = []
        self.kept: list[Kept] = []
        self.seen = Seen()
        self.failure: BaseException | None = None
        self.going, self._left = threading.Event(), threading.Event()
        self._turn = threading.Lock()
        self._address, self._field = address, field
        self._chance = random.Random(seed)  # noqa: S311 - what is asked is no secret
        self._http = requests.Session()

    def run(self) -> None:
        """Book; keep what went wrong for the test to see."""
        try:
            with self._http:
                while not self._left.is_set():
                    self.going.wait()
                    with self._turn:
                        if self.going.is_set() and not self._left.is_set():
                            self._step()
        except BaseException as error:
            self.failure = error

    @property
    def is_asking(self) -> bool:
        """Whether a request is under way."""
        return self._turn.locked()

    def pause(self) -> None:
        """Wait until the last request was answered, and raise what went wrong."""
        self.going.clear()
        if not self._turn.acquire(timeout=PATIENCE_S + 30):
            raise AssertionError(f"{self.name} waits for an answer")
        self._turn.release()
        if self.failure is not None:
            raise self.failure

    def leave(self) -> None:
        """End, as soon as the last request was answered."""
        self._left.set()
        self.going.set()
        self.join(PATIENCE_S + 30)

    def _step(self) -> None:
        mine = [b for b in self.bookings if b.status in ("ON_HOLD", "CONFIRMED")]
        mine = [b for b in mine if not b.walked_away]
        if len(mine) < AT_ONCE and self._chance.random() < 0.5:
            self._hold()
            return
        if not mine:
            return
        booking = self._chance.choice(mine)
        steps = [self._cancel, self._amend, self._amend]
        if booking.status == "ON_HOLD":
            steps += [self._confirm, self._confirm, self._confirm, self._extend, self._walk_away]
        self._chance.choice(steps)(booking)

    def _units(self) -> list[Json]:
        units = [{"unit_id": self._field.adult, "quantity": self._chance.randint(1, 3)}]
        if self._chance.random() < 0.3:
            units.append({"unit_id": self._field.infant, "quantity": 1})
        return units

    def _hold(self) -> None:
        body = {"slot_id": self._chance.choice(self._field.slots), "units": self._units()}
        told = self._once("/v1/bookings", body, {}, 201, "sold_out")
        if told is not None:
            self.bookings.append(Known.of(told))

    def _confirm(self, booking: Known) -> None:
        self._take_step(booking, "confirm", {"contact": CONTACT})

    def _extend(self, booking: Known) -> None:
        self._take_step(booking, "extend", {"minutes": self._chance.randint(20, 50)})

    def _cancel(self, booking: Known) -> None:
        self._take_step(booking, "cancel", {"reason": "体調不良のため"})

    def _take_step(self, booking: Known, step: str, body: Json) -> None:
        headers = {"Booking-Key": booking.key}
        path = f"/v1/bookings/{booking.id}/{step}"
        told = self._once(path, body, headers, 200, "hold_limit_reached")
        if told is not None:
            booking.learn(told)

    @staticmethod
    def _walk_away(booking: Known) -> None:
        booking.walked_away = True

    def _amend(self, booking: Known) -> None:
        """Change a booking; whether that was done before, its version tells."""
        units = self._units()
        key, seen = {"Booking-Key": booking.key}, {"If-Match": f'"{booking.version}"'}
        path = f"/v1/bookings/{booking.id}"
        answer, trials = self._ask("PATCH", path, {"units": units}, key | seen)
        if answer.status_code == 412:
            assert trials, answer.text
            self.seen.done_unknown += 1
            answer, _ = self._ask("GET", path, None, key)
            told = answer.json()
            assert told["version"] == booking.version + 1, told
            assert told["people"] == sum(unit["quantity"] for unit in units), told
        if answer.status_code == 409:
            assert answer.json()["code"] == "sold_out", answer.text
            return
        assert answer.status_code == 200, answer.text
        booking.learn(answer.json())

    def _once(
        self, path: str, body: Json, headers: dict[str, str], status: int, refusal: str
    ) -> Json | None:
        """Return what is answered; None where it was refused for the reason that it may be."""
        headers = {**headers, "Idempotency-Key": str(uuid.uuid4())}
        answer, trials = self._ask("POST", path, body, headers)
        if answer.status_code == 409:
            assert answer.json()["code"] == refusal, answer.text
            return None
        assert answer.status_code == status, answer.text
        if "Idempotency-Replayed" in answer.headers:
            assert trials, "answered before it was asked"
            self.seen.done_unknown += 1
        self.kept.append(Kept(path, body, headers, answer.text))
        told: Json = answer.json()
        return told

    def _ask(
        self, method: str, path: str, body: Json | None, headers: dict[str, str]
    ) -> tuple[requests.Response, int]:
        """Ask until the service answers; return the answer and how many trials had none."""
        trials, until = 0, time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                answer = self._http.request(
                    method, self._address + path, json=body, headers=headers, timeout=(3, 60)
                )
            except requests.RequestException:
                self.seen.unanswered += 1
            else:
                self.seen.answers[answer.status_code] += 1
                self.seen.answered += 1
                busy = answer.status_code == 409 and answer.json()["code"] == "in_progress"
                if answer.status_code != 503 and not busy:
                    return answer, trials
            trials += 1
            time.sleep(PAUSE_S)
        raise AssertionError(f"{method} {path} was not answered for {PATIENCE_S:.0f} s")

    def replay(self, kept: Kept) -> str:
        """Ask for something again, and return what is answered."""
        answer = requests.post(
            self._address + kept.path, json=kept.body, headers=kept.headers, timeout=60
        )
        return answer.text
