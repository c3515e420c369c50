"""The quick way through a simple document gives what the walk gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.exchange.readers.wordprocessing.flat import flat_text
from qualcode.exchange.readers.wordprocessing.losses import Losses
from qualcode.exchange.readers.wordprocessing.walk import Walker
from tests.exchange.word_files import STRICT, TRANSITIONAL, document, paragraph, run, table


class NoNotes:
    """A document without footnotes."""

    def note(self, kind: str, number: str) -> etree._Element | None:
        """Find nothing."""
        return None


PIECES = st.sampled_from(
    [
        "Anna: ",
        "words",
        run("a\nb"),
        run("Bold", "<w:b/>"),
        run("not", '<w:b w:val="off"/>'),
        run("styled", '<w:rStyle w:val="Strong"/>'),
        run("styled off", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'),
        run("hidden", "<w:vanish/>"),
        "<w:r><w:t/></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:tab/><w:br/><w:t>x</w:t><w:softHyphen/></w:r>",
        "<w:r><w:commentReference/></w:r>",
        f"<w:hyperlink>{run('link')}</w:hyperlink>",
        '<w:proofErr w:type="spellStart"/>',
    ]
)
PROPERTIES = st.sampled_from(
    [
        "",
        '<w:pStyle w:val="Heading"/>',
        '<w:pStyle w:val="Plain"/>',
        "<w:numPr/>",
        '<w:tabs><w:tab w:val="left"/></w:tabs>',
        "<w:rPr><w:b/><w:vanish/></w:rPr>",
    ]
)
PARAGRAPHS = st.lists(st.builds(lambda parts, how: paragraph(*parts, properties=how), st.lists(PIECES), PROPERTIES))


@given(
    PARAGRAPHS,
    st.sampled_from([TRANSITIONAL, STRICT]),
    st.sampled_from([frozenset[str](), frozenset({"Heading"}), frozenset({"Heading", "Strong"})]),
)
def test_quick_way_and_walk_agree(paragraphs: list[str], namespace: str, bold: frozenset[str]) -> None:
    root = etree.fromstring(document("".join(paragraphs), namespace).encode())
    quick, walked = Losses(), Losses()
    found = flat_text(root, f"{{{namespace}}}", quick, bold)
    assert found == Walker(root, walked, NoNotes(), bold).walk_through()
    assert quick == walked
    assert quick.written == quick.imported


def test_anything_else_is_left_to_the_walk() -> None:
    for body in (
        table(("a",)),
        paragraph(f"<w:ins>{run('x')}</w:ins>"),
        paragraph("<w:r><w:footnoteReference/></w:r>"),
        paragraph("<mc:AlternateContent/>"),
        paragraph("<m:oMath/>"),
        paragraph('<w:r><w:sym w:font="Symbol" w:char="61"/></w:r>'),
        paragraph("a", properties="<w:rPr><w:del/></w:rPr>"),
    ):
        losses = Losses()
        root = etree.fromstring(document(body).encode())
        assert flat_text(root, f"{{{TRANSITIONAL}}}", losses, frozenset()) is None
        assert losses == Losses()
