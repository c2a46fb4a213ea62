"""Small words that give another language away within a sentence."""
# ruff: noqa: RUF001  # letters of other languages are what the table is about

import functools
from collections.abc import Mapping

from mtqa.text import lexicon
from mtqa.text.scripts import expected_scripts

_SHARED = 5.0  # zipf in the article's language from which a word is its own: 100 in a million
_SMALL_WORDS = {
    "de": """
        aber alle als am an auch auf aus bei bis da dann das dass dem den der des die diese doch
        du durch ein eine einem einen einer er es für habe haben hat hier ich ihr im immer in
        ist ja jetzt kann keine mal man mehr mich mir mit nach nicht noch nur oder schon sein
        sich sie sind so um und von vor war was wenn werden wie wieder wir wird wurde zu zum zur
        über
    """,
    "en": """
        about after all also an and are as at be been but by can do for from get good had has
        have he her his how if in is it its just like me more my new no not now of on one only
        or other our out people she so some than that the their them there they this time to up
        was we were what when which who will with would you your
    """,
    "es": """
        ahora al algo así años bien como con cuando de del desde donde dos día el en entre era
        es eso esta este esto está fue ha hace hacer hasta hay la las le lo los me mejor mi
        mucho muy más nada ni no nos para parte pero por porque puede que qué se ser si sin
        sobre solo son su sus también tan te tiempo tiene todo todos tu un una uno vez ya yo
    """,
    "fr": """
        ai après au aussi aux avec bien ce ces cette comme dans de des deux du elle en est et
        faire fait il ils je la le les leur lui mais me moi mon même ne nous on ont ou par pas
        peut plus pour qu quand que qui sa sans se ses si son sont suis sur tous tout très tu un
        une vous ça était été être
    """,
    "id": """
        ada adalah akan aku anak anda apa atau bahwa baik banyak baru beberapa besar bisa bukan
        dalam dan dapat dari dengan di dia hal hanya hari harus ia indonesia ingin ini itu jadi
        jangan jika juga kalau kami kamu karena ke kita lagi lain lebih masih mau memiliki
        menjadi mereka oleh orang pada pernah saat saja salah sama sangat satu saya sebagai
        sebuah sekarang semua sendiri seorang seperti setelah sudah tahun tak tapi telah
        tersebut tidak untuk waktu ya yang
    """,
    "it": """
        ad ai al alla alle anche anni che ci come con cosa così cui da dal dalla degli dei del
        della delle di dopo due ed era essere fare fatto gli ha hanno ho il in io la le lo loro
        ma mi ne nel nella non parte per perché più prima quando questa questo se si sia solo
        sono stato su sua sul suo ti tra tutti tutto un una uno
    """,
    "nl": """
        aan al alleen als andere ben bij dan dat de deze die dit doen door dus een en er gaan
        gaat geen goed haar heb hebben heeft het hier hij hoe ik in is jaar je kan kunnen maar
        maken me meer mensen met mijn moet na naar niet nog nu of om ons onze ook op over te
        tegen tot uit van veel voor waar was wat we wel werd wil worden wordt ze zich zijn zo
        zou
    """,
    "pl": """
        ale bardzo bez bo by być był było będzie ci co coś czy dla do gdy gdzie go ich ja jak
        jako jednak jego jej jest jestem jeszcze jeśli już kiedy które który lat lub ma mam mi
        mnie może na nawet nic nie no od oraz po pod przez roku się sobie są tak tam te tego tej
        ten teraz też to tylko tym wiem więc wszystko za ze że żeby
    """,
    "pt": """
        agora ainda anos ao aqui as assim até bem brasil com como da das de depois dia do dos
        ela ele em entre era este está eu fazer foi isso já mais mas me mesmo meu minha muito na
        nas no nos não onde os ou para pela pelo pessoas pode por quando que quem se sem ser seu
        seus sobre sua são só também te tem ter todos tudo um uma vai você vou
    """,
    "ro": """
        ai al ale am ani ar are au ca care ce cel cele chiar cu cum când că dacă dar de despre
        din dintre doar după ei el era este face fi fie foarte fost iar in la le lui mai mare
        mult ne noi nu pe pentru poate pot prin până românia sa sau se si sunt să te timp toate
        tot trebuie un va vor vă în într și
    """,
    "sv": """
        alla allt att av bara blir bra de den det detta dig du där då efter eller en ett finns
        från få får för går gör göra ha hade han har hon hur här in inte jag ju kan kommer lite
        man med men mer mig min mycket måste ni nu när någon och också om på se sig ska skulle
        som så ta till under upp ut vad var vara vet vi vill än är även år över
    """,
    "tr": """
        ama artık aynı bana ben beni benim bile bir birlikte biz bu böyle büyük da daha de devam
        değil diye diğer doğru en fazla gibi göre gün güzel her hiç iki ile ilk ise iyi için
        kadar kendi ki mi mı nasıl ne neden olan olarak oldu olduğu olduğunu olur sadece sana
        sen seni son sonra tarafından tek tüm türk türkiye var ve veya ya yeni yer yok zaman çok
        önce şey şu
    """,
}
"""The commonest words of languages in Latin letters that much news is written in: those of two
letters or more among the first 80 of wordfreq."""


def judged(lang: str) -> bool:
    """Whether foreign words can be told from a language's own: it has a frequency list, or is not
    written in Latin letters.

    >>> judged("en"), judged("ka"), judged("sq")
    (True, True, False)
    """
    return lang in lexicon.LANGUAGES or "Latin" not in (expected_scripts(lang) or {"Latin"})


@functools.cache
def small_words(lang: str) -> frozenset[str]:
    """All of the telling words."""
    return frozenset(telling_words(lang))


@functools.cache
def telling_words(lang: str) -> Mapping[str, frozenset[str]]:
    """Small words that are not of `lang`, each with the bare languages it is of.

    >>> telling_words("en")["dass"], "the" in telling_words("en")
    (frozenset({'de'}), False)
    """
    listed = lang in lexicon.LANGUAGES
    found: dict[str, set[str]] = {}
    for other, words in _SMALL_WORDS.items():
        for word in words.split() if other != lang else ():
            if not listed or lexicon.zipf(word, lang) < _SHARED:
                found.setdefault(word, set()).add(other)
    return {word: frozenset(languages) for word, languages in found.items()}
