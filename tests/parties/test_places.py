"""Places by name: where no other table has a name."""

import pytest

from stances.parties.places import country_of


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Pulau Bali", "IDN"),
        ("Pulau Tengah Besar Kecil", "MYS"),
        ("Mount Everest", "NPL"),
        ("Gobi Desert", "CHN"),
        ("Kazakstan", "KAZ"),
        ("Vanautu", "VUT"),
        ("Zzyzxia", ""),
    ],
)
def test_names_of_places(name: str, country: str) -> None:
    assert country_of(name) == country
