"""What a user does to the page of the matrix: finding cells, clicking, reading labels."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableView, QWidget

from qualcode.gui.panels.matrix_page import MatrixPage


def cell_of(page: MatrixPage, row: str, column: str) -> QModelIndex:
    """Return the cell of a row and a column, both in words (“Providers, During”)."""
    model = page.view().figures().model()
    at = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == row)
    wide = range(1, model.columnCount())
    words = [str(model.headerData(c, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)) for c in wide]
    return model.index(at, wide[words.index(column)])


def figure(page: MatrixPage, row: str, column: str) -> str:
    return str(cell_of(page, row, column).data())


def click(view: QTableView, index: QModelIndex, *, double: bool = False) -> None:
    view.scrollTo(index)
    at = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    if double:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def label_of(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()
