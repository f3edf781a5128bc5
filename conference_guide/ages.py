"""The ages of children in what a parent types, in English and Welsh.

A number is an age only with evidence: "9 year old", "naw oed", "she's 9", "mae hi'n naw", "my kids 3 and 11".
That evidence is the words around it, so compiled patterns over the folded text say it in a few lines; spaCy's
matcher would need a pattern for each length of each phrase, and a document to be built for each message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from conference_guide.areas import OLDEST, UNBORN
from conference_guide.typed import NUMBER_PATTERN, Typed, fold_in_place, number_value


@dataclass(frozen=True)
class Ages:
    """The ages found, in months and in order (areas.UNBORN: not born yet), and where they stand in the text.

    `impossible`: an age was said that no child has, such as -3 or 150; it is not among `months`.
    """

    months: list[int] = field(default_factory=list)
    impossible: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Item:
    """One number with what belongs to it: "nearly 9 and a half years old"."""

    start: int
    end: int
    value: int
    extra: int  # months on top: halves, "and 3 months"
    unit: str  # "", "years", "months", "weeks", "days"
    old: bool  # said to be an age: "old", "oed"
    not_yet: bool  # "nearly 10": the birthday has not come
    negative: bool
    said: str  # the number as typed

    @property
    def words(self) -> bool:
        """Whether the number is in words."""
        return not self.said.isdigit()

    @property
    def plain(self) -> bool:
        """Whether nothing says what the number counts."""
        return not self.unit and not self.old

    @property
    def months(self) -> int:
        """The age in whole months."""
        if self.unit in ("weeks", "days"):
            return self.value // 4 if self.unit == "weeks" else self.value // 30
        if self.unit == "months":
            return self.value
        return self.value * 12 + (-1 if self.not_yet else self.extra)


# ---------------------------------------------------------------- numbers with their units

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    "ionawr|chwefror|mawrth|fawrth|ebrill|mai|fai|mehefin|fehefin|gorffennaf|orffennaf|awst|medi|fedi|hydref|"
    "tachwedd|dachwedd|rhagfyr|ragfyr"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|dydd|ddydd|nos|llun|mawrth|mercher|iau|gwener|sadwrn|sul"
_YEARS_UNIT = (
    r"ye?a?e?rs?|yeras?|yeasr?s?|yaers?|yr?s|(?<=\d)y|y(?=[/. ]?os?\b)|mlwydd|blwydd|flwydd|blynedd|"
    r"mlynedd|flynedd|bl|ml"
)
_NOT_YET = (
    r"(?:(?:very )?nearly|almost|nealry|nerly|neary|just about|coming up(?: to)?|close to|not (?:quite|"
    r"yet)|soon(?: to be)?|"
    r"going on|about to (?:be|turn)|turning|bron(?: a bod)?(?: iawn)?(?: yn|'n)?|yn agos at|agos at|"
    r"ddim cweit(?: yn|'n)?)"
)
_SOON = (
    rf"(?: old| oed)?,? ?(?:(?:next|this|in a|in an?other) (?:month|week|year|{_MONTHS}|{_DAYS}|spring|"
    rf"summer|autumn|winter)|"
    rf"in (?:{_MONTHS}|the (?:spring|summer|autumn|winter|new year))|"
    rf"in a (?:fortnight|fortnights)|(?:ymhen|mewn) pythefnos|in (?:a few|a couple of|\d+|"
    rf"one|two|three|four|five|six) (?:days?|weeks?|months?)|(?:very )?soon|"
    rf"tomorrow|on (?:{_DAYS}|the \d)|(?:mis|fis|wythnos|wthnos|wsnos|wsos|blwyddyn|flwyddyn|haf) nesaf?|(?:yn fuan|"
    rf"cyn bo hir|fory|yfory)|"
    rf"yn y (?:gwanwyn|haf|hydref|gaeaf|flwyddyn newydd)|"
    rf"ym mis (?:{_MONTHS})|(?:ym|yn|mis|fis) (?:{_MONTHS})|mewn (?:\w+ )?(?:mis|wythnos|pythefnos|diwrnod))\b"
)
_NUMBER = rf"\d{{1,4}}|(?:{NUMBER_PATTERN})(?![\w'])"
_HALF = r"(?: ?(?:and|an|a|&|n) (?:a )?(?:half|hanner)\b| ?½| 1/2|\.5)"
_THREE_QUARTERS = r"(?: and (?:three quarters|3/4)| ?¾|\.75)"
_QUARTER = r"(?: and a quarter| ?¼|\.25|a chwarter)"
_ITEM = re.compile(
    rf"(?<![\w'£/.:])(?P<not_yet>{_NOT_YET} (?:(?:a|an|my) )?)?"
    rf"(?:(?P<negative>(?<![\w-])-|minus )|(?<![\d.,£/:-]))(?P<number>{_NUMBER})"
    rf"(?P<half>{_HALF})?(?P<three_quarters>{_THREE_QUARTERS})?(?P<quarter>{_QUARTER})?(?![\d/]|[.,]\d)(?:ish)?"
    rf"(?!(?: ?old)?{_SOON})"
    rf"(?:[ -]{{0,2}}(?P<unit>(?P<years>{_YEARS_UNIT})|(?P<months>months?|mo?n?th?s?|munths?|monhts?|mos?|"
    rf"mis|fis|misoedd)|"
    rf"(?P<weeks>weeks?|wks?|wythnos(?:au)?|wsos)|(?P<days>days?|diwrnod|ddiwrnod|niwrnod))(?=o?s?(?![\w'])))?"
    rf"(?P<half_after> and a half| a hanner)?"
    rf"(?:,? (?:(?:and|a|ac) )?(?P<and_months>\d{{1,2}}|(?:{NUMBER_PATTERN})) ?(?:months?|mths?|mis|"
    rf"fis)(?! (?:pregnant|ago|after|before)))?"
    rf"(?P<old>\.?[ -]{{0,2}}(?:olds?|odl|ols|of age|oed|oid|(?<=y)[/. ]?os?)(?![\w']))?"
)
# "ten next month": the number, and the words that put the birthday ahead.
_ITEM_SOON = re.compile(rf"(?<![\w'£/.:-])(?P<number>{_NUMBER})(?:[ -]?(?:years?|yrs?)(?:[ -]old)?)?(?P<soon>{_SOON})")
_BLWYDD = {"flwydd": 1, "blwydd": 1, "dwyflwydd": 2, "ddwyflwydd": 2, "dyflwydd": 2, "teirblwydd": 3, "deirblwydd": 3}
_BLWYDD |= {"theirblwydd": 3, "pedeirblwydd": 4, "bedeirblwydd": 4, "pumblwydd": 5, "chweblwydd": 6}
_WHOLE_WORDS = re.compile(
    r"(?<![\w'-])(?:(?P<blwydd>"
    + "|".join(sorted(_BLWYDD, key=len, reverse=True))
    + r")(?P<half> a hanner)?(?: oed)?|(?P<a_year>a|one) year(?P<year_half> and a half)?[ -]old|"
    r"(?P<year_and_half>a year and a half|year and a half old|blwyddyn a hanner)|"
    r"(?P<half_year>half a year old|hanner blwydd(?: oed)?)|"
    r"(?P<under_month>(?:a )?(?:day|week|few (?:days|weeks)|couple of weeks)[ -]old|wythnos oed|"
    r"ychydig (?:ddyddiau|wythnosau) oed)|"
    r"(?P<month>(?:a )?month[ -]old|mis oed)|"
    r"(?P<newborn>new[ -]?born|just been born|born (?:yesterday|today|last (?:week|night|"
    + _DAYS
    + r")|(?:\d+|one|two|three|four|a few) (?:days|weeks) ago)|newydd(?:-| )anedig|"
    r"newydd (?:gael )?ei (?:eni|geni)))(?![\w'])"
)

# ---------------------------------------------------------------- children not born yet

_UNBORN = re.compile(
    r"(?<![\w'])(?:"
    r"un[ -]?born|"
    r"(?:not|isn'?t|hasn'?t|yet to|hasnt) (?:yet )?(?:been |be )?born|not (?:here|born) yet|"
    r"(?:before|until|when|once|after|if) (?:the|my|our|this) (?:\w+ )?(?:(?:baby|bump|child)(?: is| gets|"
    r" has been|'s|s) born|(?:baby|bump) (?:comes|arrives))|"
    r"(?:before|until|when|once|after) (?:the )?(?:birth|i give birth|i have (?:the|my) baby|baby is born|"
    r"baby comes)|pre[ -]?birth|"
    r"(?:baby|bump)(?:'s| is|s)? (?:due|on the way)|due (?:to have|to give birth)|(?:my|her) due date|"
    r"on the way\b(?= with)|(?:baby|child|little one|third|fourth|fifth) (?:is )?on the way|"
    rf"(?:i'?m|i am|partner'?s|partner is|girlfriend'?s|girlfriend is|wife'?s|wife is) due (?:in|on|next|any) "
    rf"(?:{_MONTHS}|{_DAYS}|spring|summer|the (?:spring|summer|autumn|winter|new year)|day|week|month|a few weeks)|"
    r"expecting(?= (?:my |our |her |a |an |another |our )?(?:\w+ )?(?:baby|babies|child|twins|girl|boy|"
    r"little one)\b| (?:my |our |her )?"
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th)\b|,? (?:and|in|so|but)\b| ?[.,!?]| ?$)|"
    r"(?<!when i was )(?<!when she was )(?<!not )(?<!while )(?:\d{1,2} (?:weeks?|wks?|months?|"
    r"mths?) )?(?:pregn[ae]nt|preggers|pregant|prego)|"
    r"\d{1,2} (?:weeks?|wks?) (?:gone|along)|"
    r"(?:my|the|her|our|baby|this|(?:and|with|plus|&|got) a) bump|^bump$|in the womb|(?:i'?m|i am|dwi'n|wi) \d{1,2} (?:weeks|wks|"
    r"wythnos|wthnos)(?: (?:today|tomorrow|now|preg))?(?= ?(?:[.,!?]|$|and\b|so\b|but\b|a\b))|"
    r"heb (?:gael )?(?:ei|eu|i) (?:eni|geni)|heb eni|(?:ddim|heb) (?:eto )?wedi(?: cael)?(?:'i| ei) (?:eni|geni)|"
    r"(?:cyn|nes|pan|unwaith|ar ol) (?:i(?:'r| fy| y)? )?(?:babi|mabi|fabi|plentyn|"
    r"mhlentyn)(?: fach)? (?:gael|ddod|gyrraedd|caiff|gaiff)(?: ei| i)?(?: eni| geni)?|"
    r"cyn (?:y |yr )?(?:geni|enedigaeth)|yn y groth|"
    r"(?:babi|fabi|mabi|baban|un bach|un fach)(?: arall| newydd| bach)? ar y ffordd|"
    r"(?:babi|fabi|mabi|baban)(?: arall| newydd| bach)? (?:i fod i (?:gyrraedd|ddod|gael)|yn cyrraedd|i ddod ym mis)|"
    r"disg[wy]+l (?:babi|fy mabi|fy mhlentyn|plentyn|efeilliaid|ein babi|eto|cyntaf)|"
    r"(?:dwi|rwy|rydw i|fi|wi|hi|merch|partner|mhartner|gwraig|ferch)(?: yn|'n|"
    r" \d+ a) disg[wy]+l(?= ?(?:[.,!?]|$|ac |ond |ers |ym |mis ))|(?<=\d a )disg[wy]+l(?= ?(?:[.,!?]|$))|"
    r"^yn disgwyl$|"
    r"(?:\w+ (?:wythnos|mis) )?(?:yn |'n )?(?:f|b)e?i?chiog|feichog|beichog"
    r")(?![\w'])"
)
_NOT_UNBORN = re.compile(
    r"(?:was|were|wasn't|not|never|am i|been|stop being|while) $|(?:am|should) i (?:be )?$|oedd \w+ (?:yn |"
    r"'n )$|oeddwn i'?n? $"
)

# ---------------------------------------------------------------- words around a number

_CHILD = (
    r"mine|ours|my (?:two|three|four|lot)|(?:two|three|four|five|[2-5]) of them|"
    r"(?:y|fy|mae'r|ma'r|a'r) (?:ddau|ddwy|tri|tair|nau|nwy|pedwar)|"
    r"daughters?|daugther|daughers?|dauther|sons?|child(?:ren)?|chidren|childern|kids?|kiddies?|kiddos?|"
    r"boys?|girls?|babys?|baby|babies|bab|toddlers?|"
    r"(?:little|wee) (?:one|ones|boy|girl|lad|man)|eldest|oldest|youngest|middle(?: one| child)?|twins?|"
    r"triplets|nephews?|nieces?|"
    r"grand(?:son|daughter|child|children|kids)s?|step(?:son|daughter|child)|brothers?|sisters?|bro|sis|"
    r"sibling|lads?|lass|lasses|teenagers?|"
    r"teen|infant|other (?:one|child)|"
    r"plant|blant|mhlant|phlant|plentyn|blentyn|mhlentyn|phlentyn|mab|fab|meibion|feibion|merch|ferch|merched|ferched|"
    r"babi|fabi|mabi|baban|faban|maban|babis|hogyn|hogan|hogia|genod|bachgen|fachgen|bechgyn|geneth|eneth|"
    r"crwt|grwt|crwtyn|croten|groten|rhoces|"
    r"wyr|wyres|wyrion|efaill|efeilli[ae]i?d|gefeilli[ae]i?d|(?:un|rhai) (?:fach|bach|fawr|mawr|hynaf|hyna|ifanc)|"
    r"hynaf|hyna|ieuengaf|ieuenga|ifancaf|ifanca|fenga|fengaf|"
    r"brawd|frawd|mrawd|chwaer|bychan|fechan|nith|nai|lleiaf|lleia"
)
_ADULT = (
    r"mum|mums|mam|mams|mother|mummy|mom|dad|dads|tad|dat|father|daddy|parents?|partner|partners|husband|"
    r"wife|boyfriend|girlfriend|bf|gf|"
    r"fiance|ex|nan|nana|nanny|gran|granny|grandma|grandmother|grandad|grandfather|grandparents?|nain|taid|"
    r"mam-?gu|tad-?cu|gwr|gwraig|"
    r"uncle|aunt|auntie|stepdad|stepmum|carer|social worker|chair|chairperson|solicitor|woman|man|lady|"
    r"bloke|neighbour|friend|"
    r"fam|nhad|dad|thad|mhartner|ngwr|ngwraig|rhiant|riant|cariad|nghariad|gweithiwr|athro|ffrind"
)
# Things that "are" a number without being children.
_THINGS = (
    r"it|that|this|there|which|what|when|where|how|here|today|tomorrow|mine|ours|risk|score|scale|answer|"
    r"answers|number|numbers|house|flat|room|"
    r"meeting|meetings|conference|review|appointment|visit|hearing|court|date|time|times|limit|deadline|"
    r"maximum|minimum|max|min|"
    r"total|count|floor|ward|section|form|page|pages|step|steps|stage|plan|plans|group|day|days|week|weeks|"
    r"month|months|year|years|hour|hours|"
    r"birthday|rating|level|report|reports|letter|letters|bus|train|school|nursery|class|wait|delay|rule|"
    r"rules|age|ages|height|weight|size|iq|"
    r"limit|cost|price|result|point|points|line|phone|address|postcode|only|helpline|curfew|parole|tag|"
    r"welsh|english|cymraeg|saesneg|dechrau|nhrin|drin|thrin|"
    r"cyfarfod|gyfarfod|gynhadledd|cynhadledd|nghynhadledd|adolygiad|dyddiad|amser|risg|sgor|rhif|ty|fflat|"
    r"ystafell|adroddiad|cynllun|gynllun|"
    r"grwp|apwyntiad|terfyn|diwrnod|wythnos|mis|blwyddyn|hwn|hon|hyn|hynny|llythyr|cofnodion|uchafswm"
)
_ABOUT = (
    r"(?:(?:about|around|roughly|approx(?:imately)?|only|just|now|already|currently|still|actually|both|"
    r"all|aged|a|an|like|maybe|exactly|just gone|"
    r"tua|tua'r|ond yn|dim ond(?: yn)?|jyst|jest|mond|nawr(?: yn)?|rwan(?: yn)?|bellach(?: yn)?|newydd|"
    r"eisoes(?: yn)?|yn|'n|just turned|over) )*"
)
_LIST = re.compile(
    r" ?(?:, ?(?:and|a|ac)?|and|an|&|a|ac|,? ?plus|,? ?and (?:one|the other)(?: is|'s)?) ?(?:(?:a|an|my|"
    r"the|fy|now) )?$"
)

_PRONOUN = r"she|he|they|s?hes|shes|theyre"
_BE = r"(?:'s|'re| is| are| r|s| ar| will be|'ll be| is going to be| would be)"
_NOUN_BE = r"(?:'s|'re| is| are| r| ar| will be|'ll be| is going to be| would be)"
_LEFT_COPULA = re.compile(
    rf"(?:(?<![\w'])(?:(?:{_PRONOUN}){_BE}|hes|shes|theyre|there both|they both|who(?:'s| is| are|s)|"
    rf"{_PRONOUN}(?: just)? (?:turns?|turned|become|becomes|became|be)|"
    rf"(?:{_CHILD})(?: \w+)?(?:{_NOUN_BE}| (?:who|that) (?:is|are)|,? (?:he|she)(?:'s| is)|"
    rf",? (?:just )?(?:turns|turned|turning))|"
    rf"(?:one|other|another|eldest|youngest)(?:'s| is)|ones|(?:un|llall)(?:'n| yn)|(?:have|has|"
    rf"got) (?:just )?turned|(?:just|only|recently) turned|will be|turned|turning|turns|will turn|"
    # Welsh: mae hi'n, mae o'n, mae fy merch (fach) (i) yn, sy'n, hi'n, maen nhw'n
    rf"(?:mae|ma|maen|ydi|ydy|yw|bydd|fydd)(?: (?:hi|o|e|fo|fe|nhw|ef|nw))?(?:'n| yn)|(?:hi|o|e|fo|fe|nhw|"
    rf"nw|ef|'i|sy|sydd|ma|mae|maen|ma'n|nhw i gyd)(?:'n| yn)|"
    rf"(?:{_CHILD})(?: (?:\w+))?(?: i)?(?:'n| yn)|(?:newydd )?(?:droi|troi|dathlu|cyrraedd)(?:'n| yn)?|"
    rf"(?:{_CHILD}) (?:yw|ydi|ydy|oed))(?: |(?<=')))"
    rf"{_ABOUT}$"
)
_NAME = (
    rf"(?!(?:{_THINGS}|{_ADULT}|i|im|we|you|mae|ma|s?he|they|hi|o|e|fo|"
    rf"nhw)\b)[^\W\d_]{{2,}}(?: (?!(?:{_THINGS}|{_ADULT})\b)[^\W\d_]{{2,}})?"
)
_NAME_COPULA = re.compile(
    rf"(?:(?:^|[,.;!?] |(?:^| )(?:and|my|our|but|so|hi|hello) ){_NAME}(?:'s| is)|(?:^| )(?:mae|"
    rf"ma) (?:fy )?{_NAME}(?:'n| yn)) {_ABOUT}$"
)
_LEFT_NOUN = re.compile(
    rf"(?<![\w'])(?:{_CHILD})(?: (?:i|ni|fach|bach|o|have|has|got)| called \w+| ?,? (?:\w+ (?:and|a|"
    rf"ac) \w+))?,? ?[(:-]? ?{_ABOUT}$"
)
_LEFT_SINGLE_OF = re.compile(
    r"(?:child|boy|girl|baby|twins|triplets|son|daughter|kid|toddler|babi|baban|lad) (?:of|o) (?:only |just |about )?$"
)
_LEFT_AGED = re.compile(
    rf"(?<![\w'])(?:aged?|ages|agd|oed|oedran|age (?:is|of)|ages (?:are|is)|at the age of|at age|"
    rf"is the age of|oed(?:ran)? (?:yw|ydi|ydy))[: ] ?{_ABOUT}$"
)
_LEFT_OWN = re.compile(
    rf"(?<![\w'])(?:i(?:'m| am|m| m|'ll be| will be|ll be|'ve just turned| just turned| turned| turn)|and i am|"
    rf"dwi(?:'n| yn)|dw i(?:'n| yn)|rwy(?:'n|f yn)|rydw i(?:'n| yn)|wi(?:'n| yn)|fi(?:'n| yn)|w i(?:'n| yn)|"
    rf"dwi newydd droi(?:'n| yn))(?: a| an| still| not even)? {_ABOUT}$"
)
_OWN_AFTER = re.compile(r" (?:here|yma|ydw i|ydy fi|dwi|wi)\b")  # "14 here", "14 ydw i"
_LEFT_ADULT = re.compile(
    rf"(?<![\w'])(?:{_ADULT})(?:(?: (?!of|to|o|i|with|and|has|have|says?|to)\w+)?(?:'s| is| are|s|,|'n| yn|"
    rf" i'n| aged| who(?:'s| is))|) ?\(?{_ABOUT}$"
)
_LEFT_PAST = re.compile(
    r"(?:\b(?:was|were|wasn't|oedd|roedd|oeddwn|ers|since|oeddwn i|o'n i|ro'n i|when i was|pan o'n i|"
    r"bu)\b(?: (?:he|she|they|i|hi|o|e|fo|nhw|fy \w+)(?:'n| yn)?)?"
    rf"(?: only| just| about| a| an| the age of| age| aged|'n| yn)*) {_ABOUT}$"
)
_LEFT_RULE = re.compile(
    r"(?:\b(?:under|over|above|below|than|until|till|til|from|by|since|between|between \w+ and|rhwng|"
    r"rhwng \w+ a|at least|minimum|maximum|up to|max|min|beyond|past|reach|reaches|"
    r"dan|o dan|tan|dros|ers|hyd|hyd at|erbyn|o leia|o leiaf|llai na|mwy na|hyn na|hynach na|iau na|"
    r"fengach na|if|when|once|before|unless|whether|"
    r"pan|os|nes|unwaith|cyn)"
    r"(?: (?:the |an? )?ages?(?: of)?| the| oed(?:ran)?)?(?: (?:he|she|they|it|a child|children|my child|"
    r"kids|hi|o|e|plentyn|plant)(?: ?'?s| is| are| turns?| turned|'n| yn)?)?)"
    r"(?: yn| the age of)? $"
)
# "just over 10" is 10; so is the plain condition "if she is 9", which names her age.
_RULE_EXCEPT = re.compile(
    r"(?:just over|only just over) $|\b(?:if|whether|os|when|pan|unless) (?:he|she|they|my \w+|hi|o|e|"
    r"fy \w+)(?:'s| ?is| are|s|'n| yn|'re) $"
)

_AFTER_NOT_AGE = re.compile(
    rf"(?:st|nd|rd|th|eg|fed|ydd)\b| ?(?:am|pm|a\.m|p\.m|yb|yp|yh|y bor[ea]|bor[ea]\b|o'? ?clock|oclock|"
    rf"o'r gloch|%|:\d|/|\+|£|x\b)|"
    rf" ?-? ?\d| (?:out of|allan o|of|o|to|tan|i|or over|and over|and under|or under|and above|or above|"
    rf"plus|a throsodd|neu drosodd|neu hyn|upwards|up)\b|"
    rf" ?(?:hours?|hrs?|minutes?|mins?|seconds?|working|calendar|consecutive|awr|munud|times?|days?|weeks?|"
    rf"stone|kg|kilos?|pounds?|quid|miles?|milltir|points?|percent|per|"
    rf"kids?|child(?:ren)?|boys|girls|sons|daughters|babies|toddlers|people|adults|parents|professionals|"
    rf"social|workers?|police|teachers?|friends?|siblings|brothers|sisters|others?|"
    rf"different|separate|sets?|lots?|more|other|of us|bedrooms?|bed|dogs?|cats?|meetings?|conferences?|"
    rf"reviews?|visits?|reports?|letters?|"
    rf"o blant|o bobl|plentyn|plant|blant|ohonyn|ohonom|diwrnod|wythnos|gwaith|gweithiwr|cyfarfod|gwaith|"
    rf"street|road|avenue|lane|close|stryd|ffordd|heol|"
    rf"{_MONTHS})\b"
)
_END = re.compile(
    r" ?(?:$|[.,!?;:)\"]|-(?!\d)| (?:and|but|so|now|too|today|next|in|year|yr|going|can|does|do|is|will|"
    r"should|he|she|they|a|ac|ond|fydd|all|rwan|nawr|on|with|at|old|or|neu|who)\b)"
)
_AFTER_LATE = re.compile(
    r" ?(?:ago|after|before|later|late|from|into|since|away|behind|notice|until|till|left|apart|time|'|"
    r"pregnant|gone|along|sober|clean|"
    r"on the|off|inside|in prison|waiting|with|without|ers|yn ol|ar ol|cyn|wedyn|hwyr)\b"
)
_AFTER_ADULT = re.compile(
    r"[ -](?:\w+ )?(?:mum|mam|mother|dad|father|parent|mom|woman|man|partner|boyfriend|girlfriend|single|"
    r"husband|wife|tad|rhiant)\b"
)
_AFTER_OVER = re.compile(r"s? ?(?:and|or|a|neu) (?:over|under|above|below|up|older|younger|throsodd|drosodd|hyn|iau)\b|\+")
_PARENT_WORDS = re.compile(
    r"\b(?:(?:a|as a|i'?m|am|young|teen|teenage|single|new|old) (?:\w+ )?(?:mum|mam|mother|mom|dad|father|"
    r"parent)|(?:mum|mam|mother|dad|father|parent) (?:of|to|i)\b|"
    r"pregnant|expecting|having (?:a|my|the) baby|first baby|just had baby|"
    r"my (?:own )?(?:child|baby|babys|son|daughter|kids?|children|little one|bump|newborn|unborn|boy|girl)|"
    r"with a (?:newborn|baby)|feichiog|disgwyl|disgwl|fam\b|mam babi|babi (?:gen i|gynn\w+|gyda|da|fi)|"
    r"'?n babi i|babi i\b|fy (?:mabi|mhlentyn|mab|merch|mhlant))\b"
)
# The number first, as Welsh likes it: "pymtheg ydi o", "naw mis yw'r babi".
_CLAUSE = re.compile(
    r"(?:^|[.,!?;:] ?|(?<![\w'])(?:a|ac|ond|achos|wel|ie|ia|dim ond|mond|jyst|jest|tua|bron yn|newydd droi'n|and|but) )$"
)
_THEN_PRONOUN = re.compile(r" (?:yw|ydi|ydy) (?:hi|o|e|fo|fe|ef|nhw|nw)(?! ?'r| i\b)(?![\w'])")
_THEN_CHILD = re.compile(
    rf" (?:yw|ydi|ydy)(?:'r| fy| y| yr| ei| ein| eu)?(?: un)? (?:(?P<plural>plant|blant|mhlant)|(?:{_CHILD}))(?![\w'])"
)
_ENGLISH_BUMP = re.compile(r"\b(?:(?:and|with|plus|got) a|my|the|her|our|baby|this) $")  # "bump" is also Welsh for five
_LEFT_COUNT = re.compile(
    r"(?:have|has|got|'ve|there are|there's|theres|with|mae gen i|mae gynn?a i|mae gyda fi|mae 'da fi|ma da fi|"
    r"mae gynn?on ni|mae ganddon ni|mae gennym ni|gen i|gyda fi) $"
)
_HALF_ALONE = re.compile(r"(?:only |just |about |nearly |tua |dim ond )?")
_NO_NAME = (
    rf"{_THINGS}|{_ADULT}|{_MONTHS}|{_DAYS}|mon|tues?|wed|thurs?|fri|sat|sun|at|on|in|by|or|to|of|for|with|about|than|"
    r"over|under|only|has|have|had|got|need|needs|been|are|is|was|were|be|do|does|did|can|will|no|not|yes|yeah|hi|"
    r"hiya|hello|ok|okay|thanks|sorry|well|also|till|until|after|before|within|last|next|every|another|around|since|"
    r"but|so|if|grade|article|articles|schedule|chapter|table|appendix|item|question|part|paragraph|zone|channel|"
    r"route|junction|unit|band|tier|covid|scored|gets|gave|sees|saw|he|she|they|we|you|us|me|am|im|plus|years?|"
    r"neu|am|ar|yn|ym|o|gan|dros|dan|tan|rhwng|ers|mae|ma|oedd|roedd|mewn|erthygl|pennod|tudalen|stryd|ffordd|heol|"
    r"helo|diolch|iawn|ie|na|nage|nid|ddim|dim|hefyd|wedyn|cyn|wedi|tua"
)
_GIVEN_NAME = rf"(?!(?:{_NO_NAME})\b)[^\W\d_]{{2,}}"
_NAMED = rf"(?:(?:my|our|the|fy) )?(?P<name>{_GIVEN_NAME})(?:'s| is| who's| whos| who is| sy'n| sydd yn|'n| yn)?"
_JOIN = r",? ?(?:(?:and|an|&|plus|then|a|ac) )?"
# Between an age and the next: ", Ella ", " and Ella's ", " a'r un fach yn ".
_AND_NAMED = re.compile(rf"{_JOIN}{_NAMED} ?[,(:-]? ?{_ABOUT}")
_NAMED_FIRST = re.compile(rf"(?:^|[^\w'])(?P<name>{_GIVEN_NAME})(?:'s| is| sy'n|'n| yn)? ?[(:-]? ?$")
_NAMED_APART = re.compile(rf"(?:^|[.!?] |\b(?:{_CHILD}),? |\b(?:and|a|ac|but|ond) )(?P<name>{_GIVEN_NAME}), $")
_ONE_MORE = re.compile(
    rf"{_JOIN}(?:(?:with|gyda|efo) )?(?:one|another|(?:a )?(?:second|third|fourth|fifth)|un|un arall|arall)(?: more)? "
    r"(?:on the way|due|coming|ar y ffordd|i ddod)\b"
)
_OWN_STATE = re.compile(r"(?:\d|pr|expect|disg|yn |'n |.?e?ichiog)")
_ENDS_CLAUSE = re.compile(r" ?(?:$|[.,!?;)]| (?:and|a|ac|but|ond|an|&|so|can|do|does|will|plus|then)\b)")
_HELPLINES = {999, 112, 101, 111, 116, 911}


def _item(match: re.Match[str]) -> _Item:
    unit = next((name for name in ("years", "months", "weeks", "days") if match[name]), "")
    extra = 6 if match["half"] or match["half_after"] else 9 if match["three_quarters"] else 3 if match["quarter"] else 0
    old = bool(match["old"]) or match["unit"] in ("blwydd", "mlwydd", "flwydd")
    end = match.end()
    if match["and_months"]:
        if unit == "years":
            extra = number_value(match["and_months"].replace(" ", "-"))
        else:  # "9 and 11 months": two children
            end = match.end("unit") if match["unit"] else max(match.end("number"), match.end("half"))
            old = False
    return _Item(
        start=match.start(),
        end=end,
        value=number_value(match["number"]),
        extra=extra,
        unit=unit,
        old=old,
        not_yet=bool(match["not_yet"]) and unit in ("", "years"),
        negative=bool(match["negative"]),
        said=match["number"],
    )


def _items(text: str) -> list[_Item]:
    """The numbers in the text with their units, whether ages or not."""
    items: list[_Item] = []
    position = 0
    while len(items) < _MOST:
        soon = _ITEM_SOON.search(text, position)
        match = _ITEM.search(text, position)
        if soon and (not match or soon.start() <= match.start() or soon.start("number") == match.start("number")):
            value = number_value(soon["number"])
            items.append(_Item(soon.start(), soon.end(), value, 0, "", False, True, False, soon["number"]))
            position = soon.end()
        elif match:
            item = _item(match)
            if item.said != "bump" or not _ENGLISH_BUMP.search(text, 0, item.start):
                items.append(item)
            position = max(item.end, match.start() + 1)
        else:
            break
    return items


def _lists(text: str, items: list[_Item]) -> list[list[_Item]]:
    """The items in runs that only list words part: "3, 7 and 11"."""
    runs: list[list[_Item]] = []
    for item in items:
        between = text[runs[-1][-1].end : item.start] if runs else ""
        digits = bool(runs) and runs[-1][-1].plain and not (runs[-1][-1].words or item.words)  # "13 15 and 17"
        if runs and (_LIST.fullmatch(between) or (digits and between == " ")):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


_SELDOM_AGES = frozenset({"one", "two", "un", "dau", "dwy", "ddau", "ddwy", "deg"})
_MOST = 30  # numbers looked at in one message
_NEAR = 90  # characters on each side that can bear on a number
_WELSH_NOT_YET = ("bron", "yn agos", "agos", "ddim cweit")


def _left(text: str, position: int) -> str:
    return text[max(0, position - _NEAR) : position]


def _right(text: str, position: int) -> str:
    return text[position : position + _NEAR]


def _is_rule(left: str) -> bool:
    return bool(_LEFT_RULE.search(left)) and not _RULE_EXCEPT.search(left)


def _own_age_counts(item: _Item, text: str) -> bool:
    """Whether "I'm 14" is said by a young person about their own meeting, and not by a parent."""
    return item.value < 18 and not _PARENT_WORDS.search(text)


def _ends_well(item: _Item, right: str) -> bool:
    """Whether what follows lets a number without a unit be an age."""
    if item.not_yet and not _AFTER_NOT_AGE.match(right):
        return True
    # "one", "un", "dau" are seldom ages in the middle of a sentence, and "deg" (fair) is "ddeg" as an age.
    if item.words and item.value in (1, 2, 10) and item.said in _SELDOM_AGES:
        return bool(_END.match(right)) and not _AFTER_NOT_AGE.match(right)
    return not _AFTER_NOT_AGE.match(right)


def _said_first(text: str, run: list[_Item], item: _Item) -> bool:
    """Whether the number comes first, as Welsh likes it: "pymtheg ydi o", "naw mis yw'r babi"."""
    if not 1 < item.value <= 18 or item.unit in ("days", "weeks"):
        return False
    left, right = _left(text, item.start), _right(text, item.end)
    if _CLAUSE.search(left) and not item.unit and _THEN_PRONOUN.match(right):
        return True
    child = _THEN_CHILD.match(right)
    return bool(child and _CLAUSE.search(left) and (len(run) > 1 or not child["plural"]))


def _is_count(text: str, run: list[_Item], item: _Item) -> bool:
    """Whether a number says how many children there are: "I've got two, 9 and 7"."""
    if item is not run[0] or not item.plain or not 1 < item.value < 9 or not re.match(r" ?[,:;-]", _right(text, item.end)):
        return False
    left = _left(text, item.start)
    return bool(_LEFT_COUNT.search(left)) or (not left.strip() and item.words and item.value == len(run) - 1)


def _evidence(text: str, run: list[_Item], item: _Item) -> bool:
    """Whether the words before a run of numbers make this one a child's age."""
    left, right = _left(text, run[0].start), _right(text, item.end)
    if _said_first(text, run, item):
        return True
    if _HALF_ALONE.fullmatch(text[: item.start]) and item.extra == 6 and item.plain and not right.strip(" .,!?"):
        return True
    if item.not_yet and not left.endswith("'n "):
        left = f"{left}yn " if text.startswith(_WELSH_NOT_YET, item.start) else left
    if _LEFT_PAST.search(left) and not re.match(r" (?:last|yesterday|on|in|this)\b", right):
        return False
    if item.unit in ("weeks", "days", "months") and (
        _AFTER_LATE.match(right) or re.match(r" (?!and|a\b|ac|now|too|old|oed)\w", right)
    ):
        return False
    if item.unit == "days":
        return False
    if item.unit == "years" and _AFTER_LATE.match(right):
        return False
    last = item is run[-1]
    if not item.unit and last and not _ends_well(item, right):
        return False
    if item.value == 1 and item.words and re.search(r"(?:nhw|nw|they|they're|they are|gyd)(?:'n| yn)? $", left):
        return False
    if _LEFT_AGED.search(left) or _LEFT_SINGLE_OF.search(left):
        return not _is_rule(re.sub(rf"(?:aged?|ages|oed|age of|at age)[: ] ?{_ABOUT}$", "", left))
    if _LEFT_COPULA.search(left):
        return not re.search(rf"(?<![\w'])(?:{_THINGS})(?: (?:i|ni|hon|hwn|nesaf|nesa))?(?:'n| yn| is|'s|s) {_ABOUT}$", left)
    if _LEFT_NOUN.search(left):
        if left.endswith((" a ", " an ")):
            return False  # "gives my child a 3"
        return not item.words or not last or bool(_END.match(right))
    if item.unit in ("weeks", "months"):
        return False
    if item.not_yet and item.value > 2 and re.fullmatch(r"(?:.*[.,!?] )?", left) and re.match(r" ?(?:$|[.,!?])", right):
        return True  # "nearly ten": a wording for ages
    return bool(_NAME_COPULA.search(left)) and item.value > 1 and item.value <= 19 and (bool(_END.match(right)) or item.not_yet)


