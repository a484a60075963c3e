"""JSON over HTTP to a routing server: time-outs, bounded retries, one error for every failure."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from routing.errors import EngineUnavailableError

_BUSY: Final = (429, 502, 503, 504)
_TRIES_AFTER_THE_FIRST: Final = 1
_REFUSALS: Final = (200, 400)
"""Routing servers answer 200, or 400 with a code that says which point or pair has no answer."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a routing server; a failed try is repeated once.

    Parameters
    ----------
    connect_s
        For the connection to be accepted.
    read_s
        Between two pieces of the answer.
    pause_s
        Before the second try.
    """

    connect_s: float = 2.0
    read_s: float = 10.0
    pause_s: float = 0.1


class HttpService:
    """One server; each thread keeps its own connection to it alive.

    The environment's proxies and `.netrc` are not used: the address given is the address asked.
    """

    def __init__(self, base_url: str, patience: Patience) -> None:
        self._base_url = base_url.rstrip("/")
        self._patience = patience
        self._local = threading.local()

    def get(self, path: str, params: Mapping[str, str]) -> Any:
        """Return the JSON value that the server answers.

        Raises
        ------
        EngineUnavailableError
            If it does not answer in time, or answers with a failure of its own or not with JSON.
        """
        return self._ask("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Return the JSON value that the server answers to a JSON body.

        Raises
        ------
        EngineUnavailableError
            As in `get`.
        """
        return self._ask("POST", path, json=body)

    def _ask(self, method: str, path: str, **content: Any) -> Any:
        timeout = (self._patience.connect_s, self._patience.read_s)
        try:
            answer = self._session().request(
                method, self._base_url + path, timeout=timeout, allow_redirects=False, **content
            )
            if answer.status_code not in _REFUSALS:
                raise EngineUnavailableError(f"it answered with HTTP {answer.status_code}")
            return answer.json()
        except requests.JSONDecodeError as error:
            raise EngineUnavailableError("it did not answer with JSON") from error
        except requests.RequestException as error:
            raise EngineUnavailableError(
                "it cannot be reached, or did not answer in time"
            ) from error

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False
            retry = _retries(self._patience.pause_s)
            session.mount(self._base_url, HTTPAdapter(max_retries=retry))
        return session


def _retries(pause_s: float) -> Retry:
    return Retry(
        total=_TRIES_AFTER_THE_FIRST,
        backoff_factor=pause_s,
        status_forcelist=_BUSY,
        allowed_methods=None,  # asking for a route twice is harmless, whatever the method
        raise_on_status=False,
        respect_retry_after_header=False,  # nobody's request may sleep for as long as they say
    )


@contextmanager
def understood() -> Iterator[None]:
    """Turn what reading an answer of another shape raises into `EngineUnavailableError`."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise EngineUnavailableError("its answer has a form that is not understood") from error
