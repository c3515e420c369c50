"""The matrix: codes by groups, phases and whatever else a study notes, counted by segments, people or words
(A1).
"""

from qualcode.analysis.matrix.computation import compute
from qualcode.analysis.matrix.dimensions import DIMENSIONS, MEASURES, Filters, measure_named
from qualcode.analysis.matrix.forms import flat_rows
from qualcode.analysis.matrix.result import Evidence, Matrix, RowHeader, Subtotal

__all__ = [
    "DIMENSIONS",
    "MEASURES",
    "Evidence",
    "Filters",
    "Matrix",
    "RowHeader",
    "Subtotal",
    "compute",
    "flat_rows",
    "measure_named",
]