def _is_childs(text: str, run: list[_Item], index: int) -> bool:
    """Whether one number of a run is the age of a child."""
    item = run[index]
    left, right = _left(text, run[0].start), _right(text, item.end)
    own_left = _left(text, item.start)
    if _is_count(text, run, item):
        return False
    said = next((other for other in run[index:] if other.old), None)
    if (said and _AFTER_OVER.match(_right(text, said.end))) or (_AFTER_OVER.match(right) and item.plain):
        return False
    if _is_rule(own_left) or _is_rule(left):
        return False
    if _LEFT_OWN.search(own_left) or (item.start == 0 and _OWN_AFTER.match(right)):
        years = item.unit not in ("days", "weeks", "months")
        return years and (item.old or item.unit == "years" or _ends_well(item, right)) and _own_age_counts(item, text)
    if _LEFT_ADULT.search(own_left):
        return False
    if said and not (item.unit and not item.old and item is not said):
        if _AFTER_ADULT.match(_right(text, said.end)) or _LEFT_PAST.search(own_left):
            return False
        return not item.plain or item is said or not _AFTER_NOT_AGE.match(right) or bool(run[index + 1 :])
    return _evidence(text, run, item)


def _with_units(run: list[_Item]) -> list[_Item]:
    """The run with "10, 11 next month" made one child where a number is only the next birthday."""
    kept: list[_Item] = []
    for item in run:
        if kept and item.not_yet and kept[-1].value == item.value - 1 and not kept[-1].unit:
            continue
        kept.append(item)
    return kept


