"""The language of a text. Every sample was written for this test."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stances.articles import guess_language

SAMPLES = {
    "en": "The minister said on Monday that her government would not accept the offer, because "
    "it was made after the talks had ended and nobody in the capital had seen it.",
    "de": "Die Ministerin sagte am Montag, dass ihre Regierung das Angebot nicht annehmen wird, "
    "weil es nach dem Ende der Gespräche kam und niemand in der Hauptstadt davon wusste.",
    "fr": "La ministre a dit lundi que son gouvernement ne va pas accepter l'offre, parce qu'elle "
    "est venue après la fin des discussions et que personne dans la capitale ne la connaissait.",
    "es": "La ministra dijo el lunes que su gobierno no va a aceptar la oferta, porque llegó "
    "después de las conversaciones y nadie en la capital la conocía por los medios.",
    "it": "La ministra ha detto lunedì che il suo governo non accetta la proposta, perché è "
    "arrivata dopo la fine dei colloqui e nessuno nella capitale ne sapeva nulla.",
    "pt": "A ministra disse na segunda-feira que o governo não vai aceitar a proposta, porque "
    "chegou depois das conversas e ninguém na capital sabia dela, nem os jornais da cidade.",
    "nl": "De minister zei maandag dat haar regering het aanbod niet zal aannemen, omdat het na "
    "de gesprekken kwam en niemand in de hoofdstad er iets van wist, ook de pers niet.",
    "pl": "Minister powiedziała w poniedziałek, że jej rząd nie przyjmie oferty, bo przyszła po "
    "rozmowach i nikt w stolicy o niej nie wiedział, a to jest dla nas ważne, jak się okazało.",
    "tr": "Bakan pazartesi günü hükümetinin bu teklifi kabul etmeyeceğini söyledi, çünkü teklif "
    "görüşmelerden sonra geldi ve başkentte bir kişi bile bunu daha önce görmedi, dedi ve için.",
    "id": "Menteri itu mengatakan pada hari Senin bahwa pemerintah tidak akan menerima tawaran "
    "ini karena datang setelah pembicaraan dan orang di ibu kota belum tahu, kata dia dengan.",
    "ru": "Министр сказала в понедельник, что её правительство не примет предложение.",
    "uk": "Міністерка сказала в понеділок, що її уряд не прийме цю пропозицію від сусідів.",
    "bg": "Министърката каза в понеделник, че правителството няма да приеме това предложение, "
    "защото то дошло след края на разговорите и никой в града не знаел за него; въпросът стои.",
    "ar": "قالت الوزيرة يوم الاثنين إن حكومتها لن تقبل العرض لأنه جاء بعد انتهاء المحادثات",
    "fa": "وزیر روز دوشنبه گفت که دولت او این پیشنهاد را نمی‌پذیرد چون پس از پایان گفتگو بود",
    "he": "השרה אמרה ביום שני כי ממשלתה לא תקבל את ההצעה",
    "el": "Η υπουργός είπε τη Δευτέρα ότι η κυβέρνησή της δεν θα δεχθεί την πρόταση",
    "hi": "मंत्री ने सोमवार को कहा कि उनकी सरकार यह प्रस्ताव स्वीकार नहीं करेगी",
    "zh": "部长星期一表示政府不会接受这个提议因为谈判已经结束",
    "ja": "大臣は月曜日に、政府はこの提案を受け入れないと述べた。",
    "ko": "장관은 월요일에 정부가 이 제안을 받아들이지 않을 것이라고 말했다",
}


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_languages_are_told_apart(language: str) -> None:
    assert guess_language(SAMPLES[language]) == language


@pytest.mark.parametrize("language", sorted(set(SAMPLES) - {"en"}))
def test_english_that_quotes_another_language_is_english(language: str) -> None:
    quote = SAMPLES[language]
    assert guess_language(f"{SAMPLES['en']} “{quote}” {SAMPLES['en']} {SAMPLES['en']}") == "en"


@pytest.mark.parametrize("text", ["", "12 : 34", "Talks go on in Arvania", "Nein, danke.", "“…”"])
def test_too_short_to_tell(text: str) -> None:
    assert guess_language(text) == ""


def test_a_text_without_frequent_words_is_undetermined() -> None:
    assert guess_language("lorem ipsum dolor amet consectetur elit " * 20) == "und"


def test_a_long_text_takes_no_longer() -> None:
    start = time.perf_counter()
    guess_language("word " * 2_000_000)
    assert time.perf_counter() - start < 1


@given(st.text())
def test_any_text_gives_a_code(text: str) -> None:
    assert len(guess_language(text)) in (0, 2, 3)
