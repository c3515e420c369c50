"""The one style sheet of the window, made of the design tokens.

In the text below ``$role`` is a colour, ``$28`` a length at 100 % text size and ``$28-2`` two pixels less than
that. A border that grows to two pixels on focus takes the second one from padding and height, so that nothing
jumps. Widgets say what they are by dynamic properties: ``type`` (a type style), ``ink`` (a colour role for
text), ``kind`` (what a frame is), ``tone`` (what a tag or bar tells).
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from typing import get_args

from PySide6.QtGui import QColor

from qualcode.environment.assets import resource
from qualcode.gui.fonts import scaled
from qualcode.gui.tokens import Scheme, Style, tokens

_INKS = ("text", "text-2", "text-3", "accent", "success", "warning", "danger")
_TONES = ("success", "warning", "danger")


class _Sheet(Template):
    idpattern = r"[a-z0-9-]+"


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        length, _, less = key.partition("-")
        return f"{scaled(int(length)) - int(less or 0)}px"


def style_sheet(scheme: Scheme, colours: Mapping[str, QColor]) -> str:
    """Return the style sheet for ``scheme`` in ``colours`` at the present text size."""
    values = _Values({role: colour.name() for role, colour in colours.items()})
    # Half of a box with its border: a radius larger than that would make it square again.
    for side in (14, 22):
        values[f"round-{side}"] = f"{(scaled(side) + 2) // 2}px"
    values["images"] = resource("themes", scheme).as_posix()
    parts = (_FRAME, _MENUS, _BUTTONS, _FIELDS, _CHOICES, _VIEWS, _SCROLLING, _PIECES, _inks(), _tones())
    return _Sheet("\n".join((*parts, _styles()))).substitute(values)


def _styles() -> str:
    rules = []
    for name in get_args(Style):
        style = tokens().styles[name]
        families = ", ".join(f'"{family}"' for family in style.families)
        rules.append(
            f'QLabel[type="{name}"], QAbstractButton[type="{name}"] '
            f"{{ font-family: {families}; font-size: ${style.size}; font-weight: {style.weight}; }}"
        )
    return "\n".join(rules)


def _inks() -> str:
    return "\n".join(f'QLabel[ink="{role}"] {{ color: ${role}; }}' for role in _INKS)


def _tones() -> str:
    tags = (f'Tag[tone="{tone}"] {{ color: ${tone}; background: ${tone}-soft; }}' for tone in _TONES)
    bars = (f'InfoBar[tone="{tone}"] {{ background: ${tone}-soft; }}' for tone in _TONES)
    return "\n".join((*tags, *bars))


_FRAME = """
QMainWindow, QDialog { background: $window; }
QMainWindow::separator { width: 5px; height: 5px; background: $window; }
QMainWindow::separator:vertical {
    background: qlineargradient(x1:0, y1:0, x2:1, y2:0, stop:0 $window, stop:0.399 $window,
        stop:0.4 $line, stop:0.599 $line, stop:0.6 $window, stop:1 $window); }
QMainWindow::separator:horizontal {
    background: qlineargradient(x1:0, y1:0, x2:0, y2:1, stop:0 $window, stop:0.399 $window,
        stop:0.4 $line, stop:0.599 $line, stop:0.6 $window, stop:1 $window); }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QDockWidget { border: none; }
QToolBar { background: $window; border: none; border-bottom: 1px solid $line; padding: 0 $6; spacing: $4; }
QToolBar::separator { background: $line; width: 1px; margin: $5 $8; }
QStatusBar { background: $window; border-top: 1px solid $line; color: $text-2; min-height: $27; }
QStatusBar::item { border: none; }
QStatusBar QLabel { font-size: $12; }
QToolTip { background: $tooltip; color: $on-tooltip; border: 1px solid $tooltip; padding: $4 $8;
    font-size: $12; }
QTabBar { background: $window; border: none; }
QTabBar::tab { background: $window; color: $text-2; border: none; border-right: 1px solid $line;
    border-top: 2px solid $window; border-bottom: 1px solid $line; padding: 0 $16; height: $33; }
QTabBar::tab:hover { background: $hover; border-top-color: $hover; }
QTabBar::tab:selected { background: $paper; color: $text; font-weight: 500; border-top-color: $accent;
    border-bottom-color: $paper; }
