"""Months and days of the week in any inflected form, to compare a text with its source.

`mtqa.text.dates` reads whole dates of one text; here a name is enough, in any case or ending.
"""

# ruff: noqa: RUF001  # words of many languages

import re
from collections.abc import Mapping
from functools import cache

from mtqa.text.wordtable import SPACELESS, Found, WordTable

_NUMBERED = SPACELESS | {"ko"}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_EAST_ASIAN = " ".join(f"{n}{{0}},{str(n).translate(_WIDE)}{{0}}" for n in range(1, 13))
_MONTHS = {
    "bg": "януари,ян февруари,февр март април май юни юли август септември октомври ноември"
    " декември",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "cs": "leden,ledna,lednu,lednem,lednov* únor* březen,březn* duben,dubn* květen,květn*"
    " červen,června,červnu,červnem,červnov* červenec,červenc* srpen,srpn* září,zářij* říjen,říjn*"
    " listopad* prosinec,prosinc*",
    "da": "januar* februar* marts,mart* april* maj juni* juli* august* september* oktober*"
    " november* december*",
    "de": "januar*,jänner*,jan februar*,feber,feb märz*,mär april*,apr mai,mais juni*,jun"
    " juli,julis,jul august*,aug september*,sept,sep oktober*,okt november*,nov dezember*,dez",
    "en": "january,jan,january's february,feb march,mar april,apr may june,jun july,jul august,aug"
    " september,sept,sep october,oct november,nov december,dec",
    "es": "enero,ene febrero,feb marzo abril mayo junio julio agosto septiembre,setiembre,sept"
    " octubre noviembre diciembre,dic",
    "et": "jaanuar* veebruar* märts* aprill* mai,mail,mais juuni* juuli* august* septemb* oktoob*"
    " novemb* detsemb*",
    "fi": "tammiku* helmiku* maalisku* huhtiku* toukoku* kesäku* heinäku* elokuu* syysku* lokaku*"
    " marrasku* jouluku*",
    "fr": "janvier,janv février,févr mars avril mai juin juillet,juil août,aout septembre,sept"
    " octobre,oct novembre,nov décembre,déc",
    "hr": "siječ* veljač* ožuj* travan*,travn* svib* lip* srp* kolovoz* ruj* listopad* studen*"
    " prosin*",
    "hu": "január* február* március* április* május* június* július* augusztus* szeptember*"
    " október* november* december*",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "is": "janúar* febrúar* mars apríl* maí júní* júlí* ágúst* september* október* nóvember*"
    " desember*",
    "it": "gennaio,genn febbraio,febbr marzo aprile maggio giugno luglio agosto settembre ottobre"
    " novembre dicembre",
    "ja": _EAST_ASIAN.format("月"),
    "ko": " ".join(f"{number}월*" for number in range(1, 13)),
    "lt": "saus* vasar* kov* baland* geguž* biržel* liep* rugpjū* rugsėj* spal* lapkri* gruod*",
    "lv": "janvār* februār* mart* aprīl* maij* jūnij* jūlij* august* septemb* oktob* novemb*"
    " decemb*",
    "nb": "januar* februar* mars april* mai juni* juli* august* september* oktober* november*"
    " desember*",
    "nl": "januari,jan februari,feb maart april mei juni juli augustus september oktober november"
    " december",
    "pl": "styczeń,styczn* luty,lutego,lutym,lutow* marzec,marc* kwiecień,kwietn* maj,maja,maju"
    " czerwiec,czerwc* lipiec,lipc* sierpień,sierpn* wrzesień,wrześni*,wrzesn* październik*"
    " listopad* grudzień,grudni*",
    "pt": "janeiro,jan fevereiro,fev março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
    " decembrie",
    "ru": "январ*,янв феврал*,фев март* апрел*,апр май,мая,мае,маем,майск* июн* июл* август*,авг"
    " сентябр*,сент октябр*,окт ноябр*,нояб декабр*,дек",
    "sk": "január* február* marec,marc* apríl* máj* jún* júl* august* septemb* október*,októbr*"
    " novemb* decemb*",
    "sl": "januar* februar* marec,marc* april* maj* junij* julij* avgust* septemb* oktob* novemb*"
    " decemb*",
    "sv": "januari* februari* mars april* maj juni* juli* augusti* september* oktober* november*"
    " december*",
    "tr": "ocak* şubat* mart* nisan* mayıs* haziran* temmuz* ağustos* eylül* ekim* kasım* aralı*",
    "uk": "січ* лют* берез*,березн* квіт* травен*,травн* черв* лип* серп* верес*,вересн* жовт*"
    " листопад* груд*",
    "zh": _EAST_ASIAN.format("月"),
}
_SMALL = frozenset(
    (
        "bg", "ca", "da", "es", "et", "fi", "fr", "hu", "is", "it", "lv", "nb", "nl", "pt", "ro",
        "ru", "sv",
    )
)  # fmt: skip
"""Languages in which names of months, but for those of `_WORDS_TOO`, mean nothing else if they are
written small."""
_TOLD = {
    "de": re.compile(
        r"\b(?:im|seit|bis|ab|von|anfang|mitte|ende|letzten|vergangenen|nächsten|diesen|zum|und)\s\Z",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:in|since|until|till|by|from|to|of|last|this|next|during|through|and|late|early|before"
        r"|after)\s\Z",
        re.IGNORECASE,
    ),
}
"""Languages that write them with a capital, as names are: what stands before a month."""
_NAME_BEHIND = re.compile(r"\s[A-Z][a-z]")
_WORDS_TOO = frozenset(("3", "5"))
_REACH = 12  # code points before a month
_DAYS = {
    "bg": "понеделник*,понеделнич* вторник* сряда,срядата четвъртък* петък* събота,съботата,съботн*"
    " неделя,неделята,неделн*",
    "cs": "pondělí,pondělk*,pondělní* úter* střed* čtvrt* pátek,pátk*,páteč* sobot* neděl*",
    "da": "mandag* tirsdag* onsdag* torsdag* fredag* lørdag* søndag*",
    "de": "montag* dienstag* mittwoch* donnerstag* freitag* samstag*,sonnabend* sonntag*",
    "en": "monday,mondays,monday's,mon tuesday,tuesdays,tuesday's,tue,tues wednesday,wednesdays,"
    "wednesday's,wed thursday,thursdays,thursday's,thu,thurs friday,fridays,friday's,fri saturday,"
    "saturdays,saturday's,sat sunday,sundays,sunday's,sun",
    "es": "lunes martes miércoles jueves viernes sábado* domingo*",
    "et": "esmaspäev* teisipäev* kolmapäev* neljapäev* reed* laupäev* pühapäev*",
    "fi": "maanantai* tiistai* keskiviik* torstai* perjantai* lauantai* sunnuntai*",
    "fr": "lundi,lundis mardi,mardis mercredi,mercredis jeudi,jeudis vendredi,vendredis samedi,"
    "samedis dimanche,dimanches",
    "gu": "સોમવાર* મંગળવાર* બુધવાર* ગુરુવાર*,ગુરૂવાર* શુક્રવાર* શનિવાર* રવિવાર*",
    "ha": "litinin talata laraba alhamis juma'a,jumma'a asabar lahadi",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार,बृहस्पतिवार शुक्रवार शनिवार रविवार",
    "hu": "hétfő* kedd* szerd* csütörtök* péntek* szombat* vasárnap*",
    "is": "mánuda* þriðjuda* miðvikuda* fimmtuda* föstuda* laugarda* sunnuda*",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "ja": "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    "kk": "дүйсенбі* сейсенбі* сәрсенбі* бейсенбі* жұма,жұмада сенбі* жексенбі*",
    "ko": "월요일* 화요일* 수요일* 목요일* 금요일* 토요일* 일요일*",
    "lt": "pirmadien* antradien* trečiadien* ketvirtadien* penktadien* šeštadien* sekmadien*",
    "nb": "mandag* tirsdag* onsdag* torsdag* fredag* lørdag* søndag*",
    "nl": "maandag* dinsdag* woensdag* donderdag* vrijdag* zaterdag* zondag*",
    "pl": "poniedziałek,poniedziałk* wtorek,wtork* środ* czwartek,czwartk* piątek,piątk* sobot*"
    " niedziel*",
    "ru": "понедельн* вторн* сред*,среду четверг* пятниц* суббот* воскресен*",
    "sv": "måndag* tisdag* onsdag* torsdag* fredag* lördag* söndag*",
    "tr": "pazartesi* salı* çarşamba* perşembe* cuma,cuması,cumaya cumartesi* pazar,pazara",
    "uk": "понеділ* вівтор* серед* четвер* п'ятниц*,п’ятниц* субот* неділ*",
    "zh": "星期一,周一,礼拜一 星期二,周二,礼拜二 星期三,周三,礼拜三 星期四,周四,礼拜四"
    " 星期五,周五,礼拜五 星期六,周六,礼拜六 星期日,星期天,周日,礼拜天",
}