def _found_numbers(text: str) -> list[tuple[int, int, int]]:
    """Start, end and months of each age in numbers; months above OLDEST or below UNBORN are impossible."""
    found = []
    for run in map(_with_units, _lists(text, _items(text))):
        for index, item in enumerate(run):
            if item.value in _HELPLINES and not item.old:
                continue
            if item.value >= 1000 and not item.old:
                continue
            if _is_childs(text, run, index):
                found.append((item.start, item.end, _months_of(item)))
    return found


_IMPOSSIBLE = OLDEST + 1


def _months_of(item: _Item) -> int:
    return _IMPOSSIBLE if item.negative or item.months > OLDEST else max(item.months, 0)


def _found_words(text: str) -> list[tuple[int, int, int]]:
    """Start, end and months of ages said without a number: "dwyflwydd", "a year old", "newborn", "unborn"."""
    found = []
    for match in _WHOLE_WORDS.finditer(text):
        left = _left(text, match.start())
        if _LEFT_PAST.search(left) or _is_rule(left) or re.search(rf"(?:{NUMBER_PATTERN}|\d)[ -]$", left):
            continue
        if match["blwydd"]:
            months = 12 * _BLWYDD[match["blwydd"]] + (6 if match["half"] else 0)
        elif match["a_year"]:
            months = 18 if match["year_half"] else 12
        elif match["year_and_half"]:
            months = 18
        elif match["half_year"]:
            months = 6
        else:
            months = 1 if match["month"] else 0
        found.append((match.start(), match.end(), months))
    for match in _UNBORN.finditer(text):
        if not _NOT_UNBORN.search(_left(text, match.start())):
            found.append((match.start(), match.end(), UNBORN))
            break
    return found


