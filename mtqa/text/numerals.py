"""Number words, scales and number formats by language.

Words are enough to find in a translation what its source spells in digits ("12" and "twelve", "2
Mio." and "2 million"), not to write numbers: inflected forms are listed, compounds are built from
their parts in `mtqa.text.figures`.
"""

# ruff: noqa: RUF001  # words of many languages

from collections.abc import Mapping
from functools import cache

from mtqa.text.wordtable import WordTable

_POINT = """
    am bn bo cy en fil ga gu ha he hi ig ja kn ko lg lo ml mr ms mt my ne ng om or pa rw sd si so sw
    ta te th ti tn ug wo yo yue zh
"""
_COMMA = """
    az ba be bg bs ca cs da de el et eu fi fo fr gl hr hu hy id is it ka kk ky lb lt lv mk mn nb nl
    nn no pl pt ro ru sk sl sq sr sv tg tk tr tt uk uz vi
"""
POINT_LANGUAGES = frozenset(_POINT.split())
"""Bare languages with a decimal point, as CLDR has them."""

COMMA_LANGUAGES = frozenset(_COMMA.split())
"""Bare languages with a decimal comma, as CLDR has them. In others (Spanish, which has both, Arabic
and Persian, those of South Africa) a number that can be read in two ways is read in both."""

