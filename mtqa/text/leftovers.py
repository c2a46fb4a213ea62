"""Patterns of what programs leave in a text: tags, tokens, placeholders, prompts, code, addresses.

Each pattern takes time linear in the text: what may vary in length is bounded.
"""
# ruff: noqa: RUF001  # words and marks of many scripts are what these patterns are about

import re

_TAG_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|body|bpt|br|bx|button|center|cite|code|col|dd|del|div|dl"
    "|dt|em|ept|ex|figcaption|figure|font|footer|form|g|h[1-6]|head|header|hr|html|i|iframe|img"
    "|input|ins|it|label|li|link|main|meta|mrk|nav|object|ol|option|p|path|ph|pre|q|s|samp|script"
    "|section|seg|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th"
    "|thead|title|tr|tt|u|ul|ut|var|video|x"
)
TAG = re.compile(
    rf"< ?/? ?(?:{_TAG_NAMES})(?:\s[^<>]{{0,200}})?/?\s?>|<!--[^<>]{{0,200}}-->"
    r"|<\w{1,20}\s+\w{1,20}\s?=\s?[\"'][^<>]{0,200}>"
    r"|</?[gx]\d{1,3}\s?/?>|</\d{1,3}>|<\d{1,3}/>|<\d{1,3}>(?=[^<>]{0,200}</\d{1,3}>)"
    r"|\{\d{1,3}>|<\d{1,3}\}"  # Trados
    r"|\[/(?:b|i|u|s|url|img|quote|code|color|size|center|list)\]"
    r"|\[(?:url|img|quote|color|size)(?:=[^\[\]]{1,200})?\]",
    re.IGNORECASE,
)
TAG_MARKS = "<[{"

ENTITY = re.compile(r"& ?(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|# \d{1,7}|[A-Za-z]{2,8}) ?;")
HALF_ENTITY = re.compile(r"(?<![&\w#])((?:amp|quot|apos|nbsp|#0?39|#8217|#160);)")
"""Entities that lost their ampersand."""

_SCRIPTS = "Latn|Cyrl|Arab|Hans|Hant|Deva|Jpan|Hang|Khmr|Hebr|Grek|Beng|Taml|Thai|Ethi"
_TOKENS = (
    r"<\|?/?(?:unk|pad|s|w|bos|eos|sep|cls|mask|extra_id_\d+|endoftext|end_of_text|begin_of_text"
    r"|im_start|im_end|eot_id|think|start_of_turn|end_of_turn|2[a-z]{2,3}(?:_[A-Za-z]{2,4})?)\|?>"
    r"|<\|\w{1,30}\|>|<0x[0-9a-f]{2}>|<</?sys>>|>>[a-z]{2,3}(?:_[a-z]{4})?<<"
    r"|(?-i:\[/?(?:UNK|PAD|CLS|SEP|MASK|INST|BOS|EOS)\])"
    r"|(?-i:<(?:NUM|URL|NAME|USER|DATE|PERSON|ORG|LOC|EMAIL|PHONE|ENT|NE)_?\d{0,3}>)"
    rf"|(?-i:(?<!\w)[a-z]{{3}}_(?:{_SCRIPTS})(?!\w))|(?-i:^\s{{0,9}}[a-z]{{2}}_[A-Z]{{2}}(?!\w))"
    "|[\N{LOWER ONE EIGHTH BLOCK}\N{DOUBLE QUESTION MARK}\N{HALFWIDTH BLACK SQUARE}]"
    "|\uff5f[^\uff5f\uff60]{0,60}\uff60"  # white parentheses of OpenNMT
    r"|@-@|(?<=\w)@@(?= |$)|(?<=\s)##(?=[a-z])|-[lr][rsc]b-"
)
SPECIAL = re.compile(rf"(?:{_TOKENS})(?:\s*(?:{_TOKENS}))*", re.IGNORECASE)
BYTE_PAIRS = re.compile(r"(?:(?<!\w)\u0120\w{1,40}\W{0,3}){2,}")
"""Words with the mark for a space that byte-level models use. One alone may be Maltese."""

