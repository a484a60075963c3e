"""A plan's one address: a page for everybody, which the app takes over where scripts run."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from server.app import create_app
from server.config import Settings
from server.itineraries.examples import HELSINKI_DAY
from server.qr_codes import qr_code
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW
from tests.server.webapp.builds import SCRIPT, build


@pytest.fixture
def with_app(database: RolledBackDatabase, data_dir: Path, tmp_path: Path) -> FlaskClient:
    return serving(database, data_dir, build(tmp_path / "app"))


@pytest.fixture
def without_app(database: RolledBackDatabase, data_dir: Path, tmp_path: Path) -> FlaskClient:
    return serving(database, data_dir, tmp_path / "nothing")


def serving(
    database: RolledBackDatabase, data_dir: Path, folder: Path, home: str | None = None
) -> FlaskClient:
    settings = Settings.model_validate(
        {
            "data_dir": data_dir,
            "rate_limit_enabled": False,
            "plan_iterations": 100,
            "public_url": home,
        }
    )
    return create_app(settings, database=database, now=lambda: NOW, app_folder=folder).test_client()


def kept(client: FlaskClient) -> str:
    planned = client.post("/v1/itineraries", json=HELSINKI_DAY)
    return f"/itineraries/{planned.get_json()['id']}"


def loaded_by(page: str) -> list[str]:
    return re.findall(r"<(?:script|link)\b[^>]*?(?:src|href)=\"(/[^\"]*)\"", page)


def test_a_kept_plan_can_be_read_without_scripts(with_app: FlaskClient) -> None:
    page = with_app.get(kept(with_app), headers={"Accept-Language": "en"}).text
    inside = page[page.index('<div id="app">') :]
    assert inside.count('class="stop"') >= 2
    assert "<svg" in inside


def test_the_app_starts_on_a_kept_plans_page_with_all_it_needs(with_app: FlaskClient) -> None:
    page = with_app.get(kept(with_app)).text
    assert loaded_by(page) == [
        "/itinerary.css",
        "/manifest.webmanifest",
        "/static/app/assets/main-Ef56Gh78.css",
        "/static/app/assets/shared-00000000.js",
        "/static/app/assets/main-Ab12Cd34.js",
    ]
    assert [with_app.get(address).status_code for address in loaded_by(page)] == [200] * 5


def test_a_kept_plans_page_obeys_the_apps_policy(with_app: FlaskClient) -> None:
    answer = with_app.get(kept(with_app))
    assert (
        answer.headers["Content-Security-Policy"]
        == with_app.get("/").headers["Content-Security-Policy"]
    )
    assert not re.search(r"<style|\bstyle=|\bon\w+=|<script(?![^>]*\bsrc=)", answer.text)


def test_a_link_to_a_plan_says_what_it_leads_to(with_app: FlaskClient) -> None:
    address = kept(with_app)
    plan = with_app.get(f"/v1{address}").get_json()
    page = with_app.get(address, headers={"Accept-Language": "ja"}).text
    (stops,) = re.findall(r'property="og:description" content="([^"]*)"', page)
    assert len(stops.split("、")) == sum(len(day["visits"]) for day in plan["days"])


def said_of(page: str) -> dict[str, str]:
    """Return what the page says to those who show where its link leads."""
    return dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)"', page)
    )


def test_a_link_to_a_plan_shows_its_picture(with_app: FlaskClient) -> None:
    address = kept(with_app)
    said = said_of(with_app.get(address, headers={"Accept-Language": "ja"}).text)
    assert said["og:image"] == f"http://localhost/v1{address}/preview.png"
    assert said["og:url"] == f"http://localhost{address}"
    assert said["twitter:card"] == "summary_large_image"
    picture = with_app.get(said["og:image"])
    size = Image.open(io.BytesIO(picture.data)).size
    assert (said["og:image:type"], picture.mimetype) == ("image/png", "image/png")
    assert [said["og:image:width"], said["og:image:height"]] == [str(edge) for edge in size]


def test_the_picture_of_a_link_is_told_in_words_too(with_app: FlaskClient) -> None:
    address = kept(with_app)
    plan = with_app.get(f"/v1{address}").get_json()
    count = sum(visit["kind"] != "parking" for day in plan["days"] for visit in day["visits"])
    japanese, english = (
        said_of(with_app.get(address, headers={"Accept-Language": tongue}).text)["og:image:alt"]
        for tongue in ("ja", "en")
    )
    assert f"{count}か所" in japanese
    assert "ヘルシンキ" in japanese
    assert f"{count} stops" in english


def test_addresses_for_messengers_are_where_people_reach_the_service(
    database: RolledBackDatabase, data_dir: Path, tmp_path: Path
) -> None:
    home = "https://yorimichi.example.jp/app/"
    client = serving(database, data_dir, build(tmp_path / "app"), home)
    address = kept(client)
    said = said_of(client.get(address).text)
    assert said["og:url"] == f"https://yorimichi.example.jp/app{address}"
    assert said["og:image"] == f"https://yorimichi.example.jp/app/v1{address}/preview.png"
    code = client.get(f"/v1{address}/share.svg")
    assert code.data == qr_code(said["og:url"], "svg")


def test_only_what_can_be_shared_has_a_picture(with_app: FlaskClient) -> None:
    for address in ("/sample-day", "/itineraries/nobodys"):
        said = said_of(with_app.get(address, headers=BROWSER).text)
        assert not {"og:image", "twitter:card"} & said.keys()


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "ja"}


@pytest.mark.parametrize("address", ["/itineraries/nobodys", "/itineraries/a%20b", "/itineraries/"])
def test_who_follows_a_broken_link_is_told_so_kindly(with_app: FlaskClient, address: str) -> None:
    answer = with_app.get(address, headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "この旅程は見つかりません" in answer.text
    assert SCRIPT in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("accept", ["*/*", "application/json", None])
def test_programs_are_told_of_an_unknown_plan_in_json(
    with_app: FlaskClient, accept: str | None
) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = with_app.get("/itineraries/nobodys", headers=headers)
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "itinerary_not_found"


def test_without_the_app_a_broken_link_is_explained_all_the_same(
    without_app: FlaskClient,
) -> None:
    page = without_app.get("/itineraries/nobodys", headers={**BROWSER, "Accept-Language": "en"})
    assert "cannot be found" in page.text
    assert "<script" not in page.text


def test_a_plans_page_names_its_region_and_not_its_code(with_app: FlaskClient) -> None:
    page = with_app.get(kept(with_app), headers={"Accept-Language": "ja"}).text
    (title,) = re.findall(r'property="og:title" content="([^"]*)"', page)
    assert "ヘルシンキ" in title


def test_without_the_app_the_page_loads_no_scripts(without_app: FlaskClient) -> None:
    page = without_app.get(kept(without_app)).text
    assert "<script" not in page
    assert loaded_by(page) == ["/itinerary.css"]


def test_the_sample_day_is_a_page_of_its_own(with_app: FlaskClient) -> None:
    assert "<script" not in with_app.get("/sample-day").text


def test_a_plans_qr_code_holds_the_address_of_its_page(client: FlaskClient) -> None:
    links = client.post("/v1/itineraries", json=HELSINKI_DAY).get_json()["links"]
    answer = client.get(links["qr"])
    assert answer.mimetype == "image/svg+xml"
    assert answer.data == qr_code(f"http://localhost{links['page']}", "svg")
    assert client.get(links["page"]).status_code == 200
    assert client.get("/v1/itineraries/nobodys/share.svg").status_code == 404
