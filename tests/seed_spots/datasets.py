"""Read the seed files with nothing but the standard library."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import seed_spots

ROOT: Final = Path(seed_spots.__file__).parent
Row = dict[str, str]


@dataclass(frozen=True)
class Dataset:
    """One folder: its settings and, where it has them, its two tables."""

    code: str
    settings: dict[str, Any]
    header: list[str]
    spots: list[Row]
    supplement: list[Row]

    def ids_marked(self, table: str) -> set[str]:
        return {str(entry["id"]) for entry in self.settings.get(table, [])}


@cache
def table(path: Path) -> tuple[list[str], list[Row]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        return list(reader.fieldnames or []), list(reader)


def load(folder: Path) -> Dataset:
    settings = tomllib.loads((folder / "dataset.toml").read_text(encoding="utf-8"))
    header, spots = table(folder / "tourism.csv")
    _, supplement = table(folder / "supplement.csv")
    return Dataset(folder.name, settings, header, spots, supplement)


DATASETS: Final = tuple(load(path.parent) for path in sorted(ROOT.glob("*/tourism.csv")))
REGIONS: Final = tuple(
    tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob("*/dataset.toml"))
)