# ---------------------------------------------------------------- ages that stand beside others

Found = tuple[int, int, int]


def _as_name(typed: Typed, original: str, start: int, end: int) -> bool:
    """Whether a word can be a name: a capital, or a message without any."""
    return original[typed.places[start]].isupper() or original[typed.places[start] :].islower() or original.islower()


def _may_stand_beside(item: _Item, text: str) -> bool:
    right = _right(text, item.end)
    return (
        0 < item.value <= (18 if item.unit != "months" else 24)
        and not item.negative
        and item.unit in ("", "months", "years")
        and not _AFTER_NOT_AGE.match(right)
    )


def _beside(typed: Typed, original: str, found: list[Found]) -> list[Found]:
    """The ages that only the ages or names beside them make ages: "she's 14 and Ella 6", "18 months and a newborn"."""
    text = typed.text
    ages = sorted(age for age in found if age[2] <= OLDEST)
    runs = [_with_units(run) for run in _lists(text, _items(text))]
    items = [item for run in runs for item in run if _may_stand_beside(item, text) and not _is_count(text, run, item)]
    more: list[Found] = []
    for index, item in enumerate(items):
        if any(start < item.end and item.start < end for start, end, _ in ages):
            continue
        pair = _named_pair(typed, original, items, index)
        if not pair and not _ENDS_CLAUSE.match(_right(text, item.end)):
            continue
        before = max((age for age in ages if age[1] <= item.start), key=lambda age: age[1], default=None)
        after = min((age for age in ages if age[0] >= item.end), default=None)
        between = text[before[1] : item.start] if before else ""
        named = _AND_NAMED.fullmatch(between) if before else None
        start = before[1] if before else 0
        if (
            (named and _as_name(typed, original, start + named.start("name"), start + named.end("name")))
            or (before and _LIST.fullmatch(between) and not re.search(r"\d$", between))
            or (
                after
                and not _OWN_STATE.match(text, after[0])  # "17 and pregnant" is her own age
                and re.fullmatch(r"(?:.*(?:[.,!?]|got|have|'ve|gen i|'da fi|gyda fi))? ?(?:an? )?", text[: item.start])
                and _LIST.fullmatch(re.sub(r"(?<= )(?:an?|my|the|fy|gen i) $", "", text[item.end : after[0]]))
            )
            or pair
            or _named_apart(typed, original, item)
        ):
            ages.append((item.start, item.end, _months_of(item)))
            ages.sort()
            more.append((item.start, item.end, _months_of(item)))
    if ages and all(months != UNBORN for _, _, months in ages):
        for _, end, _ in ages:
            match = _ONE_MORE.match(text, end)
            if match:
                more.append((match.start(), match.end(), UNBORN))
                break
    return more


