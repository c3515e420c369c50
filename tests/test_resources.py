"""What the package ships: codebooks, fonts, icons, the colours of the themes."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
CODEBOOKS = sorted((RESOURCES / "codebooks").glob("*.csv"))
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
COLUMNS = "name parent origin provenance codable locked definition inclusion exclusion example atypical".split()


def rows_of(codebook: Path) -> list[dict[str, str]]:
    with codebook.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames == COLUMNS
    return rows


class TestCodebooks:
    def test_index_names_every_file(self) -> None:
        index = json.loads((RESOURCES / "codebooks" / "index.json").read_text("utf-8"))
        assert {entry["file"] for entry in index} == {file.name for file in CODEBOOKS}
        assert all(set(entry) == {"key", "file", "title", "description", "source"} for entry in index)
        assert all(entry["file"] == entry["key"] + ".csv" for entry in index)
        assert [entry["key"] for entry in index] == [
            "co-destruction",
            "unintended-consequences",
            "co-production",
            "public-involvement-barriers",
        ]

    @pytest.mark.parametrize("codebook", CODEBOOKS, ids=lambda file: file.stem)
    def test_is_well_formed(self, codebook: Path) -> None:
        rows = rows_of(codebook)
        names = [row["name"] for row in rows]
        assert len(set(names)) == len(names)
        for number, row in enumerate(rows):
            assert row["parent"] == "" or row["parent"] in names[:number], "parents stand before children"
            assert row["origin"] in ("deductive", "inductive")
            assert {row["codable"], row["locked"]} <= {"yes", "no"}
            assert all(value == value.strip() for value in row.values())
            assert row["definition"]
            if row["codable"] == "yes":
                assert all(row[column] for column in COLUMNS), row["name"]

    def test_co_destruction_is_the_codebook_of_the_study(self) -> None:
        rows = rows_of(RESOURCES / "codebooks" / "co-destruction.csv")
        codes = [row for row in rows if row["codable"] == "yes"]
        assert [code["name"] for code in codes] == [
            "Absence of information",
            "Insufficient level of trust",
            "Lack of clear expectations",
            "Inability to serve",
            "Inability to change",
            "Mistakes",
            "Customer misbehaviour",
            "Blaming",
            "Lack of bureaucratic competence",
            "Lack of transparency",
        ]
        assert {(code["parent"], code["origin"], code["locked"]) for code in codes} == {
            ("Deductive", "deductive", "yes")
        }
        assert Counter(code["provenance"] for code in codes) == {
            "Järvi et al. 2018": 6,
            "Järvi et al. 2018; Engen et al. 2020": 2,
            "Engen et al. 2020": 2,
        }
        two_sources = [row["name"] for row in rows if ";" in row["provenance"]]
        assert two_sources == ["Inability to serve", "Mistakes"]
        branches = [(row["name"], row["parent"], row["origin"]) for row in rows if row["codable"] == "no"]
        assert branches == [("Deductive", "", "deductive"), ("Inductive", "", "inductive")]
        assert rows[-1]["name"] == "Inductive"

    def test_public_involvement_crosses_moments_with_loci(self) -> None:
        rows = rows_of(RESOURCES / "codebooks" / "public-involvement-barriers.csv")
        codes = [row for row in rows if row["codable"] == "yes"]
        found = Counter((code["parent"], code["definition"].rpartition("Locus: ")[2]) for code in codes)
        moments = ("Antecedent barriers", "Process barriers", "Negative effects")
        loci = ("citizens.", "team.", "researchers/providers.", "system.")
        assert found == {(moment, locus): 1 for moment in moments for locus in loci}

    @pytest.mark.parametrize("codebook", CODEBOOKS, ids=lambda file: file.stem)
    def test_codes_refer_to_codes_that_exist(self, codebook: Path) -> None:
        """An exclusion that ends in `: <Name of a code>.` sends the coder to that code."""
        rows = rows_of(codebook)
        names = {row["name"] for row in rows}
        for row in rows:
            for target in re.findall(r": ([A-Z][^.:]+)\.", row["exclusion"]):
                assert all(name in names for name in target.split(" or ")) or target in names, (
                    row["name"],
                    target,
                )


class TestFonts:
    @pytest.fixture(params=FONTS, ids=lambda file: file.stem)
    def font(self, request: pytest.FixtureRequest, qapp: object) -> Iterator[tuple[Path, int]]:
        number = QFontDatabase.addApplicationFont(str(request.param))
        yield request.param, number
        QFontDatabase.removeApplicationFont(number)

    def test_loads_under_its_family_name(self, font: tuple[Path, int]) -> None:
        file, number = font
        assert number >= 0
        family = "Inter" if file.stem.startswith("Inter") else "Source Serif 4"
        assert QFontDatabase.applicationFontFamilies(number)[0].startswith(family)

    def test_has_the_letters_of_our_languages(self, font: tuple[Path, int]) -> None:
        raw = QRawFont(str(font[0]), 16)
        assert [letter for letter in "aàèéìòùÀÈäöüßçñ–—“”«»…’·×€" if not raw.supportsCharacter(ord(letter))] == []

    def test_styles_of_the_look_are_there(self) -> None:
        assert [file.stem for file in FONTS] == [
            "Inter_400Regular",
            "Inter_500Medium",
            "Inter_600SemiBold",
            "SourceSerif4_400Regular",
            "SourceSerif4_400Regular_Italic",
            "SourceSerif4_600SemiBold",
        ]

    @pytest.mark.parametrize("name", ["fonts/OFL-Inter.txt", "fonts/OFL-SourceSerif4.txt", "icons/LICENSE-lucide.txt"])
    def test_licences_are_there(self, name: str) -> None:
        assert "Copyright" in (RESOURCES / name).read_text("utf-8")


class TestIcons:
    def test_there_are_enough(self) -> None:
        assert len(ICONS) >= 80

    @pytest.mark.parametrize("icon", ICONS, ids=lambda file: file.stem)
    def test_parses_and_draws(self, icon: Path, qtbot: QtBot) -> None:
        content = icon.read_bytes()
        root = ElementTree.fromstring(content)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert QSvgRenderer(QByteArray(content)).isValid()
        if icon.stem != "qualcode":  # the mark has colours of its own
            assert root.attrib["stroke"] == "currentColor"
            assert root.attrib["stroke-width"] == "1.75"
            assert root.attrib["viewBox"] == "0 0 24 24"


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, after WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class TestThemes:
    tokens = json.loads((RESOURCES / "themes" / "tokens.json").read_text("utf-8"))

    def test_contrast_of_black_and_white(self) -> None:
        assert contrast("#000000", "#FFFFFF") == pytest.approx(21)

    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("ground", ["window", "paper", "raised"])
    @pytest.mark.parametrize("ink", ["text", "text-2", "text-3", "accent"])
    def test_text_is_legible(self, theme: str, ground: str, ink: str) -> None:
        colours = self.tokens["colour"]
        assert contrast(colours[ink][theme], colours[ground][theme]) >= 4.5

    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("signal", ["success", "warning", "danger"])
    def test_signals_are_legible_on_their_grounds(self, theme: str, signal: str) -> None:
        colours = self.tokens["colour"]
        assert contrast(colours[signal][theme], colours[signal + "-soft"][theme]) >= 4.5

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_stripes_stand_out(self, theme: str) -> None:
        for code in self.tokens["codePalette"]:
            for ground in ("window", "paper", "raised"):
                stripe, colour = code[theme]["stripe"], self.tokens["colour"][ground][theme]
                assert contrast(stripe, colour) >= 3, (code["name"], ground)
