"""Settings, read once from the environment and frozen."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import (
    AnyUrl,
    Field,
    HttpUrl,
    SecretStr,
    UrlConstraints,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

_ORIGIN: Final = re.compile(r"https://[a-z0-9.-]+(?::[0-9]{1,5})?", re.ASCII)
"""What may stand in a Content-Security-Policy; nothing in it can end a directive."""

HttpsUrl = Annotated[AnyUrl, UrlConstraints(allowed_schemes=["https"], host_required=True)]


class RoutingEngine(StrEnum):
    """Where travel times come from."""

    EMBEDDED = "embedded"
    OSRM = "osrm"
    VALHALLA = "valhalla"


class Settings(BaseSettings):
    """What an operator can set; every name is an environment variable in capitals.

    Parameters
    ----------
    data_dir
        Folder for the embedded database, street networks and caches.
    database_url
        SQLAlchemy or libpq-style URL; unset means SQLite inside `data_dir`.
    cors_origins
        Comma-separated origins that browsers may call from; none by default.
    plan_rate_limit, read_rate_limit
        Requests per client address, in Flask-Limiter's notation.
    rate_limit_storage
        Where the counts are kept; a Redis URL when several machines serve.
    trusted_proxies
        How many reverse proxies stand in front and set `X-Forwarded-For`.
    plan_iterations
        Search effort per plan; the planner's own default when unset.
    routing_engine
        `embedded` reads the networks in `data_dir`; the others ask a server.
    routing_engine_url_walk, routing_engine_url_drive
        The routing servers' addresses; a mode without one stays embedded.
    routing_engine_table_size
        The most origins and destinations such a server takes at once; its own default when unset.
    prometheus_multiproc_dir
        Where worker processes add up their metrics; `yorimichi serve` makes one when unset.
    smtp_host, smtp_port, smtp_starttls, smtp_user, smtp_password
        The mail server; without a host, letters are written into `mail` inside `data_dir`.
    mail_from
        Who letters come from.
    public_url
        Where people reach the web app; letters lead there, and have no links without it.
    sign_in_rate_limit
        Requests per client address that try a password or cause a letter.
    stripe_secret_key, stripe_webhook_secret
        Stripe's API key and the secret that signs its events; without them nothing is paid online.
    stripe_api_base
        Where Stripe's API is, where that is not Stripe's own address.
    photos_dir
        Folder for the files of photos, shared by all machines that serve; `photos` inside
        `data_dir` when unset.
    translator
        `package.module:name` of what makes a `server.spots.translators.Translator`.
    map_style_url
        A MapLibre style for the web app's map, told to everybody; unset means the regions' own.
    map_style_origins
        Comma-separated origins from which that style loads besides its own.
    verify_after_days
        How long after its keepers last looked a spot is overdue.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    data_dir: Path = Path("var")
    database_url: str | None = None
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=4, ge=1, le=64)
    cors_origins: str = ""
    max_body_bytes: int = Field(default=256 * 1024, ge=1024)
    plan_rate_limit: str = "60 per minute"
    read_rate_limit: str = "1200 per minute"
    rate_limit_enabled: bool = True
    rate_limit_storage: str = "memory://"
    trusted_proxies: int = Field(default=0, ge=0, le=4)
    plan_iterations: int | None = Field(default=None, ge=1)
    routing_engine: RoutingEngine = RoutingEngine.EMBEDDED
    routing_engine_url_walk: HttpUrl | None = None
    routing_engine_url_drive: HttpUrl | None = None
    routing_engine_table_size: int | None = Field(default=None, ge=2, le=10_000)
    prometheus_multiproc_dir: str | None = None
    log_json: bool = False
    smtp_host: str | None = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_starttls: bool = True
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = "yorimichi@localhost"
    public_url: HttpUrl | None = None
    sign_in_rate_limit: str = "20 per minute"
    stripe_secret_key: SecretStr | None = None
    stripe_webhook_secret: SecretStr | None = None
    stripe_api_base: HttpUrl | None = None
    photos_dir: Path | None = None
    translator: str | None = Field(default=None, pattern=r"^[\w.]+:\w+$")
    map_style_url: HttpsUrl | None = None
    map_style_origins: str = ""
    verify_after_days: int = Field(default=365, ge=1, le=3650)

    @model_validator(mode="after")
    def _routing_servers_are_named(self) -> Self:
        asked = self.routing_engine is not RoutingEngine.EMBEDDED
        named = bool(self.routing_engine_url_walk or self.routing_engine_url_drive)
        if asked != named:
            raise ValueError(
                "ROUTING_ENGINE=osrm or valhalla needs ROUTING_ENGINE_URL_WALK or "
                "ROUTING_ENGINE_URL_DRIVE, and embedded takes neither"
            )
        return self

    @model_validator(mode="after")
    def _stripe_is_set_up_whole(self) -> Self:
        if (self.stripe_secret_key is None) != (self.stripe_webhook_secret is None):
            raise ValueError("STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together")
        return self

    @field_validator("map_style_url")
    @classmethod
    def _may_be_told(cls, url: AnyUrl | None) -> AnyUrl | None:
        if url is not None and (url.username or url.password):
            raise ValueError("everybody is told this address; it must hold no password")
        if url is not None and not _ORIGIN.fullmatch(_origin(url)):
            raise ValueError("it must be at a plain host name")
        return url

    @field_validator("map_style_origins")
    @classmethod
    def _are_origins(cls, listed: str) -> str:
        for origin in _listed(listed):
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"'{origin}' is no origin, such as https://tiles.example.org")
        return listed

    @model_validator(mode="after")
    def _style_has_an_address(self) -> Self:
        if self.map_style_origins and not self.map_style_url:
            raise ValueError("MAP_STYLE_ORIGINS needs MAP_STYLE_URL")
        return self

    @property
    def map_origins(self) -> tuple[str, ...]:
        """Return the origins that the web app's map may load from besides this server."""
        if self.map_style_url is None:
            return ()
        return tuple(dict.fromkeys((_origin(self.map_style_url), *_listed(self.map_style_origins))))

    @property
    def sqlalchemy_url(self) -> str:
        """Return the database URL in SQLAlchemy's form, with the psycopg 3 driver named."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir.resolve() / 'yorimichi.sqlite3'}"
        for prefix in ("postgres://", "postgresql://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    @property
    def verify_after(self) -> dt.timedelta:
        """Return how long after its keepers last looked a spot is overdue."""
        return dt.timedelta(days=self.verify_after_days)

    @property
    def networks_dir(self) -> Path:
        """Return the folder that holds every region's street networks."""
        return self.data_dir / "networks"

    @property
    def home(self) -> str | None:
        """Return where people reach the web app, without a slash at the end."""
        return None if self.public_url is None else str(self.public_url).rstrip("/")

    @property
    def mail_dir(self) -> Path:
        """Return the folder for letters where no mail server is set."""
        return self.data_dir / "mail"

    @property
    def photos_folder(self) -> Path:
        """Return the folder for the files of photos."""
        return self.photos_dir or self.data_dir / "photos"

    @property
    def cors_origin_list(self) -> tuple[str, ...]:
        """Return the allowed origins."""
        return _listed(self.cors_origins)


def _listed(text: str) -> tuple[str, ...]:
    """Return what stands between the commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _origin(url: AnyUrl) -> str:
    port = "" if url.port in (None, 443) else f":{url.port}"
    return f"{url.scheme}://{url.host}{port}"