def _named_before(typed: Typed, original: str, item: _Item) -> bool:
    left = _left(typed.text, item.start)
    named = _NAMED_FIRST.search(left)
    if not named:
        return False
    offset = item.start - len(left)
    return original[typed.places[offset + named.start("name")]].isupper()


def _named_pair(typed: Typed, original: str, items: list[_Item], index: int) -> bool:
    """Whether two names with a number each follow one another: "Lily 5 and Noah 3"."""
    item = items[index]
    if index + 1 >= len(items) or not item.plain or not items[index + 1].plain:
        return False
    between = _AND_NAMED.fullmatch(typed.text[item.end : items[index + 1].start])
    return bool(between) and _named_before(typed, original, item) and _named_before(typed, original, items[index + 1])


def _named_apart(typed: Typed, original: str, item: _Item) -> bool:
    """Whether the age stands between commas after a name: "Ella, 6, wants to come"."""
    left = _left(typed.text, item.start)
    named = _NAMED_APART.search(left)
    if not named or not item.plain or not _right(typed.text, item.end).startswith(","):
        return False
    return original[typed.places[item.start - len(left) + named.start("name")]].isupper()


# ---------------------------------------------------------------- an answer to "how old?"

_FILLERS = re.compile(
    rf"(?<![\w'])(?:um+|er+|oh|well|ok|okay|sorry|yes|yeah|yep|i think|i believe|it's|its|it is|is|she's|ones|then|"
    rf"yw|ydi|ydy|fe|nhw|'r|"
    rf"he's|hes|shes|only|just|about|around|roughly|now|"
    rf"please|thanks|thank you|ta|diolch|os gwelwch yn dda|and|a|ac|an|my|the|age|aged|old|oed|ish|tua|"
    rf"dim ond|mond|jyst|newydd|mae|ma|hi|o|e|fo|yn|'n|ie|ia|sori|"
    rf"year|years|yr|yrs|both|all|one is|the other|other|{_CHILD})(?![\w'])|[\s.,!?&;:()'\"+-]"
)