SPECIAL_MARKS = (
    *"<[@#_\u0120\uff5f",
    *"\N{LOWER ONE EIGHTH BLOCK}\N{DOUBLE QUESTION MARK}\N{HALFWIDTH BLACK SQUARE}",
    *(">>", "B-", "b-"),
)
"""Strings without one of which there is no special token."""

PLACEHOLDER = re.compile(
    r"\{\{ ?[\w.]{1,40} ?\}\}|[$#]\{ ?[\w.]{1,40} ?\}"
    r"|\{(?:\d{1,2}(?:,[\w .#,]{1,40})?|[a-z]{1,30}_[a-z_]{1,30}|name|user|username|count"
    r"|number|date|time|url|title|value|email)\}|\{\w{1,30}, ?(?:plural|select|number|date)\b,?"
    r"|%\([\w.]{1,40}\)[sd]|(?<![\w%])%(?:\d\$)?[sd@](?![\w'\u2019])|(?<![\w%])%l[du](?!\w)"
    r"|<%=? ?[\w.]{1,40} ?%>|(?<!\w)__\w{1,40}?__(?!\w)|(?<![\w@])@@?[A-Z]{2,20}_?\d{0,3}@@?(?!\w)"
    r"|(?<!\w)(?:PH|PLACEHOLDER|TAG|ENTITY|DNT|NUM|VAR|TOKEN|URL|NAME|PERSON|LOC|ORG)_\d{1,3}(?!\w)"
    r"|(?<!\w)\$(?:NUM|URL|NAME|DATE)\d{0,3}(?!\w)"
    "|[\u27e6\u27e8\u2985] ?(?:PH|TAG)?_?\\d{1,3} ?[\u27e7\u27e9\u2986]"
    r"|\[(?:Insert|Enter|Your) [A-Za-z ]{2,40}\]|Lorem ipsum dolor"
)
PLACEHOLDER_MARKS = (*"{%$@_[\u27e6\u27e8\u2985", "Lorem")

