"""A plain baseline for attitudes: words that tell conflict from cooperation.

The classes are those of the PLOVER event ontology (Halterman et al., 2023), folded into verbal
and material cooperation and conflict. The words were collected for this project.
"""

import re

from stances.quotations.cues import stem

VERBAL_COOPERATION, MATERIAL_COOPERATION, VERBAL_CONFLICT, MATERIAL_CONFLICT = 1, 2, 3, 4

_WORDS = {
    VERBAL_COOPERATION: "agree praise welcome thank congratulate hail laud applaud commend support "
    "endorse back promise pledge offer invite meet visit talk discuss consult negotiate sign "
    "apologise apologize assure approve greet host mediate accept hope appeal reconcile express",
    MATERIAL_COOPERATION: "give send deliver donate supply grant lend fund aid help assist train "
    "release free withdraw lift ease share cooperate provide rebuild rescue shelter evacuate "
    "return hand restore ship extradite finance repatriate",
    VERBAL_CONFLICT: "accuse condemn criticise criticize blame denounce reject deny warn threaten "
    "demand protest refuse slam decry rebuke lambast dismiss object dispute complain charge claim "
    "insist vow oppose sue recall call",
    MATERIAL_CONFLICT: "attack bomb shell strike kill wound fire shoot seize capture occupy invade "
    "raid arrest detain expel sanction blockade ban block destroy clash fight ambush shut close "
    "deport jail cut suspend freeze hit storm burn abduct kidnap assault break besiege execute",
}
_CLASS_OF = {word: label for label, words in _WORDS.items() for word in words.split()}
_NEGATIVE = frozenset(
    "fail lie threaten lose damage corrupt weak wrong bad worst reckless cruel scandal failure "
    "dangerous disaster fraud crime guilty abuse betray shame disgrace incompetent cynical".split()
)
_POSITIVE = frozenset(
    "win good best great strong brave honest skilful success hero calm wise courage trust fair "
    "patient admire deserve generous tireless popular effective".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def event_class(words: str) -> int:
    """The class of the first word that has one, 1 to 4; 0 where none has.

    >>> event_class("had praised"), event_class("shelled a town in"), event_class("the")
    (1, 4, 0)
    """
    for word in _WORD.findall(words):
        for form in stem(word):
            if form in _CLASS_OF:
                return _CLASS_OF[form]
    return 0


def polarity(words: str) -> int:
    """How many more positive than negative words there are.

    >>> polarity("an honest man"), polarity("attacked by a cruel enemy")
    (1, -2)
    """
    total = 0
    for word in _WORD.findall(words):
        forms = stem(word)
        kind = next((_CLASS_OF[form] for form in forms if form in _CLASS_OF), 0)
        total += kind in (VERBAL_COOPERATION, MATERIAL_COOPERATION) or any(
            form in _POSITIVE for form in forms
        )
        total -= kind in (VERBAL_CONFLICT, MATERIAL_CONFLICT) or any(
            form in _NEGATIVE for form in forms
        )
    return total
