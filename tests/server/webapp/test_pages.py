from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Settings
from tests.server.webapp.builds import FILES, SCRIPT, build


def serve(tmp_path: Path, app_folder: Path, **settings: Any) -> FlaskClient:
    stated = Settings(data_dir=tmp_path / "data", database_url=None, **settings)
    return create_app(stated, app_folder=app_folder).test_client()


@pytest.fixture
def built(tmp_path: Path) -> FlaskClient:
    return serve(tmp_path, build(tmp_path / "app"))


@pytest.fixture
def unbuilt(tmp_path: Path) -> FlaskClient:
    return serve(tmp_path, tmp_path / "nothing")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/console", "console.html"),
        ("/console/", "console.html"),
        ("/console/spots/5", "console.html"),
        ("/guide", "guide.html"),
        ("/guide/slots", "guide.html"),
        ("/sw.js", "sw.js"),
        ("/guide-sw.js", "guide-sw.js"),
        ("/bookings/b-1", "index.html"),
        ("/waiting/s-1/e-1", "index.html"),
        ("/manifest.webmanifest", "manifest.webmanifest"),
        ("/icons/icon.svg", "icons/icon.svg"),
        (f"/static/app/{SCRIPT}", SCRIPT),
    ],
)
def test_each_app_has_its_page_and_its_views_answer_with_it(
    built: FlaskClient, address: str, file: str
) -> None:
    answer = built.get(address)
    assert (answer.status_code, answer.text) == (200, FILES[file])


def test_pages_and_files_say_what_they_are(built: FlaskClient) -> None:
    kinds = {
        address: built.get(address).mimetype
        for address in ("/", "/sw.js", "/manifest.webmanifest", "/icons/icon.svg")
    }
    assert list(kinds.values()) == [
        "text/html",
        "text/javascript",
        "application/manifest+json",
        "image/svg+xml",
    ]


EVERYTHING = ["/", "/console", "/guide/x", "/sw.js", f"/static/app/{SCRIPT}"]


@pytest.mark.parametrize("address", EVERYTHING)
def test_nothing_inline_and_nothing_from_elsewhere_may_run(
    built: FlaskClient, address: str
) -> None:
    headers = built.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == policy["worker-src"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]


def test_a_style_from_elsewhere_may_load_from_where_it_is_and_says_it_does(
    tmp_path: Path,
) -> None:
    client = serve(
        tmp_path,
        build(tmp_path / "app"),
        map_style_url="https://maps.example.org/styles/quiet.json?key=k",
        map_style_origins="https://tiles.example.org, https://maps.example.org",
    )
    policy = client.get("/").headers["Content-Security-Policy"]
    elsewhere = "https://maps.example.org https://tiles.example.org"
    assert f"connect-src 'self' {elsewhere};" in policy
    assert f"img-src 'self' data: blob: {elsewhere};" in policy
    assert "script-src 'self';" in policy
    told = client.get("/v1/app-settings").get_json()
    assert told["map_style_url"] == "https://maps.example.org/styles/quiet.json?key=k"


def test_without_a_style_from_elsewhere_the_app_is_told_so(built: FlaskClient) -> None:
    told = built.get("/v1/app-settings").get_json()
    assert told["map_style_url"] is None
    assert told["links"]["regions"] == "/v1/regions"


def test_a_packed_file_goes_packed_to_those_who_can_unpack_it(built: FlaskClient) -> None:
    address = f"/static/app/{SCRIPT}"
    packed = built.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data).decode() == FILES[SCRIPT]
    for refused in ({}, {"Accept-Encoding": "identity"}):
        plain = built.get(address, headers=refused)
        assert (plain.text, plain.headers.get("Content-Encoding")) == (FILES[SCRIPT], None)
        assert plain.headers["ETag"] != packed.headers["ETag"]
        assert "Accept-Encoding" in plain.headers["Vary"]


def test_what_is_named_for_its_content_is_kept_and_everything_else_asked_for_anew(
    built: FlaskClient,
) -> None:
    kept = built.get(f"/static/app/{SCRIPT}").headers["Cache-Control"]
    assert kept == "public, max-age=31536000, immutable"
    for address in ("/", "/console", "/sw.js", "/icons/icon.svg", "/static/app/index.html"):
        answer = built.get(address)
        assert answer.headers["Cache-Control"] == "no-cache", address
        again = built.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert "Content-Security-Policy" in again.headers


@pytest.mark.parametrize(
    "name",
    [
        "nothing.js",
        "",
        "../config.py",
        "%2e%2e/config.py",
        "assets/../../config.py",
        "manifest.json",
        "notes.map",
        f"{SCRIPT}.gz",
    ],
)
def test_only_the_apps_own_files_are_served(built: FlaskClient, name: str) -> None:
    assert built.get(f"/static/app/{name}").status_code == 404


def test_without_a_build_the_service_introduces_itself(unbuilt: FlaskClient) -> None:
    front = unbuilt.get("/")
    assert "/sample-day" in front.text
    for address in ("/console", "/guide/x", "/sw.js", "/manifest.webmanifest"):
        assert unbuilt.get(address).status_code == 404, address


def test_what_the_service_says_of_itself_stays_beside_the_app(built: FlaskClient) -> None:
    assert "/sample-day" in built.get("/about").text
    assert "/sample-day" not in built.get("/").text


def test_an_address_of_nobodys_is_404_and_not_a_page(built: FlaskClient) -> None:
    for address in ("/nowhere", "/v1/nowhere", "/consoles", "/guides/5"):
        answer = built.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_loading_the_app_uses_up_nobodys_requests(tmp_path: Path) -> None:
    client = serve(tmp_path, build(tmp_path / "app"), read_rate_limit="1 per hour")
    assert [client.get("/sw.js").status_code for _ in range(5)] == [200] * 5
    assert [client.get("/about").status_code for _ in range(2)] == [200, 429]