QTabBar:focus { outline: none; }
QTabBar::tab:selected:focus { border: 2px solid $accent; padding: 0 $16-1 0 $16-2; height: $33-1; }
QTabBar::close-button { image: url("$images/x.svg"); width: $14; height: $14; border-radius: 3px;
    subcontrol-position: right; }
QTabBar::close-button:hover { background: $hover; }
QTabBar QToolButton { background: $window; border: none; min-width: $24; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
"""

_MENUS = """
QMessageBox { messagebox-warning-icon: url("$images/warning.svg");
    messagebox-critical-icon: url("$images/critical.svg");
    messagebox-information-icon: url("$images/information.svg");
    messagebox-question-icon: url("$images/question.svg"); icon-size: $32; }
QMenuBar { background: $window; color: $text; padding: 0 $8; spacing: 0; }
QMenuBar::item { padding: $6 $8; margin: 0; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $accent-soft; }
QMenuBar::item:disabled { color: $disabled; }
QMenu { background: $raised; color: $text; border: 1px solid $line-strong; padding: $4; }
QMenu::item { padding: $4 $24 $4 $12; min-height: $20; border-radius: 4px; }
QMenu::item:selected { background: $accent-soft; }
QMenu::item:disabled { color: $disabled; }
QMenu::item:disabled:selected { background: $hover; }
QMenu::icon { padding-left: $8; }
QMenu::separator { height: 1px; background: $line; margin: $4 $8; }
QMenu::indicator { width: $16; height: $16; padding-left: $4; }
QMenu::indicator:checked { image: url("$images/tick.svg"); }
QMenu::right-arrow { image: url("$images/chevron-right.svg"); width: $14; height: $14; padding-right: $4; }
"""

_BUTTONS = """
QPushButton { background: $raised; color: $text; border: 1px solid $line-strong; border-radius: 6px;
    padding: 0 $12; min-height: $26; font-weight: 500; outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $disabled; background: $window; border-color: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 0 $12-1; min-height: $26-2; }
QPushButton:default, QPushButton[primary="true"] {
    background: $accent; color: $on-accent; border-color: $accent; }
QPushButton:default:hover, QPushButton[primary="true"]:hover {
    background: $accent-hover; border-color: $accent-hover; }
QPushButton:default:focus, QPushButton[primary="true"]:focus { border-color: $text; }
QPushButton:default:disabled, QPushButton[primary="true"]:disabled {
    background: $hover; color: $disabled; border-color: $line; }
QPushButton[danger="true"] { color: $danger; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent; color: $accent;
    padding: 0 $4; min-height: $26-2; border-radius: 4px; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:pressed { background: $pressed; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="link"]:disabled { color: $disabled; }
QPushButton::menu-indicator { image: url("$images/chevron-down.svg"); width: $14; height: $14;
    subcontrol-position: right center; right: $8; }
QToolButton { background: transparent; color: $text; border: 2px solid transparent; border-radius: 6px;
    padding: 0 $6; min-height: $24; outline: none; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent-soft; font-weight: 500; }
QToolButton:disabled { color: $disabled; }
QToolButton:focus { border-color: $accent; }
QToolButton[bare="true"] { border: 2px solid transparent; border-radius: 4px; padding: 0;
    min-width: $20; max-width: $20; min-height: $20; max-height: $20; }
QToolButton[bare="true"]:focus { border-color: $accent; }
QToolButton[quiet="true"] { color: $text-2; border-radius: 4px; min-height: $20; padding: 0 $2; }
QToolButton[popupMode="2"] { padding-right: $20; }
QToolButton[popupMode="2"][bare="true"] { padding: 0; }
QToolButton::menu-indicator { image: url("$images/chevron-down.svg"); width: $14; height: $14;
    subcontrol-position: right center; subcontrol-origin: padding; right: $4; }
QToolButton[bare="true"]::menu-indicator { image: none; width: 0; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit[field="true"], QTextEdit[field="true"] {
    background: $raised; color: $text; border: 1px solid $line-strong; border-radius: 6px;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit { padding: 0 $7; min-height: $26; }
QAbstractSpinBox { min-height: $23; }
QComboBox { padding: 0 $8; min-height: $26; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 $7-1; min-height: $26-2; }
QAbstractSpinBox:focus { border: 2px solid $accent; min-height: $23-2; }
QComboBox:focus, QComboBox:on { border: 2px solid $accent; padding: 0 $8-1; min-height: $26-2; }
QPlainTextEdit[field="true"], QTextEdit[field="true"] { padding: $3 $4; }
QPlainTextEdit[field="true"]:focus, QTextEdit[field="true"]:focus {
    border: 2px solid $accent; padding: $3-1 $4-1; }
QLineEdit[compact="true"], QComboBox[compact="true"] { min-height: $22; }
QLineEdit[compact="true"]:focus, QComboBox[compact="true"]:focus, QComboBox[compact="true"]:on {
    min-height: $22-2; }
QLineEdit[error="true"], QComboBox[error="true"], QAbstractSpinBox[error="true"],
QPlainTextEdit[error="true"], QTextEdit[error="true"] { border-color: $danger; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit[field="true"]:disabled,
QTextEdit[field="true"]:disabled { color: $disabled; background: $window; border-color: $line; }
QLineEdit QToolButton { border: none; background: transparent; padding: 0; min-height: 0; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit, QComboBox QLineEdit:focus {
    border: none; background: transparent; padding: 0; min-height: 0; }
QLineEdit[readOnly="true"] { background: $window; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: $24; subcontrol-position: right center;
    subcontrol-origin: padding; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url("$images/chevron-down.svg"); width: $14; height: $14; }
QComboBox::down-arrow:disabled, QDateTimeEdit::down-arrow:disabled { image: url("$images/chevron-down-off.svg"); }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line-strong; outline: none;
    selection-background-color: $accent-soft; selection-color: $text; padding: $4; }
QComboBox QAbstractItemView::item { min-height: $28; padding: 0 $8; border-radius: 4px; }
QComboBox QAbstractItemView::item:hover { background: $hover; }
QComboBox QAbstractItemView::item:selected { background: $accent-soft; color: $text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent;
    width: $20; subcontrol-origin: padding; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$images/chevron-up.svg"); width: $12; height: $12; }
QAbstractSpinBox::down-arrow { image: url("$images/chevron-down.svg"); width: $12; height: $12; }
QAbstractSpinBox::up-arrow:off { image: url("$images/chevron-up-off.svg"); }
QAbstractSpinBox::down-arrow:off { image: url("$images/chevron-down-off.svg"); }
"""

_CHOICES = """
QCheckBox, QRadioButton { spacing: $8; min-height: $24; outline: none; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator {
    width: $14; height: $14; border: 1px solid $control; background: $raised; }
QCheckBox::indicator, QGroupBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: $round-14; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QAbstractItemView::indicator:hover {
    border-color: $accent; }
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate, QGroupBox::indicator:checked,
QAbstractItemView::indicator:checked, QAbstractItemView::indicator:indeterminate {
    background: $accent; border-color: $accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {
    image: url("$images/check.svg"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    image: url("$images/minus.svg"); }
QRadioButton::indicator:checked { width: $14-8; height: $14-8; border: 5px solid $accent; background: $on-accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line-strong;
    background: $window; }
QCheckBox::indicator:checked:disabled { image: url("$images/check-off.svg"); }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:unchecked:focus { width: $14-2; height: $14-2;
    border: 2px solid $accent; }
QCheckBox::indicator:checked:focus { border-color: $text; }
QRadioButton::indicator:checked:focus { border-color: $accent; }
QGroupBox { border: none; margin-top: $24; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; color: $text-2; padding: 0; }
QSlider::groove:horizontal { height: $4; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: $14; height: $14; margin: -${6} 0; border-radius: $round-14;
    background: $raised; border: 1px solid $control; }
QSlider::handle:horizontal:focus, QSlider::handle:horizontal:hover { border: 2px solid $accent;
    width: $14-2; height: $14-2; }
"""

_VIEWS = """
QAbstractScrollArea { border: none; outline: none; }
QAbstractItemView { background: $paper; color: $text; selection-background-color: $accent-soft;
    selection-color: $text; gridline-color: $line; }
QAbstractItemView[ground="window"], QScrollArea[ground="window"] { background: $window; }
QScrollArea[framed="true"] { background: $paper; }
QScrollArea[framed="true"] > QWidget, QScrollArea[framed="true"] > QWidget > QWidget { background: transparent; }
QAbstractItemView[ground="raised"] { background: $raised; }
QAbstractItemView[framed="true"], QScrollArea[framed="true"], QPlainTextEdit[framed="true"], QTextEdit[framed="true"] {
    border: 1px solid $line; border-radius: 6px; }
QPlainTextEdit, QTextEdit { background: $paper; color: $text; selection-background-color: $selection;
    selection-color: $text; }
QTableView { background: $paper; }
QHeaderView { background: $header; border: none; }
QHeaderView::section { background: $header; color: $text-2; border: none; border-bottom: 1px solid $line;
    padding: 0 $12; min-height: $27; font-size: $12; font-weight: 400; }
QHeaderView::section:hover { background: $hover; }
QHeaderView::section:checked { color: $accent; font-weight: 600; }
QHeaderView::down-arrow { image: url("$images/chevron-down.svg"); width: $14; height: $14; right: $4; }
QHeaderView::up-arrow { image: url("$images/chevron-up.svg"); width: $14; height: $14; right: $4; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $header; }
QCalendarWidget QToolButton { min-height: $24; padding: 0 $8; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$images/chevron-left.svg"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$images/chevron-right.svg"); }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { background: $raised; }
QTableCornerButton::section { background: $header; border: none; border-bottom: 1px solid $line; }
QProgressBar { background: $line; border: none; border-radius: 2px; min-height: $4; max-height: $4;
    color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
"""

_SCROLLING = """
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $line-strong; border-radius: 3px; }
QScrollBar::handle:vertical { margin: 2px 3px; min-height: 32px; }
QScrollBar::handle:horizontal { margin: 3px 2px; min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

_PIECES = """
QFrame[kind="line"] { background: $line; border: none; }
QFrame[kind="line"][orientation="h"] { min-height: 1px; max-height: 1px; }
QFrame[kind="line"][orientation="v"] { min-width: 1px; max-width: 1px; }
QFrame[kind="card"] { background: $raised; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="panel"] { background: $paper; border: 1px solid $line; border-radius: 6px; }
QLabel[kind="circle"] { border: 1px solid $line-strong; border-radius: $round-22; color: $text-2;
    font-size: $12; font-weight: 600; min-width: $22; max-width: $22; min-height: $22; max-height: $22; }
QWidget[ground="window"] { background: $window; }
QWidget[ground="paper"] { background: $paper; }
QWidget[ground="sunken"] { background: $sunken; }
SegmentedControl { background: $sunken; border-radius: 6px; }
SegmentedControl QPushButton { background: transparent; border: 1px solid transparent; color: $text-2;
    font-weight: 400; padding: 0 $11; min-height: $24; border-radius: 5px; }
SegmentedControl QPushButton:hover { color: $text; }
SegmentedControl QPushButton:checked { background: $raised; color: $text; font-weight: 500;
    border-color: $line-strong; }
SegmentedControl QPushButton:focus { border: 2px solid $accent; padding: 0 $11-1; min-height: $24-2; }
SegmentedControl QPushButton:disabled { color: $disabled; }
Chip { background: $raised; border: 1px solid $line-strong; border-radius: 6px; }
Chip[kind="outlined"] { background: transparent; }
Chip[kind="dashed"] { background: transparent; border: 1px dashed $line-strong; }
Chip[hovered="true"] { background: $hover; }
Chip:focus { border: 2px solid $accent; }
Chip:disabled { border-color: $line; }
Tag { color: $text-2; background: $hover; border-radius: 4px; padding: 0 $5; font-size: $11; font-weight: 400;
    min-height: $16; max-height: $16; }
Tag[tone="accent"] { color: $accent; background: $accent-soft; }
Tag[tone="key"] { background: $raised; border: 1px solid $line-strong; min-height: $16; max-height: $16; }
InfoBar { background: $header; border: none; border-bottom: 1px solid $line; }
InfoBar QToolButton:hover, InfoBar QPushButton:hover { background: $raised; }
DockHeader { background: $window; }
"""
