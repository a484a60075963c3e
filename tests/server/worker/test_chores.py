"""Small jobs, side by side."""

from __future__ import annotations

import threading
import time

from structlog.testing import capture_logs

from server.worker.chores import Chore, do_once, keep_doing


def _counted(amounts: list[int]) -> Chore:
    return Chore("counted", 0.01, lambda: amounts.pop() if amounts else 0)


def _broken() -> int:
    raise KeyError("a fault of ours")


def test_a_chore_that_fails_stops_no_other() -> None:
    left = [1, 2, 3]
    with capture_logs() as logs:
        failed = do_once([Chore("broken", 0.01, _broken), _counted(left)])
    assert failed == ["broken"]
    assert left == []
    assert [line["chore"] for line in logs] == ["broken"]


def test_a_chore_that_hangs_stops_no_other() -> None:
    hanging, stop, left = threading.Event(), threading.Event(), [1] * 20

    def hang() -> int:
        hanging.wait(10)
        return 0

    chores = [Chore("hanging", 0.01, hang), _counted(left), Chore("broken", 0.01, _broken)]
    with capture_logs():
        whole = threading.Thread(target=keep_doing, args=(chores, stop))
        whole.start()
        deadline = time.monotonic() + 10
        while left and time.monotonic() < deadline:
            time.sleep(0.01)
        assert left == []
        stop.set()
        assert whole.is_alive(), "what is being done is done to its end"
        hanging.set()
        whole.join(10)
    assert not whole.is_alive()


def test_a_chore_that_was_repaired_goes_on() -> None:
    stop, told = threading.Event(), []

    def heal() -> int:
        told.append(1)
        if len(told) < 3:
            raise OSError("away")
        stop.set()
        return 0

    with capture_logs() as logs:
        keep_doing([Chore("healing", 0.001, heal)], stop)
    assert (len(told), len(logs)) == (3, 2)
