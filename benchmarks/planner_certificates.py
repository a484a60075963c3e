"""Answers above the best known value, kept with their routes so that anybody can follow them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.planner_gaps import References
from benchmarks.planner_rounds import Answer
from benchmarks.published_cases import CaseName

FOLDER: Final = Path(__file__).parent / "certificates"


@dataclass(frozen=True)
class Certificate:
    """Routes worth more than what was known.

    Parameters
    ----------
    exceeds
        The best value known before: the larger one of the published and the attained value.
    published
        The published value; it may be lower than `exceeds`.
    routes
        The spots of each tour in order.
    """

    suite: str
    instance: str
    tours: int
    value: int
    exceeds: int
    published: int
    routes: tuple[tuple[int, ...], ...]

    @property
    def name(self) -> CaseName:
        """The case that it is about."""
        return CaseName(self.suite, self.instance, self.tours)


def certificates_of(answers: Iterable[Answer], references: References) -> list[Certificate]:
    """Return the best answer of each case with a published value, where it exceeds what is known.

    Only answers of our own search count.
    """
    best: dict[CaseName, Answer] = {}
    for answer in answers:
        known = best.get(answer.name)
        if answer.solver == "ours" and (known is None or answer.value > known.value):
            best[answer.name] = answer
    return [
        Certificate(
            **asdict(name),
            value=answer.value,
            exceeds=references[name].value,
            published=published,
            routes=answer.routes,
        )
        for name, answer in best.items()
        if (published := references[name].published) is not None
        and answer.value > references[name].value
    ]


def read_certificates(folder: Path = FOLDER) -> list[Certificate]:
    """Return the certificates that are kept."""
    return [_read(path) for path in sorted(folder.glob("*.json"))]


def keep_certificates(found: Iterable[Certificate], folder: Path = FOLDER) -> list[Path]:
    """Write the certificates that are worth more than those kept; return the files written."""
    folder.mkdir(exist_ok=True)
    written = []
    for certificate in found:
        path = folder / f"{certificate.name}.json"
        if not path.exists() or _read(path).value < certificate.value:
            path.write_text(_written(certificate), "utf-8")
            written.append(path)
    return written


def _written(certificate: Certificate) -> str:
    """Return a file of one line for each fact and each route."""
    facts = asdict(certificate)
    routes = ",\n".join(f"    {json.dumps(route)}" for route in facts.pop("routes"))
    lines = "".join(f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in facts.items())
    return f'{{\n{lines}  "routes": [\n{routes}\n  ]\n}}\n'


def _read(path: Path) -> Certificate:
    facts = json.loads(path.read_text("utf-8"))
    routes = tuple(tuple(route) for route in facts.pop("routes"))
    return Certificate(**facts, routes=routes)
