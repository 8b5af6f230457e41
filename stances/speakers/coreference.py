"""Follows a source phrase to the speaker it stands for, inside one article.

Rules, not a model: each looks only at the article's names, in order, and at the speakers of
the quotations before. A phrase that leads nowhere stays its own description.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from stances.records import JOIN, Article, Quotation, Spans, Speaker
from stances.speakers.antecedents import antecedent
from stances.speakers.context import Context, Said
from stances.speakers.documents import author_of
from stances.speakers.lookback import described, introduced, named_before
from stances.speakers.names import words_of
from stances.speakers.persons import Key, is_honorific, sex_told
from stances.speakers.pronouns import PRONOUN_OF, Referent, find_body, find_person, sex_of
from stances.speakers.relaying import Channels
from stances.speakers.roles import (
    Phrase,
    is_akin,
    is_body,
    is_personal,
    is_plural,
    is_unnamed,
    read_phrase,
)
from stances.speakers.sentences import after_dateline
from stances.speakers.words import words

_RELATIVE = frozenset(("who", "which", "that"))
_OWNED = re.compile(r"^(his|her|their|its)\s+(?=\S)", re.IGNORECASE)
_OF_PERSON = re.compile(
    r"^((?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*)['’]s?\s|\b(?:for|of|to)\s((?:[A-Z][\w.’-]*\s?){1,4})$"
)
_POSSESSOR = re.compile(r"([^’']{2,60})['’]s\s")
_OF_THEIRS = re.compile(r"\bof\s+(his|hers|theirs|its own)$", re.IGNORECASE)
_OF_THEM = re.compile(r"^(?:one|two|three|some|several|most|many) of (?:them|those)\b", re.I)
_LABEL = re.compile(r"([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):\s")
_TOGETHER = re.compile(r"^([A-Z][^,]{1,60}) and ((?:Mrs?|Ms|Dr)?\.?\s?[A-Z][^,]{1,60})$")
_NAME_AND_COMMA = re.compile(r"\s((?:[^\W\d_][\w.’'-]*\s?){2,6}),")
_AGED = re.compile(r"^\d+-year-old$")
_NEAR = 200
_LONGEST = 600
_DEEPEST = 4


def find_speakers(article: Article, quotations: Sequence[Quotation]) -> list[Speaker]:
    """Give the speaker of each quotation, in the same order.

    Where nobody can be made out the speaker is empty. `Speaker.descriptions` begins with the
    source phrase itself, then gives what the article says of the same speaker elsewhere.
    """
    finder = _Finder(article, quotations)
    return [finder.find(quotation) for quotation in quotations]


class _Finder:
    """Follows the sources of one article, in order; remembers who spoke last."""

    def __init__(self, article: Article, quotations: Sequence[Quotation]) -> None:
        self.context = Context(article, quotations)
        self.text = article.text
        self.channels = Channels(article.text)
        self.sources = sorted((q.source[0][0], q.source) for q in quotations if q.source)
        self.content: Spans = ()
        self.depth = 0

    def find(self, quotation: Quotation) -> Speaker:
        self.content = quotation.content
        speaker = self._follow(quotation)
        if speaker.name:
            at = quotation.source[0][0] if quotation.source else quotation.start
            self.context.add(self._said(at, quotation.start, speaker))
        return speaker

    def _said(self, at: int, start: int, speaker: Speaker) -> Said:
        key = self.context.persons.full(words_of(speaker.name))
        phrase = read_phrase(speaker.name)
        plural = key is None and is_plural(phrase.head) and phrase.form == "role"
        person = key is not None or phrase.form == "person" or is_unnamed(phrase)
        return Said(at, start, speaker, key, plural, not person, person or is_personal(phrase))

    def _follow(self, quotation: Quotation) -> Speaker:
        if not quotation.source:
            return self._elided(quotation)
        relayed = self.channels.quoted_by(quotation)
        if relayed:
            return self._resolve(read_phrase(relayed[0]), relayed[1])
        text, at = self._source(quotation)
        if text.strip(" ,").lower() in _RELATIVE:
            start = max(self.context.paragraph(at)[0], at - _NEAR)
            before = antecedent(self.text[start:at])
            text, at = before or text, at - len(before)
        return self._resolve(read_phrase(text), at)

    def _source(self, quotation: Quotation) -> tuple[str, int]:
        """The words of a source and their place; a dateline is none, the subject after it is."""
        first = quotation.source[0][0]
        begin = after_dateline(self.text, self.context.paragraph(first)[0])
        cue = quotation.cue[0][0] if quotation.cue else 0
        if quotation.source[-1][1] <= begin < cue <= begin + _NEAR:
            return self.text[begin:cue].strip(), begin
        if len(quotation.source) > 1:
            return JOIN.join(self.text[s:e] for s, e in quotation.source)[:_LONGEST], first
        end = quotation.source[0][1]
        if first < cue < end:
            return self.text[first:cue][:_LONGEST], first
        return self.text[first : self._apposed(end)][:_LONGEST], first

    def _apposed(self, end: int) -> int:
        """Where a source ends with the name in apposition after it: "its chair, Ila Tesk"."""
        comma = self.text.find(",", max(0, end - 1), end + 1)
        named = self.context.persons.between(comma + 1, comma + 3) if comma >= 0 else []
        if not named or len(named[0][1]) < 2:
            return end
        match = _NAME_AND_COMMA.match(self.text, comma + 1)
        return match.end(1) if match else end

    def _resolve(self, phrase: Phrase, at: int) -> Speaker:
        if self.depth >= _DEEPEST:
            return Speaker(phrase.title, "", (phrase.text,), is_unnamed(phrase))
        self.depth += 1
        try:
            return self._by_form(phrase, at)
        finally:
            self.depth -= 1

    def _by_form(self, phrase: Phrase, at: int) -> Speaker:
        if phrase.form == "pronoun":
            return self._pronoun(phrase, at)
        together = _TOGETHER.match(phrase.core)
        apposed = phrase.name is not None and phrase.name.name not in phrase.core
        if together and not apposed and phrase.form in ("person", "entity"):
            return self._together(phrase, together, at)
        if phrase.form == "person":
            return self._person(phrase, phrase.name.name if phrase.name else phrase.title, at)
        if phrase.form == "entity":
            return self._entity(phrase, at)
        if phrase.form == "statement":
            return self._document(phrase, at)
        return self._role(phrase, at)

    def _together(self, phrase: Phrase, match: re.Match[str], at: int) -> Speaker:
        """Two persons who speak as one: "Tesk and Venn"."""
        known = self.context.persons.full
        pair = [read_phrase(part) for part in match.groups()]
        names = [part.name.name if part.name else part.title for part in pair]
        if not all(known(words_of(name)) for name in names):
            name = phrase.title
            return Speaker(name, "", (phrase.text,), is_unnamed(phrase))
        both = [self._person(part, name, at) for part, name in zip(pair, names, strict=True)]
        descriptions = dict.fromkeys(each for one in both for each in one.descriptions)
        name = " and ".join(one.name for one in both)
        return Speaker(name, "", (phrase.text, *descriptions))

    def _entity(self, phrase: Phrase, at: int) -> Speaker:
        name = phrase.title
        if self.context.persons.full(words_of(name)):
            return self._person(phrase, name, at)
        epithet = self._epithet(phrase, at)
        if epithet:
            return epithet
        return Speaker(self.context.body(name) or name, "", (phrase.text,), is_unnamed(phrase))

    def _person(self, phrase: Phrase, name: str, at: int) -> Speaker:
        persons = self.context.persons
        key = persons.full(words_of(name), at + 1)
        title = phrase.name.title if phrase.name and not is_honorific(phrase.name.title) else ""
        described = persons.descriptions(key) if key else []
        role = title or (persons.title(key) if key else "")
        best = persons.name(key) if key else name
        owned = self._owned(phrase, at)
        return Speaker(best, role, tuple(dict.fromkeys([phrase.text, *owned, *described])))

    def _role(self, phrase: Phrase, at: int) -> Speaker:
        before = described(self.context, phrase, at) if phrase.definite else None
        if isinstance(before, Speaker):
            return _with_description(before, phrase.text)
        if before:
            return self._person(phrase, self.context.persons.name(before), at)
        epithet = self._epithet(phrase, at)
        if epithet:
            return epithet
        owned = self._owned(phrase, at) or self._of_them(phrase, at)
        if phrase.definite and is_body(phrase.head) and phrase.core.count(" ") == 1:
            owned = owned or [d for d in (named_before(self.context, phrase.head, at),) if d]
        name = owned[0] if owned and _OWNED.match(phrase.text) else phrase.title
        name = read_phrase(name).title if owned else name
        return Speaker(name, "", tuple(dict.fromkeys((phrase.text, *owned))), is_unnamed(phrase))

    def _epithet(self, phrase: Phrase, at: int) -> Speaker | None:
        """The person last spoken of, for "the Texas Republican" and "the 54-year-old"."""
        known = phrase.head in words().epithets or _AGED.match(phrase.head)
        if not (known and phrase.definite and phrase.core.lower().startswith("the ")):
            return None
        found = self._first_person(PRONOUN_OF.get(sex_told(phrase.head), "who"), at)
        return _with_description(found, phrase.text) if found else None

    def _owned(self, phrase: Phrase, at: int) -> list[str]:
        """What a phrase with "its", "of hers" or a person's name in it says with the owner's name.

        Only of those who speak for their owner: a neighbour or a rival of his does not.
        """
        text = phrase.text
        first = _OWNED.match(text)
        last = None if first else _OF_THEIRS.search(phrase.core)
        match = first or last
        of_body = match is not None and match.group(1).lower().startswith(("it", "their"))
        if not (is_akin(phrase.head) or (of_body and phrase.head not in words().apart)):
            return []
        if match is None:
            return self._owner_named(phrase)
        owner = self._owner(match.group(1).lower(), at)
        if owner is None or not owner.name:
            return []
        possessor = _POSSESSOR.match(owner.name) if is_body(phrase.head) else None
        name = possessor.group(1) if possessor else owner.name
        named = [f"{name}’s {text[first.end() :]}"] if first else []
        return [*named, *owner.descriptions]

    def _of_them(self, phrase: Phrase, at: int) -> list[str]:
        """What describes those whom "one of them" belongs to: whoever spoke last, if several."""
        last = next(self.context.said_before(at), None) if _OF_THEM.match(phrase.text) else None
        near = last is not None and last.at >= self.context.paragraph(at)[0]
        return list(last.speaker.descriptions) if last and near and last.plural else []

    def _owner_named(self, phrase: Phrase) -> list[str]:
        """What describes the person in "Tesk’s office" and "a spokesman for Tesk"."""
        match = _OF_PERSON.search(phrase.core)
        owner = (match.group(1) or match.group(2)) if match else ""
        key = self.context.persons.full(words_of(owner)) if owner else None
        return self.context.persons.descriptions(key) if key else []

    def _owner(self, pronoun: str, at: int) -> Speaker | None:
        """Whom "his", "her", "its" or "their" at an offset stands for."""
        if sex_of(pronoun):
            return self._first_person(pronoun, at)
        return find_body(self.context, at, plural=pronoun.startswith("their"))

    def _document(self, phrase: Phrase, at: int) -> Speaker:
        """Whoever wrote the statement or letter; the document itself where nobody is named."""
        owner = self._author(phrase, at)
        if owner is None or not owner.name:
            return Speaker(phrase.title, "", (phrase.text,), False)
        descriptions = dict.fromkeys((phrase.text, *owner.descriptions))
        return replace(owner, descriptions=tuple(descriptions))

    def _author(self, phrase: Phrase, at: int) -> Speaker | None:
        match = _OWNED.match(phrase.text)
        if match:
            return self._owner(match.group(1).lower(), at)
        named = author_of(phrase.text, phrase.head)
        if named and not any(noun in named for noun in words().media):
            return self._resolve(read_phrase(named), at)
        if not phrase.definite:
            return None
        found = introduced(self.context, phrase, at)
        return self._resolve(read_phrase(found[0]), found[1]) if isinstance(found, tuple) else found

    def _pronoun(self, phrase: Phrase, at: int) -> Speaker:
        """Whoever the pronoun stands for; a plural one may be a body or a group."""
        if phrase.head in ("i", "we", "you") and not self._inside_quotation(at):
            return Speaker()  # whoever wrote the article
        if sex_of(phrase.head) or phrase.head in ("who", "i"):
            found = self._first_person(phrase.head, at)
        else:
            found = find_body(self.context, at, plural=phrase.plural)
            found = found or next((s.speaker for s in self.context.said_before(at)), None)
        return _with_description(found, phrase.text) if found else Speaker()

    def _inside_quotation(self, at: int) -> bool:
        return self.context.persons.is_quoted(at)

    def _first_person(self, pronoun: str, at: int) -> Speaker | None:
        for referent in find_person(self.context, pronoun, at, self.content):
            speaker = self._of_referent(referent, pronoun)
            if speaker:
                return speaker
        return None

    def _of_referent(self, referent: Referent, pronoun: str) -> Speaker | None:
        if referent.said:
            return referent.said.speaker
        key: Key | None = referent.key
        if referent.role:
            found = described(self.context, read_phrase(referent.role), referent.at)
            if found is None and "’" in referent.role.replace("'", "’"):
                found = self._role(read_phrase(referent.role), referent.at)
            if found is None or isinstance(found, Speaker):
                return found if found and _may_be(found, pronoun) else None
            key = found
        if key is None:
            return None
        known = self.context.persons.sex(key)
        if known and sex_of(pronoun) and known != sex_of(pronoun):
            return None
        name = self.context.persons.forms[key][0]
        return self._person(
            Phrase(name.name, "person", "", True, name, name.name), name.name, referent.at
        )

    def _elided(self, quotation: Quotation) -> Speaker:
        """The last speaker of the same sentence or paragraph, else the next one named in it."""
        at = quotation.start
        start, end = self.context.paragraph(at)
        label = _LABEL.match(self.text, start, min(end, start + 80))
        if label and label.end() <= at + 2:
            return self._labelled(label.group(1), start)
        before = next(self.context.said_before(at + 1), None)
        if quotation.cue and not (before and before.at >= self.context.sentence(at)[0]):
            subject = self._subject(quotation)
            if subject:
                return subject
        if before and before.at >= start:
            return before.speaker
        following = next((s for a, s in self.sources if at <= a < end), None)
        if following:
            first, last = following[0]
            return self._resolve(read_phrase(self.text[first:last]), first)
        if before and self.context.number(start) - self.context.number(before.at) == 1:
            return before.speaker
        return Speaker()

    def _subject(self, quotation: Quotation) -> Speaker | None:
        """Whoever the sentence of a cue without a source begins with, if that can speak."""
        cue = quotation.cue[0][0]
        start = after_dateline(self.text, self.context.sentence(cue)[0])
        if not start < cue <= start + _NEAR or self.context.persons.is_quoted(start):
            return None
        if any(first <= start < last for first, last in quotation.content):
            return None
        phrase = read_phrase(self.text[start:cue])
        if phrase.form in ("person", "statement") or is_unnamed(phrase):
            return self._resolve(phrase, start)
        body = self.context.opening_body(start, cue)
        return self._resolve(read_phrase(body), start) if body else None

    def _labelled(self, label: str, at: int) -> Speaker:
        """Whoever a line of an interview is labelled with; "A" is whom the questions are for."""
        if label not in ("A", "Answer"):
            return (
                Speaker() if label in ("Q", "Question") else self._resolve(read_phrase(label), at)
            )
        before = next((s.speaker for s in self.context.said_before(at) if s.person), None)
        first = next(iter(self.context.persons.forms.values()), None)
        if before or not first:
            return before or Speaker()
        name = first[0]
        return self._person(Phrase(name.name, "person", "", True, name, name.name), name.name, at)


def _may_be(speaker: Speaker, pronoun: str) -> bool:
    told = sex_told(speaker.name)
    return not told or not sex_of(pronoun) or told == sex_of(pronoun)


def _with_description(speaker: Speaker, text: str) -> Speaker:
    descriptions = dict.fromkeys((*speaker.descriptions, text))
    return replace(speaker, descriptions=tuple(descriptions))