@cache
def months(lang: str | None) -> WordTable | None:
    """Names of months, keys "1" to "12"; None for a bare language that is not listed.

    >>> [found.keys for found in months("de").find("im Jänner und Anfang März")]
    [('1',), ('3',)]
    """
    return _numbered(_MONTHS, lang)


def is_numbered(lang: str | None) -> bool:
    """Whether the names of months in a bare language are numbers."""
    return lang in _NUMBERED


def means_a_month(found: Found, text: str, lang: str | None) -> bool:
    """Whether a name of a month in a text can hardly mean anything else, where no number stands
    beside it. March and May are words or names in most languages.

    >>> text = "In May he left, in June she came, said June Brown."
    >>> [one.start for one in months("en").find(text) if means_a_month(one, text, "en")]
    [19]
    """
    if _WORDS_TOO.intersection(found.keys):
        return False
    if lang in _TOLD:
        before = text[max(0, found.start - _REACH) : found.start]
        return bool(_TOLD[lang].search(before)) and not _NAME_BEHIND.match(text, found.end)
    return lang in _SMALL and text[found.start].islower()


@cache
def days(lang: str | None) -> WordTable | None:
    """Names of the days of the week, keys "1" (Monday) to "7"; None for a language not listed."""
    return _numbered(_DAYS, lang)


def _numbered(rows: Mapping[str, str], lang: str | None) -> WordTable | None:
    if lang is None or lang not in rows:
        return None
    named = (f"{number}:{words}" for number, words in enumerate(rows[lang].split(), start=1))
    return WordTable.of(" ".join(named), lang)
