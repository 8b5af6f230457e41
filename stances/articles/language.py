"""The language of a text, by its script and its most frequent words."""

import re
from collections import Counter

_SAMPLE = 20_000
_FEW_LETTERS = 5
_FEW_WORDS = 20
_MANY_WORDS = 60
_LEAST_ENGLISH = 0.04
_LEAST_OTHER = 0.08
_CLEAR = 1.5
_WORD = re.compile(r"[^\W\d_]+")
UNKNOWN = "und"

LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "bg": "Bulgarian", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "ta": "Tamil", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

# The characters of each script; Latin is whatever is a letter and stands in none of them.
_SCRIPTS = {
    "ru": "[\u0400-\u052f]",
    "ar": "[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]",
    "he": "[\u0590-\u05ff]",
    "el": "[\u0370-\u03ff\u1f00-\u1fff]",
    "hi": "[\u0900-\u097f]",
    "bn": "[\u0980-\u09ff]",
    "ta": "[\u0b80-\u0bff]",
    "th": "[\u0e00-\u0e7f]",
    "ka": "[\u10a0-\u10ff]",
    "hy": "[\u0530-\u058f]",
    "ko": "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]",
    "zh": "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]",
}
_SCRIPT_PATTERNS = {language: re.compile(pattern) for language, pattern in _SCRIPTS.items()}
# Letters that only one language of a script has: (script, language, letters, least share).
_LETTERS = (
    ("ru", "uk", "іїєґІЇЄҐ", 0.02),
    ("ru", "bg", "ъЪ", 0.01),
    ("ar", "ur", "ٹڈڑےں", 0.02),
    ("ar", "fa", "پچژگکی", 0.02),
    ("zh", "ja", "のはをにがでとたしいるなてもかれっンスルトクリラアイ", 0.1),
)
# Written for this project: some of the words that are frequent in each language, with the
# ones left out that are frequent in English too.
_WORDS = {
    "en": "the of and to that with for his they from by were has have been said not this "
    "which their who would it its will but as at he are be or had after about on we you",
    "de": "der die das und ist nicht von zu mit den dem ein eine einer auf sich für auch im "
    "wird sind wurde nach bei aus über noch haben hat sagte",
    "fr": "le la les des du et est une dans que qui pour pas sur avec au aux par ce cette sont "
    "il elle ont été mais plus leur ses",
    "es": "el la los las y que en un una por con del para no se su al como más pero fue ha "
    "sus este esta dijo sobre",
    "it": "il di che la e per non un una del della è sono con gli nel alla dei le ha da anche "
    "come più ma delle si",
    "pt": "o os as e que do da em um uma para não com dos das no na por mais ao foi se como "
    "são pelo pela disse",
    "nl": "de het een van en dat niet voor zijn met op te ook maar aan door werd heeft naar "
    "nog wordt bij er deze uit",
    "pl": "i w na z do nie się że to jest jak przez od po dla oraz przy który był ale tym za",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra ise olduğunu "
    "değil dedi etti",
    "sv": "och att det som en är av för på med till den inte har ett om var från sig men ska "
    "de kan vid",
    "da": "og at det som en er af for på med til den ikke har et om var fra sig men skal de "
    "kan ved blev",
    "no": "og å det som en er av for på med til den ikke har et om var fra seg men skal de "
    "kan ved ble",
    "fi": "ja on ei että oli se hän mutta myös ovat kun kuin tai mukaan sekä jo vain niin",
    "ro": "și de în la pe cu să nu care din este mai a pentru o că un fost sunt prin ale",
    "cs": "a se na je že v s z do to i o jako za ve jsou by ale pro který byl po podle",
    "hu": "a az és hogy nem is egy volt meg ez de csak azt már mint vagy el szerint után",
    "id": "yang dan di ini itu dengan untuk tidak dari dalam akan pada juga ke karena oleh "
    "telah mereka adalah kata",
    "vi": "và của là các có được cho không trong người một những với này đã để theo khi từ về",
}
_ENGLISH_TOO = frozenset(
    "a all am an as at by come do for had i in is me no on or s so to us".split()
)
_WORD_SETS = {
    language: frozenset(words.split()) - (_ENGLISH_TOO if language != "en" else frozenset())
    for language, words in _WORDS.items()
}


def guess_language(text: str) -> str:
    """The ISO 639-1 code of a text's language; "" where too little is there to tell.

    Looks at the first 20,000 characters: the script that most letters belong to, and for
    Latin script the language whose most frequent words make up most of the text (Ingle 1976).
    English is preferred unless another is well ahead, so that quotes in another language do
    not matter. "und" (undetermined) is a text without the frequent words of any language here.

    >>> guess_language("Das ist nicht der Weg, den die Regierung mit der Armee geht, " * 3)
    'de'
    >>> guess_language("Too short.")
    ''
    """
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(_WORD.findall(sample.lower()))


def _by_script(sample: str) -> str:
    """The language of the script that most letters belong to; "" for Latin."""
    other = len(sample) - len(sample.encode("ascii", "ignore"))
    if other * 4 <= len(sample) - sample.count(" "):  # too few for any script; the usual case
        return ""
    letters = sum(map(len, _WORD.findall(sample)))
    counts = {name: len(found.findall(sample)) for name, found in _SCRIPT_PATTERNS.items()}
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < _FEW_LETTERS or counts[script] * 2 <= letters:
        return ""
    for name, language, own, share in _LETTERS:
        if name == script and sum(map(sample.count, own)) >= share * counts[script]:
            return language
    return script


def _by_words(words: list[str]) -> str:
    if len(words) < _FEW_WORDS:
        return ""
    tally = Counter(words)
    counts = {
        language: sum(tally[word] for word in known) for language, known in _WORD_SETS.items()
    }
    english = counts.pop("en")
    best = max(counts, key=lambda language: counts[language])
    if counts[best] >= _LEAST_OTHER * len(words) and counts[best] > _CLEAR * english:
        return best
    if english >= _LEAST_ENGLISH * len(words):
        return "en"
    return UNKNOWN if len(words) >= _MANY_WORDS else ""
