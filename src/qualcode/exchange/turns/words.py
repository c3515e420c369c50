"""What a label looks like: a code, a role, a name, or a heading that is nobody's voice.

The lists hold English, Italian, German, French, Spanish and Portuguese; other languages are served by the way
in which labels recur.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

MAX_WORDS, MAX_LABEL = 4, 40


class Likeness(IntEnum):
    """What a label looks like, from what is never a speaker to what nearly always is one."""

    HEADING = 0
    PHRASE = 1
    NAME = 2
    CODE = 3


# Lines about the session or the person, as they stand above the first turn.
_METADATA = frozenset(
    """
    address age alter availability birth category city collector consent copyright country date datum dauer
    data dob duration durata duración duração durée edad education età fecha file gender geschlecht genre
    heure hora idade identifier job keywords language languages length lieu lingua local location luogo lugar
    name nationality nazione nom nombre nome number numero número occupation occupazione ora ort organisation
    organization place position profession professione project progetto projekt pseudonym recorded recording
    reference ref region sesso sex sexe sexo source sprache status subject setting site tema thema theme time
    titel title titolo titre título topic transcribed transcriber transcript transcription trascrizione
    uhrzeit version year zeit
    """.split()
)
# Openings of remarks, headings and numbered parts.
_REMARKS = frozenset(
    """
    abstract answer antwort appendix attention aufgabe background beispiel bemerkung capitolo caution cf
    chapter comment comments commento conclusion conclusione contents day domanda e.g eg ejemplo example
    exemple exemplo esempio ex fase fig figure figura frage fußnote footnote http https hinweis i.e ie
    important introduction introduzione item keyword legend legenda long memo n.b nb nota notas note notes
    notiz notizen ok p.s page pagina part parte pergunta phase post pregunta problem ps question reminder
    remark réponse resposta respuesta result results risposta schritt section sektion sezione session sessione
    step summary riassunto tabella table tabelle task teil tip to-do todo unit warning wave week
    """.split()
)
_QUESTIONS = frozenset("q question domanda frage pergunta pregunta".split())
_ANSWERS = frozenset("a answer risposta antwort réponse resposta respuesta".split())
_ROLES = frozenset(
    """
    all alle allievo alumno animateur animatrice assistant aluno befragte befragter caregiver carer chair
    child client coach coder colleague coordinator coordinatore coordinatrice daughter director direttore
    doctor donna enquêteur enquêtrice entrevistada entrevistado entrevistador entrevistadora everyone expert
    facilitator facilitatore facilitatrice father female frau gesprächspartner group gruppo guest host husband
    inf infermiera infermiere informant int intervistata intervistato intervistatore intervistatrice
    interviewee interviewees interviewer interviewerin interviewers intervieweur investigator leader male man
    manager mann medico mod moderador moderadora moderator moderatore moderatrice moderatorin mother nurse
    observer operator operatore operatrice participant participante partecipante participants partner patient
    paziente person presenter provider psychologist questioner researcher resident respondent respondente
    ricercatore ricercatrice several son speaker sprecher sprecherin staff student studente studentessa
    supervisor teacher teilnehmer teilnehmerin therapist translator tutti unidentified unknown uomo voce voice
    volunteer wife woman worker
    """.split()
)
_PARTICLES = frozenset(
    "and d da dal das de degli dei del della den der des di do dos du e el la le of the und van von &".split()
)
# Words that begin a sentence and no name.
_OPENERS = frozenset(
    """
    aber actually again allora also although an anyway as at außerdem because besides but by che come cosa dann das
    dass der die dunque ecco er es et finally first firstly for from furthermore he her here his how however if il in
    infatti infine inoltre insomma io is it its ja jedoch last lastly lei like look lui mais maybe meanwhile moreover
    my next now obviously of on our overall perché però poi porque quando que questo quindi remember second secondly
    she since so solo still such that the their then there therefore these they this those thus to un und unless
    until we well what when where which while who why wie with yes you your
    """.split()
)
_ORDINALS = frozenset("one two three four five first second third uno due tre eins zwei drei i ii iii iv v vi".split())
_CODE = re.compile(r"(?:[^\W\d_]{1,4}[ .\-]?\d{1,3}[A-Za-z]?|[A-ZÀ-ÖØ-Þ]{1,4}|[a-z])")
# Stems of numbers that count questions, hypotheses and figures, not people.
_COUNTED = frozenset("q rq h f fig eq".split())
_NUMBERED = re.compile(r"(?P<stem>.*?[^\W\d])[ .\-#]*(?P<number>\d{1,4})")


def tidy(label: str) -> str:
    """Return a label as it is shown: white space made single, marks of emphasis at its ends gone.

    >>> tidy("**PR  1**")
    'PR 1'
    """
    return " ".join(label.split()).strip("*_ ")


@lru_cache(maxsize=1024)
def likeness(label: str) -> Likeness:
    """Tell what ``label`` looks like.

    >>> [likeness(label).name for label in ("PR2", "Interviewer 1", "Mary Ann", "Date of birth")]
    ['CODE', 'CODE', 'NAME', 'HEADING']
    """
    words = label.split()
    if not words or len(words) > MAX_WORDS or len(label) > MAX_LABEL or not any(c.isalpha() for c in label):
        return Likeness.HEADING
    low = [word.casefold().strip("()#.,") for word in words]
    if is_metadata(label) or _is_remark(low):
        return Likeness.HEADING
    if _CODE.fullmatch(label.rstrip(".")) or any(word in _ROLES or word.rstrip("s") in _ROLES for word in low):
        return Likeness.CODE
    if low[0] in _OPENERS or (low[0] == "i" and len(low) > 1):
        return Likeness.HEADING
    capital = all(
        not word[0].islower() or small in _PARTICLES or small in _ORDINALS
        for word, small in zip(words, low, strict=True)
    )
    return Likeness.NAME if capital and low[0] not in _PARTICLES else Likeness.PHRASE


def is_metadata(label: str) -> bool:
    """Tell whether a label is that of a line about the session, such as its date.

    >>> is_metadata("Date of birth"), is_metadata("Place"), is_metadata("Data manager")
    (True, True, False)
    """
    low = [word.strip("().") for word in label.casefold().split()]
    if not low:
        return False
    followed = len(low) > 1 and low[1] in _PARTICLES
    return _stem(low) in _METADATA or (low[0] in _METADATA and followed)


def _is_remark(low: list[str]) -> bool:
    followed = len(low) > 1 and (low[1] in _PARTICLES or low[1] in _ORDINALS)
    return (
        _stem(low) in _REMARKS or (low[0] in _REMARKS and followed) or (len(low) > 1 and low[-1] in ("note", "notes"))
    )


def _stem(low: list[str]) -> str:
    whole = " ".join(low)
    match = _NUMBERED.fullmatch(whole)
    return match["stem"] if match else whole


def question_or_answer(label: str) -> str | None:
    """Return ``question`` or ``answer`` for a label of a written interview (``Q``, ``Answer``), else None."""
    low = label.casefold().rstrip(".")
    if low in _QUESTIONS:
        return "question"
    return "answer" if low in _ANSWERS else None


def counts_people(stem: str) -> bool:
    """Tell whether the stem of a numbered label may be that of people, as ``C`` of ``C1``."""
    return stem not in _COUNTED


def numbered(label: str) -> tuple[str, int] | None:
    """Return the stem and the number of a label, None when it does not end in one.

    >>> numbered("Speaker 2"), numbered("Speaker")
    (('speaker', 2), None)
    """
    match = _NUMBERED.fullmatch(label)
    return (match["stem"].casefold(), int(match["number"])) if match else None