PROMPT = re.compile(
    r"""\W{0,3}(?:
        as\ an?\ (?:AI|artificial\ intelligence|large\ language)
        (?:\ language)?\ (?:model|assistant)\b
      | I(?:\ am|['\u2019]m)\ an?\ AI\ (?:language\ )?(?:model|assistant)\b
      | (?:sure|certainly|of\ course|okay|absolutely)[,!.]\ +here(?:\ is|['\u2019]s)\b
        [^.:\n]{0,40}\b(?:translat\w*|version|text)\b
      | here(?:\ is|['\u2019]s)\ (?:the|your|my)\ (?:\w+\ )?translat
        (?:ion|ed\ (?:text|version|article))\b
      | (?:please\ )?translate\ (?:the\ following|this|the\ (?:above|text|sentence))\b
        [^\n]{0,60}?(?:\b(?:to|into|from)\ [A-Z]\w+|:)
      | please\ provide\ (?:me\ with\ )?the\ (?:text|sentence|article|source)\b
      | (?:the\ )?(?:English\ )?translation(?:\ (?:of\ the|to|into)\ [^.:\n]{0,30})?:
      | the\ translation\ (?:of\ [^.:\n]{1,40})?(?:is|would\ be)(?:\ as\ follows)?:
      | (?:assistant|system\ prompt|user\ prompt|human\ translator)\ ?:\s
      | \#{2,4}\ (?:response|instruction|input|output|translation)\b:?
      | (?:source|original|target|translated)\ text\ ?:
      | I(?:['\u2019]m|\ am)\ sorry,\ (?:but\ )?I\ (?:can(?:not|['\u2019]t|\ not)|am\ unable\ to)
        \ (?:assist|fulfil|help\ (?:you\ )?with|translate|comply|provide)
      | I\ (?:can(?:not|['\u2019]t)|am\ unable\ to)\ translate\ (?:this|the)\b
      | (?:translator['\u2019]?s?\ )?note:\ (?:the|this)\ translation\b
      | I\ hope\ this\ (?:translation\ )?helps[.!]
      | let\ me\ know\ if\ you(?:['\u2019]d\ like\ |\ need\ |\ would\ like\ )
        (?:any|me\ to|further|more)\b[^\n]{0,40}\b(?:translat\w*|adjust\w*|changes|text)\b
      | (?:machine[-\ ])?translated\ (?:with|by|using)\ (?:www\.)?
        (?:DeepL|Google\ Translate|ChatGPT|Bing)\b
      | als\ KI[- ](?:Sprachmodell|Modell|Assistent)\b | hier\ ist\ die\ (?:\w+\ )?Übersetzung\b
      | en\ tant\ que?\ ?['\u2019]?\ ?(?:IA\b|modèle\ de\ langage|assistant\ IA|intelligence\ art)
      | voici\ (?:la|votre)\ traduction\b
      | como\ (?:un\ |uma?\ )?(?:modelo\ de\ (?:lenguaje|linguagem|IA)|asistente\ de\ IA)
      | aquí\ (?:está|tienes)\ la\ traducción\b | aqui\ está\ a\ tradução\b
      | come\ (?:un\ )?(?:modello\ (?:linguistico|di\ linguaggio)|assistente\ (?:IA|AI))
      | ecco\ la\ traduzione\b
      | als\ (?:een\ )?AI[- ](?:taalmodel|model|assistent)\b | hier\ is\ de\ vertaling\b
      | как\ (?:языковая\ модель|модель\ ИИ|искусственный\ интеллект,) | вот\ (?:ваш\ )?перевод\b
      | як\ (?:мовна\ модель|модель\ ШІ) | ось\ переклад\b
      | jako\ (?:model\ językowy|jazykový\ model|sztuczna\ inteligencja,)
      | oto\ tłumaczenie\b | zde\ je\ překlad\b
      | (?:bir\ )?(?:yapay\ zek[aâ]\ )?dil\ modeli\ olarak\b | işte\ (?:\w+\ )?çeviri(?:si)?\b
      | إليك\ الترجمة | بصفتي\ (?:نموذج|مساعد) | كنموذج\ لغوي
      | הנה\ התרגום | כמודל\ שפה
      | در\ اینجا\ ترجمه | به\ عنوان\ یک\ (?:مدل\ زبانی|هوش\ مصنوعی)
      | यहाँ\ (?:[^\s]{1,10}\ )?अनुवाद\ (?:है|दिया) | एक\ (?:एआई|AI)\ (?:भाषा\ )?मॉडल\ के\ रूप
      | 以下是[^。，\n]{0,12}(?:翻译|翻譯|译文|譯文) | (?:翻译|翻譯)如下
      | 作为一?[个個]?(?:AI|人工智能|大?语言模型) | 作為一?個?(?:AI|人工智慧|大型?語言模型)
      | 以下は[^。、\n]{0,12}(?:翻訳|訳文) | (?:AI|大規模)?言語モデルとして
      | 다음은\ [^.\n]{0,12}번역 | (?:AI\ )?언어\ 모델로서
      | នេះ(?:គឺ)?ជាការបកប្រែ
      | (?:Übersetzung|traduction|traducción|traduzione|tradução|vertaling|перевод|переклад
        |tłumaczenie|překlad|çeviri|الترجمة|תרגום|ترجمه|अनुवाद|翻译|翻譯|译文|翻訳|訳文|번역)
        \ ?[:\uff1a]\s{0,9}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENINGS = (
    "as|i\u0307|i |i\u2019|i'|su|ce|of|ok|ab|he|pl|tr|th|en|us|hu|##|so|or|ta|no|le"
    "|ma|al|hi|vo|co|aq|ec|ка|во|як|ос|ja|ot|zd|bi|ya|di|iş|إل|بص|كن|הנ|כמ"
    "|در|به|यह|एक|以下|翻|作|ai|人|言|大|다음|언어|នេ|üb|ve|пе|tł|př|çe|ال|תר|تر|अन|译|訳"
    "|번|"
)
PROMPT_OPENINGS = frozenset(_OPENINGS.split("|"))
"""How any of the above begins, in one or two small letters: far quicker to look at."""

CODE = re.compile(
    r"`{3,}|(?<!~)~{3,10}\w{2,12}$|\{\s?\"\w{1,30}\"\s?:\s?[\"\[{\d]|<\?(?:php|xml)|<!\[CDATA\[|\]\]>"
    r"|\\(?:begin|end|textbf|textit|emph|cite|ref|section|footnote|href|frac|url)\{"
    r"|(?<!\w)function\s?\w{0,30}\(\w{0,30}\)\s?\{|(?<!\w)(?:var|let|const)\s\w{1,30}\s?=\s?\S"
    r"|(?<!\w)(?:window|document|console)\.[a-z]\w{1,30}[(.=]"
    r"|(?<![\w-])(?:font-size|background(?:-color)?|margin|padding|display|color)\s?:\s?"
    r"(?:\d[\w%. ]{0,20}|\#[0-9a-f]{3,6}|none|block|auto|inherit)\s?;"
)
CODE_MARKS = (*"`~{\\=;<]", "window.", "document.", "console.")

_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
MARKDOWN = re.compile(
    rf"(?:(?<![\w*])|(?<=[{_EAST_ASIAN}]))\*\*(?=[^\s*])[^*\n]{{1,200}}(?<=[^\s*])\*\*"
    rf"(?:(?![\w*])|(?=[{_EAST_ASIAN}]))"
    r"|!?\[[^\[\]\n]{0,200}\]\((?:https?:|www\.|/|mailto:|#)[^()\s]{0,300}\)"
    r"|^\s{0,3}\#{2,6}\s(?=\S)|'''(?=\w)[^'\n]{1,100}'''"
    r"|(?<![\w`])`[^\s`'\u2018\u2019](?:[^`'\n]{0,60}[^\s`'])?`(?![\w`])"
    r"|\[\[(?:[A-Z]\w{2,12}:)?[^\[\]|\n]{1,100}(?:\|[^\[\]\n]{0,100})?\]\]"
    r"|\{\{(?:cite|citation|lang|main|see|infobox|ref|quote)\b|</?ref\b[^<>]{0,100}>"
    r"|^={2,5}\s?[^=\n]{1,100}?\s?={2,5}\s*$|(?<!~)~~(?=\w)[^~\n]{1,100}(?<=\w)~~(?!~)"
)
MARKDOWN_MARKS = (*"*[#`{<=~", "'''")

_ENDS = "com|org|net|edu|gov|info"
ADDRESS = re.compile(
    r"(?<!\w)https?(?:\s{1,3}:\s?/\s?/|:\s{1,3}/\s?/|:/\s{1,3}/|//(?=\w)|:/(?=[a-z0-9])|:(?=www)"
    r"|\uff1a\s?/\s?/|://\s{1,3}[\w-]{1,60}\.[a-zA-Z]{2,10}|://(?=$|\s))"
    r"|(?<!\w)(?:htttps?|htpps?|httpps?|htps|htp|hhttps?|httpss)://"
    r"|(?<!\w)www(?:\s{1,3}\.\s?(?=\w)|\.\s{1,3}(?=[\w-]{1,60}\s?\.\s?[a-z]{2})|,(?=\w{1,60}\.))"
    r"|(?<![\w@])[\w.+-]{1,60}(?:\s@\s?[\w-]{1,60}\.[a-z]{2,10}|@\s[\w-]{1,60}\.[a-z]{2,10}"
    rf"|@[\w-]{{1,60}}(?:\s\.\s?|\.\s|,)(?:{_ENDS}))(?!\w)"
)
ADDRESS_MARKS = ("http", "www", "://", "@")
