"""Currencies and units of measure by language, and the numbers that carry them."""

# ruff: noqa: RUF001  # words of many languages

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mtqa.text.figures import Figure, figures
from mtqa.text.wordtable import SPACELESS, WordTable

_SIGNS = {
    "$": "dollar", "US$": "dollar", "A$": "dollar", "C$": "dollar", "HK$": "dollar",
    "NT$": "dollar", "USD": "dollar", "AUD": "dollar", "CAD": "dollar", "€": "euro", "EUR": "euro",
    "£": "pound", "GBP": "pound", "¥": "yuan/yen", "￥": "yuan/yen", "RMB": "yuan", "CNY": "yuan",
    "JPY": "yen", "₽": "rouble", "RUB": "rouble", "₴": "hryvnia", "UAH": "hryvnia", "₺": "lira",
    "TRY": "lira", "TL": "lira", "₹": "rupee", "INR": "rupee", "Rs": "rupee", "₩": "won",
    "KRW": "won", "CHF": "franc", "zł": "zloty", "PLN": "zloty", "Kč": "koruna", "CZK": "koruna",
    "R$": "real", "BRL": "real", "SEK": "krona", "NOK": "krona", "DKK": "krona", "ISK": "krona",
    "%": "percent", "％": "percent", "٪": "percent",
}  # fmt: skip
# A slash parts what a sign may stand for.

