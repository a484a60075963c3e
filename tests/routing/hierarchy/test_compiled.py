"""Compiling where nothing can be kept, and before the first request."""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from routing.engines import embedded, ground, ways
from routing.engines.warm_up import warm_up
from routing.hierarchy import customization, queries
from routing.hierarchy.compiled import INT32S, kernel


def test_a_kernel_compiles_where_its_code_cannot_be_kept() -> None:
    scope: dict[str, Any] = {}
    exec("def first(array):\n    return array[0]", scope)  # noqa: S102 - a function without a file
    compiled = kernel(INT32S)(scope["first"])
    assert compiled(np.array([7, 8], dtype=np.int32)) == 7


def test_warming_up_leaves_nothing_for_a_request_to_compile() -> None:
    warm_up()
    kernels = [
        each
        for module in (customization, embedded, ground, queries, ways)
        for each in vars(module).values()
        if isinstance(each, nb.core.dispatcher.Dispatcher)
    ]
    assert len(kernels) >= 5
    assert {len(each.signatures) for each in kernels} == {1}
