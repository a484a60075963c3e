"""In which order nodes are contracted: few shortcuts come of small separators contracted last."""

from __future__ import annotations

import importlib.util
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, diags_array
from scipy.sparse.linalg import splu

from routing.hierarchy.model import Int32Array, frozen


class OrderMethod(StrEnum):
    """Where an order comes from."""

    NESTED_DISSECTION = "nested_dissection"
    MINIMUM_DEGREE = "minimum_degree"


_METIS_INSTALLED: Final = importlib.util.find_spec("pymetis") is not None
DEFAULT_METHOD: Final = (
    OrderMethod.NESTED_DISSECTION if _METIS_INSTALLED else OrderMethod.MINIMUM_DEGREE
)
"""Nested dissection, as far as METIS is installed: its queries visit fewer arcs."""

_SEPARATORS_TRIED: Final = 10
_IMBALANCE: Final = 300
"""How uneven METIS may cut, in thousandths: towns are cut where rivers and railways are, not in
halves. With ten separators tried at each cut, queries on 300,000 nodes look at a quarter fewer arcs
than with METIS's defaults; ordering takes 12 s instead of 2."""


def compute_order(
    node_count: int,
    tail: NDArray[np.integer],
    head: NDArray[np.integer],
    method: OrderMethod = DEFAULT_METHOD,
) -> Int32Array:
    """Return the nodes in the order of their contraction, shape (n,).

    Parameters
    ----------
    tail, head
        Ends of the edges; direction, loops and parallel edges do not matter.

    Raises
    ------
    ModuleNotFoundError
        If nested dissection is asked for where METIS is not installed.

    References
    ----------
    Karypis, G., Kumar, V. (1998). A Fast and High Quality Multilevel Scheme for Partitioning
    Irregular Graphs. SIAM Journal on Scientific Computing 20 (1).
    https://doi.org/10.1137/S1064827595287997

    Liu, J. W. H. (1985). Modification of the Minimum-Degree Algorithm by Multiple Elimination. ACM
    Transactions on Mathematical Software 11 (2). https://doi.org/10.1145/214392.214398
    """
    neighbours = neighbourhood(node_count, tail, head)
    if not neighbours.nnz:
        return frozen(np.arange(node_count))
    if method is OrderMethod.MINIMUM_DEGREE:
        return _minimum_degree(neighbours)
    return _nested_dissection(neighbours)


def neighbourhood(
    node_count: int, tail: NDArray[np.integer], head: NDArray[np.integer]
) -> csr_array:
    """Return the symmetric adjacency matrix without loops; each row's columns ascend."""
    apart = tail != head
    ends = np.concatenate((tail[apart], head[apart])), np.concatenate((head[apart], tail[apart]))
    ones = np.ones(len(ends[0]), dtype=np.int8)
    matrix = csr_array((ones, ends), shape=(node_count, node_count), dtype=np.bool_)
    matrix.sum_duplicates()
    matrix.sort_indices()
    return matrix


def _nested_dissection(neighbours: csr_array) -> Int32Array:
    import pymetis

    start, neighbour = neighbours.indptr.tolist(), neighbours.indices.tolist()
    options = pymetis.Options(nseps=_SEPARATORS_TRIED, ufactor=_IMBALANCE)
    order, _ = pymetis.nested_dissection(pymetis.CSRAdjacency(start, neighbour), options=options)
    return frozen(np.asarray(order))


def _minimum_degree(neighbours: csr_array) -> Int32Array:
    # Dominant diagonal: the factorization that SuperLU does besides needs no pivoting.
    degree = np.diff(neighbours.indptr)
    matrix = csc_array(diags_array(degree + 1.0) - neighbours.astype(np.float64))
    options = {"SymmetricMode": True}
    factors = splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)
    return frozen(np.argsort(factors.perm_c))