_SCALES = {
    "af": "1e3:duisend 1e6:miljoen 1e9:miljard",
    "ar": "1e3:ألف,آلاف,الف,ألفا 1e6:مليون,ملايين,مليونا 1e9:مليار,مليارات,بليون 1e12:تريليون",
    "az": "1e3:min 1e6:milyon 1e9:milyard",
    "be": "1e3:тысяч*,тыс 1e6:мільён*,млн 1e9:мільярд*,млрд",
    "bg": "1e3:хиляд*,хил 1e6:милион*,млн 1e9:милиард*,млрд 1e12:трилион*",
    "bn": "1e3:হাজার 1e5:লাখ,লক্ষ 1e6:মিলিয়ন 1e7:কোটি 1e9:বিলিয়ন",
    "ca": "1e3:mil,milers 1e6:milió,milions 1e9:miliard,miliards,mil_milions,milers_de_milions"
    " 1e12:bilió,bilions",
    "cs": "1e3:tisíc*,tis 1e6:mili?n*,mil,mio 1e9:miliard*,mld 1e12:bili?n*,bil",
    "da": "1e3:tusind* 1e6:million*,mio,mill 1e9:milliard*,mia,mrd 1e12:billion*",
    "de": "1e3:tausend*,tsd 1e5:lakh* 1e6:million*,mio,mill 1e7:crore* 1e9:milliard*,mrd,mia"
    " 1e12:billion*",
    "el": "1e3:χιλιάδες,χιλιάδων,χιλ 1e6:εκατομμύρι*,εκατομμυρί*,εκατ"
    " 1e9:δισεκατομμύρι*,δισεκατομμυρί*,δισ 1e12:τρισεκατομμύρι*,τρισ",
    "en": "1e2:hundred,hundreds 1e3:thousand,thousands,k 1e5:lakh,lakhs"
    " 1e6:million,millions,mn,mln,mil,m 1e7:crore,crores 1e9:billion,billions,bn,bln,b"
    " 1e12:trillion,trillions,tn,trn",
    "es": "1e3:mil,miles 1e6:millón,millones,mdd 1e9:millardo*,mil_millones,miles_de_millones"
    " 1e12:billón,billones",
    "et": "1e3:tuhat,tuhande*,tuhan* 1e6:miljon*,mln 1e9:miljard*,mld 1e12:triljon*",
    "fa": "1e3:هزار 1e6:میلیون 1e9:میلیارد,بیلیون 1e12:تریلیون",
    "fi": "1e3:tuhat*,tuhan* 1e6:miljoon*,milj 1e9:miljard*,mrd 1e12:biljoon*",
    "fr": "1e3:mille,millier,milliers 1e6:million,millions 1e9:milliard,milliards,md,mds"
    " 1e12:billion,billions",
    "gu": "1e3:હજાર* 1e5:લાખ* 1e6:મિલિયન* 1e7:કરોડ* 1e9:અબજ,બિલિયન",
    "he": "1e3:אלף,אלפים,אלפי 1e6:מיליון,מיליוני,מליון 1e9:מיליארד,מיליארדי 1e12:טריליון",
    "hi": "1e3:हज़ार,हजार 1e5:लाख 1e6:मिलियन 1e7:करोड़,करोड 1e9:अरब,बिलियन 1e11:खरब 1e12:ट्रिलियन",
    "hr": "1e3:tisuć*,tis 1e6:milij*,mil,mln 1e9:milijard*,mlrd",
    "hu": "1e3:ezer* 1e6:millió* 1e9:milliárd* 1e12:billió*",
    "id": "1e3:ribu 1e6:juta 1e9:miliar,milyar 1e12:triliun,trilyun",
    "is": "1e3:þúsund* 1e6:milljón*,m 1e9:milljarð*,milljörð* 1e12:billjón*",
    "it": "1e3:mila,mille,migliaia 1e6:milion*,mln 1e9:miliard*,mld 1e12:bilion*",
    "ja": "1e2:百 1e3:千 1e4:万 1e6:百万 1e7:千万 1e8:億 1e10:百億 1e11:千億 1e12:兆",
    "kk": "1e3:мың* 1e6:миллион*,млн 1e9:миллиард*,млрд 1e12:триллион*,трлн",
    "km": "1e3:ពាន់ 1e4:ម៉ឺន 1e5:សែន 1e6:លាន 1e9:ពាន់លាន,ប៊ីលាន",
    "ko": "1e2:백 1e3:천 1e4:만 1e8:억 1e12:조",
    "lt": "1e3:tūkstan*,tūkst 1e6:milijon*,mln 1e9:milijard*,mlrd 1e12:trilijon*",
    "lv": "1e3:tūksto* 1e6:miljon*,milj 1e9:miljard* 1e12:triljon*",
    "mr": "1e3:हजार 1e5:लाख 1e6:दशलक्ष 1e7:कोटी 1e9:अब्ज",
    "ms": "1e3:ribu 1e6:juta 1e9:bilion 1e12:trilion",
    "nb": "1e3:tusen* 1e6:million*,mill 1e9:milliard*,mrd 1e12:billion*",
    "ne": "1e3:हजार 1e5:लाख 1e6:मिलियन 1e7:करोड 1e9:अर्ब",
    "nl": "1e3:duizend* 1e6:miljoen*,mln 1e9:miljard*,mld 1e12:biljoen*",
    "pl": "1e3:tysi?c*,tys 1e6:milion*,mln 1e9:miliard*,mld 1e12:bilion*,bln",
    "pt": "1e3:mil,milhar* 1e6:milh?o,milhões,milhão,mi"
    " 1e9:mil_milhões,milhares_de_milhões,bilhão,bilhões,bi,bilião,biliões"
    " 1e12:trilhão,trilhões,tri",
    "ro": "1e3:mie,mii 1e6:milion,milioane,mil,mln 1e9:miliard,miliarde,mld",
    "ru": "1e3:тысяч*,тыс 1e6:миллион*,млн 1e9:миллиард*,млрд 1e12:триллион*,трлн",
    "sk": "1e3:tisíc*,tis 1e6:mili?n*,mil 1e9:mili?rd*,mld 1e12:bili?n*",
    "sl": "1e3:tisoč* 1e6:milijon* 1e9:milijard* 1e12:bilijon*",
    "sr": "1e3:хиљад*,hiljad* 1e6:милион*,milion* 1e9:милијард*,milijard*",
    "sv": "1e3:tusen* 1e6:miljon*,milj,mn 1e9:miljard*,mdr,md 1e12:biljon*",
    "ta": "1e3:ஆயிரம் 1e5:லட்சம்,இலட்சம் 1e6:மில்லியன் 1e7:கோடி 1e9:பில்லியன்",
    "te": "1e3:వేల,వేలు 1e5:లక్షల,లక్ష 1e6:మిలియన్,మిలియన్ల 1e7:కోట్ల,కోటి 1e9:బిలియన్,బిలియన్ల",
    "th": "1e3:พัน 1e4:หมื่น 1e5:แสน 1e6:ล้าน 1e9:พันล้าน 1e12:ล้านล้าน",
    "tr": "1e3:bin* 1e6:milyon* 1e9:milyar* 1e12:trilyon*",
    "uk": "1e3:тисяч*,тис 1e6:мільйон*,млн 1e9:мільярд*,млрд 1e12:трильйон*,трлн",
    "ur": "1e3:ہزار 1e5:لاکھ 1e6:ملین 1e7:کروڑ 1e9:ارب,بلین",
    "vi": "1e3:nghìn,ngàn 1e6:triệu 1e9:tỷ,tỉ",
    "yue": "1e2:百 1e3:千 1e4:萬,万 1e8:億,亿 1e12:兆,萬億",
    "zh": "1e2:百 1e3:千 1e4:万,萬 1e6:百万,百萬 1e7:千万,千萬 1e8:亿,億 1e10:百亿,百億"
    " 1e11:千亿,千億 1e12:兆,万亿,萬億",
}
# A star stands for any ending of at most four letters, a question mark for one letter.

