"""The register, who speaks for whom, and what the register refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.domain.documents import Attributes, Speaker, SpeakerMapping
from qualcode.domain.errors import Refusal
from qualcode.domain.participants import Participant, ParticipantDraft
from qualcode.services.documents import ImportRequest
from qualcode.services.project import Project
from tests.builders import PEOPLE, code, dump, preview_of


def _voice(study: Project, document: str, label: str) -> Speaker:
    found = study.documents.speakers(study.documents.find(document).id)
    return next(voice for voice in found if voice.label == label)


def _draft(person: Participant, **values: object) -> ParticipantDraft:
    draft = ParticipantDraft(
        person.speaker, person.group, person.label, person.number, person.sex, person.role, person.attributes
    )
    return replace(draft, **values)  # type: ignore[arg-type]  # fields of the draft


def _stored(study: Project, voice: Speaker) -> tuple[int | None, int, int]:
    with study.desk.read() as connection:
        query = "select participant_id, moderator, decided from speaker where id = ?"
        row = connection.exec_driver_sql(query, (voice.id,)).one()
    return row[0], row[1], row[2]


# who moderates ----------------------------------------------------------------------------------------------------


def test_who_gets_a_group_later_is_counted_from_then_on(study: Project) -> None:
    code(study, "workshop", "How did it start", "Mistakes")
    person = study.participants.find("Mod")
    assert _voice(study, "workshop", "Mod").moderator
    assert study.matrices.compute("code", ["group"], "segments").grand_total == 0
    assert _stored(study, _voice(study, "workshop", "Mod")) == (person.id, 0, 0)
    study.participants.import_drafts([ParticipantDraft("Mod", "Facilitators", "Facilitator", 1)])
    assert not _voice(study, "workshop", "Mod").moderator
    assert study.retrieval.segments()[0].groups == ("Facilitators",)
    assert study.matrices.compute("code", ["group"], "segments").grand_total == 1


def test_a_box_ticked_for_somebody_without_group_is_not_the_users_word(study: Project) -> None:
    found = replace(preview_of("more", "Mod: And now?\n\nC1: Now it works.\n"))
    mapping = (SpeakerMapping("Mod", "Mod", "Mod", moderator=True), SpeakerMapping("C1", "C1", "C1", moderator=True))
    study.documents.add([ImportRequest(found, mapping=mapping)])
    assert _voice(study, "more", "Mod").moderator
    assert [_stored(study, _voice(study, "more", label))[1] for label in ("Mod", "C1")] == [0, 1]
    voice = _voice(study, "workshop", "Mod")
    study.documents.set_speaker(voice.id, study.participants.find("Mod").id, True)
    assert _stored(study, voice)[1] == 0


def test_who_was_said_to_moderate_does_so_whatever_the_register_says(study: Project) -> None:
    study.documents.add(
        [ImportRequest(preview_of("x", "New: Hm.\n"), mapping=(SpeakerMapping("New", "New", None, True),))]
    )
    new = study.participants.add(ParticipantDraft("New", "Family carers", "Carer", 9))
    voice = _voice(study, "x", "New")
    assert (voice.participant_id, voice.moderator) == (new, True)
    study.participants.remove(new)
    assert _stored(study, voice) == (None, 1, 0)


def test_a_removed_moderator_leaves_a_speaker_of_whom_nothing_is_said(study: Project) -> None:
    study.participants.remove(study.participants.find("Mod").id)
    assert _stored(study, _voice(study, "workshop", "Mod")) == (None, 0, 0)


# who is nobody ----------------------------------------------------------------------------------------------------


def test_nobody_stays_nobody_through_imports_and_registrations(study: Project) -> None:
    voice = _voice(study, "workshop", "C1")
    study.documents.set_speaker(voice.id, None)
    study.documents.add([ImportRequest(preview_of("more", "C1: Other words.\n"))])
    study.participants.import_drafts([ParticipantDraft("Z", "Family carers", "Carer", 30)])
    assert _voice(study, "workshop", "C1").participant_id is None
    assert _voice(study, "more", "C1").participant_id == study.participants.find("C1").id


def test_nobody_at_import_stays_nobody_but_only_where_somebody_was_there_to_choose(study: Project) -> None:
    mapping = (SpeakerMapping("C1", "C1"), SpeakerMapping("Late", "Late"), SpeakerMapping("C 2", "C2"))
    text = "C1: One.\n\nLate: Two.\n\nC2: Three.\n"
    study.documents.add([ImportRequest(preview_of("x", text), mapping=mapping)])
    study.participants.add(ParticipantDraft("Late", "Family carers", "Carer", 31))
    people = {label: _voice(study, "x", label).participant_id for label in ("C1", "Late", "C2")}
    find = study.participants.find
    assert people == {"C1": None, "Late": find("Late").id, "C2": find("C2").id}


def test_of_labels_that_become_one_the_one_with_a_participant_decides(study: Project) -> None:
    mapping = (SpeakerMapping("K", "K"), SpeakerMapping("C9", "K", "C2"))
    study.documents.add([ImportRequest(preview_of("x", "K: One.\n\nC9: Two.\n"), mapping=mapping)])
    assert _voice(study, "x", "K").participant_id == study.participants.find("C2").id


def test_a_removed_participant_leaves_the_speakers_undecided(study: Project) -> None:
    voice = _voice(study, "workshop", "C1")
    study.documents.set_speaker(voice.id, study.participants.find("PR2").id)
    assert _stored(study, voice)[2] == 1
    study.participants.remove(study.participants.find("PR2").id)
    assert _stored(study, voice) == (None, 0, 0)
    study.participants.import_drafts([ParticipantDraft("Z", "Family carers", "Carer", 30)])
    assert _voice(study, "workshop", "C1").participant_id == study.participants.find("C1").id


# names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Élus", "Ärzte", "ÖFFENTLICH", "Straße"])
def test_groups_and_waves_are_known_in_any_case_of_any_letter(study: Project, name: str) -> None:
    study.participants.import_drafts([ParticipantDraft("A", name, "x", 1), ParticipantDraft("B", name.upper(), "x", 2)])
    assert study.participants.find("B").group == name
    first = study.participants.set_group(name)
    assert study.participants.set_group(name.upper(), population=4) == first
    study.documents.add([ImportRequest(preview_of("a", "A: One.\n"), Attributes(wave=name))])
    study.documents.add([ImportRequest(preview_of("b", "B: Two.\n"), Attributes(wave=f" {name.upper()} "))])
    assert study.documents.find("b").attributes.wave == name


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (ParticipantDraft("  "), "needs the speaker label"),
        (ParticipantDraft("."), "needs the speaker label"),
        (ParticipantDraft("New", "   "), "group needs a name"),
        (ParticipantDraft("New", "total"), "“total” is a heading"),
        (ParticipantDraft("New", "(Not assigned)"), "is a heading"),
        (ParticipantDraft("New", "Carers", None, 2**63), "number of “New” is too large"),
    ],
)
def test_what_the_register_cannot_hold_is_refused(study: Project, draft: ParticipantDraft, sentence: str) -> None:
    before, c1 = dump(study), study.participants.find("C1").id
    for act in (
        lambda: study.participants.import_drafts([draft]),
        lambda: study.participants.add(draft),
        lambda: study.participants.change(c1, draft),
    ):
        with pytest.raises(Refusal, match=sentence.replace("(", r"\(")):
            act()
    assert dump(study) == before


@pytest.mark.parametrize("name", ["", "  ", "Total", "(not assigned)"])
def test_a_group_has_a_name_of_its_own(study: Project, name: str) -> None:
    with pytest.raises(Refusal, match=r"needs a name|is a heading"):
        study.participants.set_group(name)
    for population in (-1, 2**63):
        with pytest.raises(Refusal, match="A population is a number of people"):
            study.participants.set_group("Family carers", population=population)


def test_a_speaker_label_belongs_to_one_participant(study: Project) -> None:
    before, person = dump(study), study.participants.find("C1")
    for taken in ("C2", " c 2."):
        with pytest.raises(Refusal, match="speaker label of somebody else"):
            study.participants.change(person.id, _draft(person, speaker=taken))
    with pytest.raises(Refusal, match="not in the register any more"):
        study.participants.change(999, _draft(person, speaker="C99"))
    with pytest.raises(Refusal, match=r"“A” and “a\.” are the same speaker label"):
        study.participants.import_drafts([ParticipantDraft("A"), ParticipantDraft("a.")])
    assert dump(study) == before
    study.participants.change(person.id, _draft(person, speaker="c1"))
    assert study.participants.find("C1").speaker == "c1"


# bringing the register up to date ---------------------------------------------------------------------------------


def test_an_unchanged_register_changes_nothing_with_or_without_labels(study: Project) -> None:
    bare = [replace(draft, label=None) for draft in PEOPLE]
    assert study.participants.import_drafts(PEOPLE) == (0, 0)
    assert study.participants.import_drafts(bare) == (0, 0)
    study.participants.set_group("Family carers", label="Family member")
    assert study.participants.import_drafts(bare) == (0, 0)
    assert study.participants.find("C1").label == "Family member"
    assert study.participants.import_drafts(
        [replace(bare[0], group="family CARERS", attributes={"years": "4", "x": ""})]
    ) == (0, 0)
    assert study.participants.import_drafts([replace(bare[0], sex="male")]) == (0, 1)
    assert study.participants.import_drafts([replace(bare[0], group="Others", number=50)]) == (0, 1)
    assert study.participants.find("C1").label == "Others"


def test_people_without_numbers_who_are_printed_alike_are_warned_about(study: Project) -> None:
    assert study.participants.warnings() == []
    study.participants.import_drafts([ParticipantDraft(each, "Guests", "Guest") for each in ("G1", "G2")])
    (warning,) = study.participants.warnings()
    assert warning.startswith("2 participants are printed alike, as (Guest): G1, G2.")
    with pytest.raises(Refusal, match="More than one participant"):
        study.participants.import_drafts([ParticipantDraft(each, "Guests", "Guest", 7) for each in ("G3", "G4")])
