from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.app import create_app, openapi_document
from server.config import Settings
from server.http.openapi import to_yaml


@pytest.fixture
def pages(tmp_path: Path) -> FlaskClient:
    """The service without any data: its plain pages need none."""
    return create_app(Settings(data_dir=tmp_path, database_url=None)).test_client()


@pytest.mark.parametrize("path", ["/about", "/docs"])
def test_a_page_loads_nothing_from_elsewhere(pages: FlaskClient, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 200
    loaded = re.findall(
        r"<(?:script|img|iframe|link|source)\b[^>]*?(?:src|href)=\"([^\"]*)\"", answer.text
    )
    assert loaded
    assert [url for url in loaded if not url.startswith(("/", "data:"))] == []
    assert "@import" not in answer.text
    assert "url(" not in answer.text


@pytest.mark.parametrize("path", ["/about", "/docs"])
def test_a_page_forbids_the_browser_to_load_from_elsewhere(pages: FlaskClient, path: str) -> None:
    policy = pages.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/about", "/docs"])
def test_everything_that_a_page_links_to_here_is_here(pages: FlaskClient, path: str) -> None:
    linked = set(re.findall(r"(?:src|href)=\"(/[^\"]*)\"", pages.get(path).text))
    assert linked
    needs_data = {"/sample-day", "/v1/regions", "/readyz"}
    for link in linked - needs_data:
        with pages.get(link) as answer:
            assert answer.status_code == 200, link


def test_the_documentation_reads_the_contract_that_is_served(pages: FlaskClient) -> None:
    assert '"/openapi.yaml"' in pages.get("/docs/assets/start.js").text
    served = pages.get("/openapi.yaml")
    assert served.mimetype == "application/yaml"
    assert served.text == to_yaml(openapi_document())


@pytest.mark.parametrize(("asked", "language"), [("ja", "ja"), ("en", "en"), ("de", "en")])
def test_the_front_page_speaks_the_readers_language(
    pages: FlaskClient, asked: str, language: str
) -> None:
    answer = pages.get("/about", headers={"Accept-Language": asked})
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in answer.text
    assert ("はじめに" in answer.text) is (language == "ja")
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "name", ["index.html", "../app.py", "%2e%2e/app.py", "swagger-ui.css/../index.html", ""]
)
def test_the_documentation_serves_no_other_files(pages: FlaskClient, name: str) -> None:
    assert pages.get(f"/docs/assets/{name}").status_code == 404