_WORDS = {
    "cs": "0:nula 1:jeden,jedna,jedno,jednoho,jedné,první* 2:dva,dvě,dvou,dvěma,druh*"
    " 3:tři,tří,třem,třet* 4:čtyři,čtyř,čtvrt* 5:pět,pěti,pát* 6:šest,šesti 7:sedm,sedmi"
    " 8:osm,osmi 9:devět,devíti 10:deset,deseti,desát* 11:jedenáct* 12:dvanáct* 13:třináct*"
    " 14:čtrnáct* 15:patnáct* 16:šestnáct* 17:sedmnáct* 18:osmnáct* 19:devatenáct* 20:dvacet*"
    " 30:třicet* 40:čtyřicet* 50:padesát* 60:šedesát* 70:sedmdesát* 80:osmdesát* 90:devadesát*"
    " 100:sto,stovk* 0.5:půl*",
    "de": "0:null 1:ein,eins,eine,einen,einem,einer,erste* 2:zwei,zwo,beide*,zweite*,zwei*"
    " 3:drei,dritte*,drei* 4:vier,vierte*,vier* 5:fünf,fünf* 6:sechs,sechs* 7:sieben,siebt*"
    " 8:acht,achte* 9:neun,neunt* 10:zehn,zehnt*,zehnjähr* 11:elf,elft*"
    " 12:zwölf,zwölft*,dutzend* 13:dreizehn* 14:vierzehn* 15:fünfzehn* 16:sechzehn* 17:siebzehn*"
    " 18:achtzehn* 19:neunzehn* 20:zwanzig* 30:dreißig*,dreissig* 40:vierzig* 50:fünfzig*"
    " 60:sechzig* 70:siebzig* 80:achtzig* 90:neunzig* 100:hundert* 1000:tausend*"
    " 0.5:halb*,hälfte",
    "en": "0:zero,nil,midnight 1:one,first,once,single,a,an,another"
    " 2:two,second,twice,double,doubled,doubles,both,couple,pair,two's,secondly,seconds"
    " 3:three,third,thirds,triple,tripled,trio,thrice,hat-trick,treble"
    " 4:four,fourth,fourths,quarter,quarters,quadruple,quartet 5:five,fifth,fifths,quintuple"
    " 6:six,sixth,sixths 7:seven,seventh,sevenths 8:eight,eighth,eighths 9:nine,ninth"
    " 10:ten,tenth,tenths,decade,decades,tens 11:eleven,eleventh"
    " 12:twelve,twelfth,dozen,dozens,noon,midday 13:thirteen,thirteenth"
    " 14:fourteen,fourteenth,fortnight 15:fifteen,fifteenth,quarter 16:sixteen,sixteenth"
    " 17:seventeen,seventeenth 18:eighteen,eighteenth 19:nineteen,nineteenth"
    " 20:twenty,twentieth,twenties,score 30:thirty,thirtieth,thirties,half"
    " 40:forty,fortieth,forties 50:fifty,fiftieth,fifties,half,halves 60:sixty,sixtieth,sixties"
    " 70:seventy,seventieth,seventies 80:eighty,eightieth,eighties 90:ninety,ninetieth,nineties"
    " 100:hundred,hundreds,hundredth,century,centuries,centenary,centenaries,centennial"
    " 200:bicentenary,bicentennial 300:tercentenary,tricentennial"
    " 1000:thousand,thousands,thousandth,millennium 0.5:half,halves,halved,halving 25:quarter"
    " 24:midnight,day,clock 1e6:million,millions 1e9:billion,billions 1e12:trillion,trillions"
    " 75:three-quarters",
    "es": "0:cero 1:un,uno,una,primer,primero,primera 2:dos,segund*,ambos,ambas"
    " 3:tres,tercer,tercer*"
    " 4:cuatro,cuart* 5:cinco,quint* 6:seis,sext* 7:siete,séptim* 8:ocho,octav* 9:nueve,noven*"
    " 10:diez,décim*,década* 11:once 12:doce,docena* 13:trece 14:catorce 15:quince 16:dieciséis"
    " 17:diecisiete 18:dieciocho 19:diecinueve 20:veinte 21:veintiun* 22:veintidós 23:veintitrés"
    " 24:veinticuatro 25:veinticinco 26:veintiséis 27:veintisiete 28:veintiocho 29:veintinueve"
    " 30:treinta 40:cuarenta 50:cincuenta 60:sesenta 70:setenta 80:ochenta 90:noventa"
    " 100:cien,ciento,siglo,centenar* 200:doscient* 300:trescient* 400:cuatrocient*"
    " 500:quinient* 1000:mil,miles 0.5:medio,media,mitad",
    "fr": "0:zéro,minuit 1:un,une,premier*,premièr* 2:deux,deuxième*,second* 3:trois,troisième*"
    " 4:quatre,quatrième* 5:cinq,cinquième* 6:six,sixième* 7:sept,septième* 8:huit,huitième*"
    " 9:neuf,neuvième* 10:dix,dixième*,dizaine*,décennie* 11:onze,onzième*"
    " 12:douze,douzaine*,douzième*,midi 13:treize* 14:quatorze* 15:quinze*,quinzaine 16:seize*"
    " 17:dix-sept* 18:dix-huit* 19:dix-neuf* 20:vingt* 30:trente* 40:quarante* 50:cinquante*"
    " 60:soixante* 70:soixante-dix*,septante 80:quatre-vingt* 90:quatre-vingt-dix*,nonante"
    " 100:cent,cents,centaine*,siècle* 1000:mille,millier* 0.5:demi,demie,moitié",
    "it": "0:zero 1:un,uno,una,prim* 2:due,second*,entramb* 3:tre,terz* 4:quattro,quart*"
    " 5:cinque,quint* 6:sei,sest* 7:sette,settim* 8:otto,ottav* 9:nove,nono,nona"
    " 10:dieci,decim*,decenni*,decin* 11:undici 12:dodici,dozzin* 13:tredici 14:quattordici"
    " 15:quindici 16:sedici 17:diciassette 18:diciotto 19:diciannove 20:vent*,vent*"
    " 30:trent*,trent* 40:quarant* 50:cinquant* 60:sessant* 70:settant* 80:ottant* 90:novant*"
    " 100:cento,centin*,secol* 1000:mille,mila,migliai* 0.5:mezz*,metà",
    "nl": "0:nul 1:een,één,eerste 2:twee,tweede*,beide* 3:drie,derde* 4:vier,vierde* 5:vijf,vijfde*"
    " 6:zes,zesde* 7:zeven,zevende* 8:acht,achtste* 9:negen,negende* 10:tien,tiende*,decenni*"
    " 11:elf,elfde 12:twaalf,twaalfde,dozijn* 13:dertien* 14:veertien* 15:vijftien* 16:zestien*"
    " 17:zeventien* 18:achttien* 19:negentien* 20:twintig* 30:dertig* 40:veertig* 50:vijftig*"
    " 60:zestig* 70:zeventig* 80:tachtig* 90:negentig* 100:honderd*,eeuw* 1000:duizend*"
    " 0.5:half,halve,helft",
    "pl": "0:zero 1:jeden,jedna,jedno,jednego,jednej,pierwsz*"
    " 2:dwa,dwie,dwóch,dwoje,drugi*,obaj,oba"
    " 3:trzy,trzech,trzem,trzeci* 4:cztery,czterech,czwart* 5:pięć,pięciu,piąt*"
    " 6:sześć,sześciu,szóst* 7:siedem,siedmiu,siódm* 8:osiem,ośmiu,ósm*"
    " 9:dziewięć,dziewięciu,dziewiąt* 10:dziesięć,dziesięciu,dziesiąt*,dekad* 11:jedenaś*"
    " 12:dwanaś*,dwunast*,tuzin* 13:trzynaś* 14:czternaś* 15:piętnaś* 16:szesnaś* 17:siedemnaś*"
    " 18:osiemnaś* 19:dziewiętnaś* 20:dwadzieśc*,dwudziest* 30:trzydzieśc*,trzydziest*"
    " 40:czterdzieśc* 50:pięćdziesiąt* 60:sześćdziesiąt* 70:siedemdziesiąt* 80:osiemdziesiąt*"
    " 90:dziewięćdziesiąt* 100:sto,stu,setk*,set* 1000:tysi*c* 0.5:pół,połow*",
    "pt": "0:zero 1:um,uma,primeir* 2:dois,duas,segund*,ambos,ambas 3:três,terceir* 4:quatro,quart*"
    " 5:cinco,quint* 6:seis,sext* 7:sete,sétim* 8:oito,oitav* 9:nove,nono,nona"
    " 10:dez,décim*,década* 11:onze 12:doze,dúzia* 13:treze 14:catorze,quatorze 15:quinze"
    " 16:dezesseis,dezasseis 17:dezessete,dezassete 18:dezoito 19:dezenove,dezanove 20:vinte"
    " 30:trinta 40:quarenta 50:cinquenta 60:sessenta 70:setenta 80:oitenta 90:noventa"
    " 100:cem,cento,século,centena* 200:duzent* 300:trezent* 500:quinhent* 1000:mil,milhar*"
    " 0.5:meio,meia,metade",
    "ru": "0:ноль,нол*,нул* 1:один,одна,одно,одного,одной,одну,одном,перв*"
    " 2:два,две,двух,двумя,двум,двое,втор*,оба,обе,обоих,двух*,дву*"
    " 3:три,трёх,трех,тремя,трем,трое,трет*,трёх*,трех*"
    " 4:четыре,четырёх,четырех,четвёрт*,четверт*,четырех* 5:пять,пяти,пятью,пят*,пяти*"
    " 6:шесть,шести,шестью,шест*,шести* 7:семь,семи,семью,седьм*,семи*"
    " 8:восемь,восьми,восьм*,восьми* 9:девять,девяти,девят*,девяти*"
    " 10:десять,десяти,десят*,десяти*,десятилет* 11:одиннадцат* 12:двенадцат*,дюжин*,полдень"
    " 13:тринадцат* 14:четырнадцат* 15:пятнадцат*,четверть 16:шестнадцат* 17:семнадцат*"
    " 18:восемнадцат* 19:девятнадцат* 20:двадцат* 30:тридцат* 40:сорок,сорока,сороков*"
    " 50:пятьдесят*,пятидесят* 60:шестьдесят*,шестидесят* 70:семьдесят*,семидесят*"
    " 80:восемьдесят*,восьмидесят* 90:девяност* 100:сто,ста,сотн*,сотый,век,века"
    " 200:двести,двухсот 300:триста,трёхсот,трехсот 400:четыреста 500:пятьсот,пятисот"
    " 600:шестьсот 700:семьсот 800:восемьсот 900:девятьсот 1000:тысяч* 0.5:пол,половин*,полтор*"
    " 1.5:полтор*",
    "tr": "0:sıfır 1:bir,ilk,birinci* 2:iki,ikinci*,her 3:üç,üçüncü* 4:dört,dördüncü*"
    " 5:beş,beşinci*"
    " 6:altı,altıncı* 7:yedi,yedinci* 8:sekiz,sekizinci* 9:dokuz 10:on,onuncu* 20:yirmi*"
    " 30:otuz* 40:kırk* 50:elli* 60:altmış* 70:yetmiş* 80:seksen* 90:doksan* 100:yüz*,yüzyıl*"
    " 1000:bin* 0.5:yarım,yarı*,buçuk",
    "uk": "1:один,одна,одне,одного,однієї,перш* 2:два,дві,двох,двома,друг*,обидва 3:три,трьох,трет*"
    " 4:чотири,чотирьох,четверт* 5:п'ять,п’ять,п'яти,п’яти,п'ят*,п’ят* 6:шість,шести,шост*"
    " 7:сім,семи,сьом* 8:вісім,восьми,восьм* 9:дев'ять,дев’ять,дев'ят*,дев’ят*"
    " 10:десять,десяти,десят* 11:одинадцят* 12:дванадцят*,дюжин* 13:тринадцят* 14:чотирнадцят*"
    " 15:п'ятнадцят*,п’ятнадцят* 16:шістнадцят* 17:сімнадцят* 18:вісімнадцят*"
    " 19:дев'ятнадцят*,дев’ятнадцят* 20:двадцят* 30:тридцят* 40:сорок* 50:п'ятдесят*,п’ятдесят*"
    " 60:шістдесят* 70:сімдесят* 80:вісімдесят* 90:дев'яност*,дев’яност*"
    " 100:сто,ста,сотн*,століт* 1000:тисяч* 0.5:пів*,половин*",
}