_LATIN = (
    "km:km m:m kg:kg cm:cm mm:mm mg:mg mph:mph kmh:km/h euro:eur dollar:usd pound:gbp ha:ha kw:kw"
    " mw:mw gw:gw gb:gb mb:mb tb:tb mhz:mhz ghz:ghz"
)
_UNITS = {
    "cs": "dollar:dolar* euro:euro,eura,eur pound:liber,libra,libry koruna:korun*,kč rouble:rubl*"
    " percent:procent* km:kilometr* m:metr* kg:kilogram* t:tun* year:rok*,let,roce"
    " day:den,dny,dn* week:týden,týdn* month:měsíc* hour:hodin* minute:minut* mile:mil,míl*",
    "de": "dollar:dollar*,us-dollar euro:euro* pound:pfund yen:yen yuan:yuan,renminbi rouble:rubel*"
    " franc:franken krona:kronen lira:lira zloty:zloty rupee:rupien percent:prozent*"
    " km2:quadratkilometer* m2:quadratmeter* mile2:quadratmeile*"
    " km:kilometer* m:meter* cm:zentimeter* mile:meile* foot:fuß inch:zoll kg:kilogramm*,kilo*"
    " g:gramm t:tonne* pound:pfund litre:liter* ha:hektar* acre:acre,acres year:jahr*"
    " month:monat* week:woche* day:tag,tage,tagen hour:stunde*,uhr minute:minute*"
    " second:sekunde*",
    "en": "dollar:dollar,dollars,bucks euro:euro,euros pound:pound,pounds,sterling,quid yen:yen"
    " yuan:yuan,renminbi rouble:rouble*,ruble,rubles,rubels hryvnia:hryvnia* franc:franc,francs"
    " krona:krona,kronor,krone,kroner,crowns,krónur koruna:crowns,koruna*,czk lira:lira,liras"
    " zloty:zloty,zlotys,zlotych rupee:rupee,rupees real:reais,real won:won"
    " percent:percent,cent,percentage km:kilometre*,kilometer*,kms,k m:metre,metres,meter,meters"
    " cm:centimetre*,centimeter* mm:millimetre*,millimeter* mile:mile,miles yard:yard,yards"
    " foot:foot,feet,ft inch:inch,inches kg:kilogram*,kilogramme*,kilo,kilos,kgs"
    " g:gram,grams,gramme,grammes t:tonne,tonnes,ton,tons lb:pound,pounds,lb,lbs"
    " ounce:ounce,ounces litre:litre*,liter,liters gallon:gallon,gallons barrel:barrel,barrels"
    " ha:hectare,hectares acre:acre,acres year:year,years,year's,years',yr,yrs"
    " month:month,months,months' week:week,weeks,week's,weeks' day:day,days,day's,days'"
    " hour:hour,hours,hour's,hours',hr,hrs minute:minute,minutes,min,mins"
    " second:second,seconds,sec,secs",
    "es": "dollar:dólar,dólares euro:euro,euros pound:libra,libras peso:peso,pesos yen:yen,yenes"
    " yuan:yuan,yuanes percent:ciento km:kilómetro,kilómetros m:metro,metros mile:milla,millas"
    " kg:kilo,kilos,kilogramo,kilogramos t:tonelada,toneladas litre:litro,litros year:año,años"
    " month:mes,meses week:semana,semanas day:día,días hour:hora,horas minute:minuto,minutos",
    "et": "dollar:dollar* euro:euro* pound:nael* percent:protsen* km:kilomeet* m:meet* mile:miil*"
    " kg:kilo* t:tonn* year:aasta* month:kuu,kuud week:nädal* day:päev* hour:tund*,tunni*"
    " minute:minut*",
    "fi": "dollar:dollar* euro:euro* pound:punta*,punna* rouble:rupla* percent:prosen*"
    " km:kilometri*"
    " m:metri* mile:maili* kg:kilo,kiloa,kilon t:tonni* litre:litra* year:vuosi,vuot*,vuode*"
    " month:kuukau* week:viikko* day:päivä* hour:tunti*,tunni* minute:minuut*",
    "fr": "dollar:dollar,dollars euro:euro,euros pound:livre,livres yen:yen,yens yuan:yuan,yuans"
    " rouble:rouble* franc:franc,francs percent:cent km:kilomètre* m:mètre,mètres"
    " mile:mille,miles kg:kilo,kilos,kilogramme* t:tonne,tonnes litre:litre,litres ha:hectare*"
    " year:an,ans,année,années month:mois week:semaine* day:jour,jours hour:heure,heures"
    " minute:minute,minutes",
    "it": "dollar:dollar* euro:euro pound:sterlin* percent:cento km:chilomet* m:metro,metri"
    " mile:miglio,miglia kg:chilo,chili,chilogramm* t:tonnell* litre:litro,litri year:anno,anni"
    " month:mese,mesi week:settiman* day:giorno,giorni hour:ora,ore minute:minuto,minuti",
    "ja": "dollar:ドル,米ドル euro:ユーロ pound:ポンド yen:円 yuan:元,人民元 rouble:ルーブル"
    " won:ウォン percent:%,パーセント"
    " km2:平方キロメートル,平方キロ"
    " km:キロメートル,㎞ m:メートル mile:マイル t:トン year:年間,年 month:か月,カ月,ヶ月,ヵ月"
    " week:週間 day:日間 hour:時間"
    " minute:分間,分",
    "nl": "dollar:dollar* euro:euro* pound:pond,ponden percent:procent* km:kilometer*"
    " m:meter,meters"
    " mile:mijl,mijlen kg:kilo,kilogram* t:ton,tonnen litre:liter,liters year:jaar,jaren"
    " month:maand* week:week,weken day:dag,dagen hour:uur,uren minute:minuut,minuten",
    "pl": "dollar:dolar* euro:euro pound:funt* zloty:złot* rouble:rubl* percent:procent*"
    " km:kilometr*"
    " m:metr* mile:mil,mila,mile kg:kilo,kilogram* t:ton,tony year:rok,roku,lat,lata"
    " month:miesi* week:tydzie*,tygodn* day:dni,dzień hour:godzin* minute:minut*",
    "pt": "dollar:dólar,dólares euro:euro,euros pound:libra,libras real:real,reais percent:cento"
    " km:quilômet*,quilómet* m:metro,metros mile:milha,milhas kg:quilo,quilos,quilograma*"
    " t:tonelada* litre:litro,litros year:ano,anos month:mês,meses week:semana,semanas"
    " day:dia,dias hour:hora,horas minute:minuto,minutos",
    "ru": "dollar:доллар* euro:евро pound:фунт* yen:иен*,йен* yuan:юан* rouble:рубл*,руб"
    " hryvnia:гривен,гривн* franc:франк* krona:крон* lira:лир* percent:процент* km:километр*,км"
    " m:метр*,м cm:сантиметр*,см mile:мил*,миль foot:фут* kg:килограмм*,кг g:грамм* t:тонн*"
    " litre:литр* ha:гектар*,га lb:фунт* year:год*,лет,летн* month:месяц* week:недел*"
    " day:день,дня,дней,дни,сут* hour:час* minute:минут*,мин second:секунд*",
    "tr": "dollar:dolar* euro:euro*,avro* pound:sterlin* lira:lira* percent:yüzde km:kilometre*"
    " m:metre* kg:kilo* t:ton year:yıl* month:ay week:hafta* day:gün* hour:saat* minute:dakika*",
    "uk": "dollar:долар* euro:євро pound:фунт* rouble:рубл* hryvnia:гривен*,гривн*,грн"
    " percent:відсот* km:кілометр*,км m:метр* kg:кілограм*,кг t:тонн* year:рок*,років"
    " month:місяц* week:тиж* day:день,дні,днів hour:годин* minute:хвилин*",
    "zh": "dollar:美元,美金,加元,澳元,港元,港币,新元,元 euro:欧元 pound:英镑 yen:日元,日圆"
    " yuan:元,人民币,元人民币 rouble:卢布 won:韩元"
    " franc:瑞郎,瑞士法郎 percent:%,％ km2:平方公里,平方千米 m2:平方米"
    " km:公里,千米 m:米 cm:厘米 mm:毫米 mile:英里 foot:英尺"
    " inch:英寸 kg:公斤,千克 g:克"
    " mg:毫克 t:吨 litre:升 ha:公顷 acre:英亩 year:年,岁,周年 month:个月 week:周,个星期 day:天,日"
    " hour:小时,个小时 minute:分钟"
    " second:秒 lb:磅 pound:磅",
}
_MONEY = (
    "dollar euro pound yuan yen rouble hryvnia lira rupee won franc zloty koruna real krona peso"
)
KINDS: Mapping[str, frozenset[str]] = {
    "money": frozenset(_MONEY.split()),
    "length": frozenset({"km", "m", "cm", "mm", "mile", "yard", "foot", "inch"}),
    "weight": frozenset({"kg", "g", "mg", "t", "lb", "ounce"}),
    "area": frozenset({"ha", "acre", "km2", "m2", "mile2", "foot2"}),
    "time": frozenset({"year", "month", "week", "day", "hour", "minute", "second"}),
}
"""Units of one kind, one of which may be taken for another; what is in none is never compared."""

