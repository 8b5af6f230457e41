"""How near two spellings of one name are: slips of the pen, and other ways into Latin letters."""

_ARTICLES = frozenset("al el ad ar as ash at az the".split())
# In this order: what one language writes with two letters another writes with one.
_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("zh", "j"), ("dj", "j"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("q", "k"),
    ("w", "v"), ("y", "i"), ("c", "k"), ("kh", "ch"), ("x", "ks"), ("ts", "s"), ("tz", "s"),
)  # fmt: skip
_VOWELS = frozenset("aeiou")


def loosened(key: str) -> str:
    """A key without articles, spaces, doubled letters and the commonest choices of spelling.

    >>> loosened("al qusayr") == loosened("kusair"), loosened("khovsgol")
    (True, 'kovsgol')
    """
    parts = key.split()
    kept = [part for part in parts if part not in _ARTICLES] if len(parts) > 1 else parts
    text = "".join(kept or parts)
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    return "".join(c for i, c in enumerate(text) if not i or c != text[i - 1])


def skeleton(key: str) -> str:
    """The consonants of a loosened key, and a first vowel.

    >>> skeleton("kanpur"), skeleton("uruzgan")
    ('knpr', 'urzgn')
    """
    text = loosened(key)
    return text[:1] + "".join(c for c in text[1:] if c not in _VOWELS)


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with the next; `most` + 1 where it takes more.

    Optimal string alignment (Boytsov 2011), in time linear in both lengths.

    >>> distance("eygpt", "egypt", 2), distance("iran", "ireland", 2)
    (1, 3)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row, older = row, [i], before
        for j, wanted in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        before = above
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