CONNECTORS: Mapping[str, frozenset[str]] = {
    "cs": frozenset({"a"}),
    "de": frozenset({"und"}),
    "en": frozenset({"and", "a"}),
    "es": frozenset({"y"}),
    "fr": frozenset({"et"}),
    "it": frozenset({"e"}),
    "nl": frozenset({"en"}),
    "pt": frozenset({"e"}),
}
"""What may stand between the words of one number: "two hundred and ten", "treinta y dos"."""

IDEOGRAPHS: Mapping[str, int] = {
    **{mark: value for value, mark in enumerate("〇一二三四五六七八九")},
    "零": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "叁": 3, "十": 10, "百": 100, "千": 1000,
    "万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip


def _scales(row: str) -> tuple[tuple[float, str], ...]:
    entries = (entry.partition(":") for entry in row.split())
    return tuple(
        (float(value), word.replace("_", " "))
        for value, _, words in entries
        for word in words.split(",")
    )


SCALES: Mapping[str, tuple[tuple[float, str], ...]] = {
    lang: _scales(row) for lang, row in _SCALES.items()
}
"""By bare language: value and pattern of each word that multiplies the number before it."""


_LONGEST_ABBREVIATION = 4  # "mill", "mlrd": without a number before them they are no scales


@cache
def number_words(lang: str | None) -> WordTable | None:
    """Number words of a bare language, keys "0", "0.5", "20", and its scales, "1e6"; None if they
    are not listed."""
    if lang is None or lang not in _WORDS:
        return None
    scales = (
        f"{value:g}:{word}"
        for value, word in SCALES.get(lang, ())
        if len(word) > _LONGEST_ABBREVIATION and "?" not in word and " " not in word
    )
    return WordTable.of(" ".join([_WORDS[lang], *scales]), lang)


WORD_LANGUAGES = frozenset({*_WORDS, "ja", "yue", "zh"})
"""Bare languages in which a number written in words is understood."""
