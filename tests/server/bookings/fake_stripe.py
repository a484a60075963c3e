"""A stand-in for Stripe on loopback: what its library sends, and events signed as Stripe does."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET_KEY = "sk_test_yorimichi"  # noqa: S105 - the fake's own
WEBHOOK_SECRET = "whsec_yorimichi"  # noqa: S105 - likewise
Event = tuple[bytes, str]
"""A body and its signature."""


class FakeStripe:
    """Intents and refunds in memory; keeps idempotency keys until they are forgotten."""

    def __init__(self) -> None:
        self.intents: dict[str, dict[str, Any]] = {}
        self.refunds: dict[str, dict[str, Any]] = {}
        self.kept: dict[str, tuple[dict[str, str], dict[str, Any]]] = {}
        self.is_down = False
        self.loses_answers = False
        self.requests: list[tuple[str, str]] = []
        self._lock = threading.Lock()

    def answer(
        self, method: str, path: str, sent: dict[str, str], key: str | None
    ) -> tuple[int, dict[str, Any]]:
        """Return what Stripe would: status and JSON."""
        with self._lock:
            self.requests.append((method, path))
            if self.is_down:
                return 503, _problem("api_error", "down")
            if method == "GET" and path == "/v1/refunds":
                return 200, self._list(sent)
            make: dict[str, Callable[[dict[str, str]], dict[str, Any]]] = {
                "/v1/payment_intents": self._intent,
                "/v1/refunds": self._refund,
            }
            if method != "POST" or path not in make or key is None:
                return 404, _problem("invalid_request_error", f"{method} {path}")
            if key in self.kept:
                before, made = self.kept[key]
                if before != sent:
                    return 400, _problem("idempotency_error", "other parameters")
            else:
                made = make[path](sent)
                self.kept[key] = (sent, made)
            return (500, _problem("api_error", "lost")) if self.loses_answers else (200, made)

    def _intent(self, sent: dict[str, str]) -> dict[str, Any]:
        key = f"pi_{uuid.uuid4().hex[:16]}"
        self.intents[key] = {
            "id": key,
            "object": "payment_intent",
            "amount": int(sent["amount"]),
            "amount_received": 0,
            "currency": sent["currency"],
            "client_secret": f"{key}_secret",
            "metadata": {"booking_id": sent["metadata[booking_id]"]},
            "sent": sent,
        }
        return self.intents[key]

    def _refund(self, sent: dict[str, str]) -> dict[str, Any]:
        key = f"re_{uuid.uuid4().hex[:16]}"
        self.refunds[key] = {
            "id": key,
            "object": "refund",
            "amount": int(sent["amount"]),
            "payment_intent": sent["payment_intent"],
            "metadata": {"refund_id": sent["metadata[refund_id]"]},
        }
        return self.refunds[key]

    def _list(self, sent: dict[str, str]) -> dict[str, Any]:
        wanted = sent["payment_intent"]
        found = [r for r in self.refunds.values() if r["payment_intent"] == wanted]
        return {"object": "list", "url": "/v1/refunds", "has_more": False, "data": found}

    def paid(self, intent: str, **facts: Any) -> Event:
        """Let an intent be paid and return the event that tells it."""
        self.intents[intent]["amount_received"] = self.intents[intent]["amount"]
        return event("payment_intent.succeeded", {**self.intents[intent], **facts})

    def given_back(self, intent: str) -> int:
        """Return how much of an intent went back."""
        return sum(r["amount"] for r in self.refunds.values() if r["payment_intent"] == intent)


def event(kind: str, told: dict[str, Any], *, secret: str = WEBHOOK_SECRET) -> Event:
    """Return an event, signed."""
    key = f"evt_{uuid.uuid4().hex[:16]}"
    body = json.dumps({"id": key, "object": "event", "type": kind, "data": {"object": told}})
    now = int(time.time())
    signed = hmac.new(secret.encode(), f"{now}.{body}".encode(), hashlib.sha256).hexdigest()
    return body.encode(), f"t={now},v1={signed}"


def _problem(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message}}


@contextmanager
def running_stripe() -> Iterator[tuple[FakeStripe, str]]:
    """Serve a fake and give it with its address."""
    fake = FakeStripe()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            asked = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            text = asked.query if self.command == "GET" else self.rfile.read(length).decode()
            sent = {name: values[0] for name, values in parse_qs(text).items()}
            key = self.headers.get("Idempotency-Key") if self.command == "POST" else None
            status, told = fake.answer(self.command, asked.path, sent, key)
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Request-Id", "req_1")
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _serve  # noqa: N815 - http.server names them so

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
