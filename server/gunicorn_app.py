"""gunicorn, configured by the settings."""

from __future__ import annotations

import gc
import os
import tempfile
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from server.config import Settings
from server.logs import configure_logs


class _Application(BaseApplication):  # type: ignore[misc] # gunicorn is untyped
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in _options(self._settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make ready everything that workers can share: machine code, networks, metrics."""
        from server.app import create_app
        from server.regions.kernels import OF_THIS_PROCESS
        from server.services import services

        app = create_app(self._settings)
        OF_THIS_PROCESS.prepare()
        with app.app_context():
            services().networks.open_all()
            services().maps.open_all()
        # What is loaded before the fork stays; walking it again would pause requests.
        gc.collect()
        gc.freeze()
        return app


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.workers,
        "threads": settings.threads,
        "preload_app": True,  # prepared once, shared by all workers; no database is asked before
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 30,
        "keepalive": 5,
        "limit_request_line": 8190,
        "loglevel": "warning",
        "when_ready": lambda server: _announce(settings),
    }


def _announce(settings: Settings) -> None:
    from rich.console import Console

    Console().print(
        f"Yorimichi is at [bold]http://{settings.host}:{settings.port}[/bold]   (stop with Ctrl+C)"
    )


def run(settings: Settings) -> None:
    """Serve until stopped.

    The workers add up their metrics in a folder that prometheus-client learns of through the
    environment, and only when it is imported.
    """
    configure_logs(as_json=settings.log_json)
    with tempfile.TemporaryDirectory(prefix="yorimichi-metrics-") as folder:
        shared = os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)
        _Application(settings.model_copy(update={"prometheus_multiproc_dir": shared})).run()