# "Jake 14 Ella 6": a name before each number.
_NAME_ALONE = re.compile(rf"(?:^|(?<=[ ,]))(?!(?:or|neu|and)\b){_GIVEN_NAME} ?[:,-]? ?(?:is |'s |yn |'n )?$")


def _found_bare(text: str) -> list[tuple[int, int, int]]:
    """The ages in a message that is nothing but ages: "9", "naw", "3 and 11", "10 mis"."""
    items = [item for run in _lists(text, _items(text)) for item in _with_units(run)]
    if not items or any(item.value in _HELPLINES for item in items):
        return []
    rest, position = [], 0
    for item in items:
        rest.append(text[position : item.start])
        position = item.end
    rest.append(text[position:])
    rest = [_NAME_ALONE.sub(" ", part) for part in rest[:-1]] + rest[-1:]
    if len(items) > 1 and _is_count(text, items, items[0]):
        items = items[1:]
    if any(re.match(r" ?(?:of|o'?clock|to \d)", part) for part in rest[1:]) or _FILLERS.sub("", " ".join(rest)).strip():
        return []
    if re.fullmatch(
        r"(?:(?:i have|i've got|have|got|my|our|fy|mae gen i) )?(?:\d|one|two|three|four|five|un|dau|dwy|tri|"
        r"tair|pedwar) (?:kids?|child|children|boys?|girls?|o blant|plentyn|plant|blant)[.!?]?",
        text,
    ):
        return []  # how many, not how old
    return [(item.start, item.end, _months_of(item)) for item in items]