_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))})\s?\Z"
)
_AFTER = re.compile(
    rf"[\s-]?(?:{'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))})(?![^\W\d_])"
)
_NEXT_WORD = re.compile(
    r"\.?[\s\u00a0-]{0,2}(?:US[-\s]|of\s|de\s|d['\u2019]|(?P<square>(?:square|sq|кв|квадратн\w{1,3})\.?\s))?"
    r"(?P<word>[^\W\d_]+(?:/h)?)(?P<squared>[²2]|\s(?:carr|cuadrad|quadrad|quadrat))?",
    re.IGNORECASE,
)
_SYMBOL = 2  # letters of a symbol, "m" or "kg", which is a unit behind a figure only
_REACH = 8  # code points looked at before and after a number in a script without spaces


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the units that may be meant (usually one), from its start to the unit's end."""

    figure: Figure
    start: int
    end: int
    units: frozenset[str]


def quantities(text: str, lang: str | None) -> Iterator[Quantity]:
    """The numbers in digits that have a unit known in this language.

    >>> [(q.units, text[q.start : q.end]) for text in ["It cost $5m for 3 miles."]
    ...     for q in quantities(text, "en")]
    [(frozenset({'dollar'}), '$5m'), (frozenset({'mile'}), '3 miles')]
    """
    for figure in figures(text, lang):
        if (sign := _BEFORE.search(text[max(0, figure.start - 5) : figure.start])) is not None:
            start = figure.start - len(sign[0])
            yield Quantity(figure, start, figure.end, _signed(sign[0]))
        elif (sign := _AFTER.match(text, figure.end)) is not None:
            yield Quantity(figure, figure.start, sign.end(), _signed(sign[0]))
        elif (unit := _unit_after(text, figure.end, lang)) is not None:
            yield Quantity(figure, figure.start, unit[0], unit[1])


def retold(text: str, lang: str | None) -> Mapping[int, int]:
    """Where figures start that are told twice, in another unit behind in brackets: each the other.

    >>> retold("It lies 45 miles (72 kilometres) away, at 12 km.", "en")
    {8: 18, 18: 8}
    """
    twins: dict[int, int] = {}
    for one, other in pairwise(quantities(text, lang)):
        gap = text[one.end : other.start].strip()
        kinds = {kind(unit) for unit in one.units} & {kind(unit) for unit in other.units} - {None}
        if gap in ("(", "\uff08") and kinds and one.units.isdisjoint(other.units):
            twins |= {one.figure.start: other.figure.start, other.figure.start: one.figure.start}
    return twins


def named_units(text: str, lang: str | None) -> set[str]:
    """The units that a text has a word for, with a number or without: "six metres". One or two
    letters are no word, for they stand in "a.m.", "I'm" and "M&S" too.

    >>> named_units("I'm told of waves of up to six metres at 7 p.m.", "en")
    {'m'}
    >>> named_units("I'm told of waves at 7 p.m.", "en")
    set()
    """
    table = _table(lang)
    if table is None:
        return set()
    longest = _SYMBOL if table.is_spaced else 0
    return {
        key for found in table.find(text) if found.end - found.start > longest for key in found.keys
    }


def kind(unit: str) -> str | None:
    """What a unit measures; None for one that is never compared.

    >>> kind("mile"), kind("percent")
    ('length', None)
    """
    return next((name for name, units in KINDS.items() if unit in units), None)


def _signed(sign: str) -> frozenset[str]:
    return frozenset(_SIGNS[sign.strip(" -\u00a0\u202f\u2009\n\t")].split("/"))


def _unit_after(text: str, end: int, lang: str | None) -> tuple[int, frozenset[str]] | None:
    table = _table(lang)
    if table is None:
        return None
    if not table.is_spaced:
        match = table.pattern.match(text, end) or table.pattern.match(text, end + 1)
        return (match.end(), frozenset(table.exact[match[0]])) if match else None
    match = _NEXT_WORD.match(text, end)
    if match is None:
        return None
    square = "2" if match["square"] or match["squared"] else ""
    keys = frozenset(f"{key}{square}" for key in table.of_word(match["word"].lower()))
    return (match.end("word"), keys) if keys else None


@cache
def _table(lang: str | None) -> WordTable | None:
    if lang not in _UNITS:
        return None
    latin = "" if lang in SPACELESS else f" {_LATIN}"
    return WordTable.of(_UNITS[lang] + latin, lang)
