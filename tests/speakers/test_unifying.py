"""One speaker over several articles. All names invented."""

from stances.records import Cue, Party, Source, Speaker, Statement
from stances.speakers import unify_speakers

ARVANIA = Party("ARVANIA", "Arvania", "", ("it says so",), 0.9)
BELMARK = Party("BELMARK", "Belmark", "", (), 0.9)
NOBODY = Party()


def said(article: str, name: str, party: Party, role: str = "", unnamed: bool = False) -> Statement:
    speaker = Speaker(name, role, (name, f"{role} {name}".strip()), unnamed)
    source = Source(name)
    return Statement(
        f"{article}:1", article, "direct", "said", "no", (), Cue(), source, speaker, party
    )


def test_a_last_name_is_the_only_full_name_of_its_party() -> None:
    found = unify_speakers([said("a", "Ila Tesk", ARVANIA), said("b", "Tesk", ARVANIA)])
    assert [each.speaker.name for each in found] == ["Ila Tesk", "Ila Tesk"]
    assert found[0].speaker.variants == found[1].speaker.variants == ("Tesk",)


def test_a_last_name_of_two_stays_itself() -> None:
    given = [
        said("a", "Ila Tesk", ARVANIA),
        said("b", "Oru Tesk", ARVANIA),
        said("c", "Tesk", ARVANIA),
    ]
    assert unify_speakers(given)[2].speaker.name == "Tesk"


def test_parties_keep_namesakes_apart() -> None:
    found = unify_speakers([said("a", "Ila Tesk", ARVANIA), said("b", "Tesk", BELMARK)])
    assert found[1].speaker.name == "Tesk"


def test_a_known_party_is_carried_to_where_it_is_open() -> None:
    found = unify_speakers([said("a", "Ila Tesk", ARVANIA), said("b", "Ila Tesk", NOBODY)])
    assert found[1].party.id == "ARVANIA"
    assert found[1].party.confidence < ARVANIA.confidence
    assert found[1].party.evidence[-1] == '"Ila Tesk" speaks for Arvania in article a'


def test_a_last_name_needs_its_office_to_be_known_again() -> None:
    full = said("a", "Ila Tesk", ARVANIA, "Foreign Minister")
    held = unify_speakers([full, said("b", "Tesk", NOBODY, "Foreign Minister")])[1]
    assert (held.speaker.name, held.party.id) == ("Ila Tesk", "ARVANIA")
    other = unify_speakers([full, said("b", "Tesk", NOBODY)])[1]
    assert (other.speaker.name, other.party.id) == ("Tesk", None)


def test_the_unnamed_stay_apart() -> None:
    given = [said("a", "official", ARVANIA, unnamed=True), said("b", "Arvanian official", ARVANIA)]
    assert unify_speakers(given) == [given[0], unify_speakers(given)[1]]


def test_the_order_of_articles_changes_nothing() -> None:
    given = [
        said("a", "Tesk", ARVANIA),
        said("b", "Ila Tesk", ARVANIA),
        said("c", "Ila Tesk", NOBODY),
    ]
    forward, backward = unify_speakers(given), unify_speakers(given[::-1])
    assert forward == backward[::-1]