def _without_overlaps(text: str, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """In order of mention; of two that overlap the earlier and longer; a newborn's own age counts once."""
    kept: list[tuple[int, int, int]] = []
    for start, end, months in sorted(found, key=lambda age: (age[0], -age[1])):
        if kept and start < kept[-1][1]:
            continue
        if text[:start].endswith("the ") and months in {earlier[2] for earlier in kept}:
            continue  # "6 and 12, does the 12 year old go"
        if kept and kept[-1][2] == 0 and 0 <= months <= 3 and start - kept[-1][1] < 25:
            kept.pop()
        kept.append((start, end, months))
    return kept


def find_ages(text: str, bare: bool = False) -> Ages:
    """The ages, in months, of the children that a message mentions.

    Args:
        text: the message as typed.
        bare: the guide has just asked for an age, so a message that is only a number is one.
    """
    typed: Typed = fold_in_place(text)
    found = _found_words(typed.text) + _found_numbers(typed.text)
    if bare and not found:
        found = _found_bare(typed.text)
    found = _without_overlaps(typed.text, found + _beside(typed, text, found))
    possible = [age for age in found if age[2] <= OLDEST]
    return Ages(
        months=[months for _, _, months in possible],
        impossible=len(possible) < len(found),
        spans=[typed.span(start, end) for start, end, _ in possible],
    )
