from __future__ import annotations

from collections import Counter

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("region", ["helsinki", "ube"])
def test_each_category_counts_the_spots_that_a_search_finds(
    client: FlaskClient, region: str
) -> None:
    listed = client.get(f"/v1/regions/{region}/categories").get_json()["categories"]
    counts = {one["code"]: one["spots"] for one in listed}
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    features = []
    following: str | None = f"/v1/spots?region={region}&limit=100"
    while following:
        page = client.get(following).get_json()
        features += [feature["properties"] for feature in page["features"]]
        following = page["links"].get("next")
    assert counts == Counter(code for spot in features for code in spot["categories"])
    lesser = Counter(
        code
        for spot in features
        if spot["renown"] is not None and spot["renown"] <= 0.3
        for code in spot["categories"]
    )
    assert {one["code"]: one["lesser_known"] for one in listed} == {c: lesser[c] for c in counts}


def test_a_region_that_nobody_serves_has_no_categories(client: FlaskClient) -> None:
    answer = client.get("/v1/regions/atlantis/categories")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "region_not_found"
