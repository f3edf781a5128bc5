"""Who is typing, where they say so of themselves: a grandparent, a supporter or the young person.

Most who write are parents and do not say it; a gran or a friend that a parent only mentions is not the one who speaks.
"""

from __future__ import annotations

import re

from conference_guide.typed import NUMBER_PATTERN, fold_in_place, number_value

_GRAN = (
    r"nan|nana|nain|taid|gran|granny|grandma|grandmother|grandmum|grandad|granddad|grandpa|grandfather|grandparents?|"
    r"mam-?gu|tad-?cu|mam gu|tad cu"
)
_GRAN_CY = r"(?:hen[ -])?(?:nain|taid|daid|nhaid|mam-?gu|fam-?gu|tad-?cu|dad-?cu|mam gu|fam gu|tad cu|dad cu)"
_KIN = r"(?:(?:maternal|paternal|great|step|worried|proud|other)[ -])*"
_CHILDS = r"(?:(?:child|children|kids?|baby|babies|boys?|girls?|lads?|little one|grandkids)'?s?'? )?"
_I_AM = r"(?:i'?m|i am|we'?re|we are)"
_GRANDPARENT = re.compile(
    rf"(?<![\w'])(?:{_I_AM} (?:both )?(?:a |an |(?:the|their|her|his) {_CHILDS}){_KIN}(?:{_GRAN})|"
    rf"{_I_AM} (?:the|their|her|his) {_CHILDS}nanny|{_I_AM} (?:{_GRAN}) to|"
    rf"(?:speaking )?as (?:a|the|their|his|her) {_CHILDS}{_KIN}(?:{_GRAN})(?= (?:can|do|am|will|should|what|how|i|have)\b|,)|"
    rf"(?:{_GRAN}) here|"
    r"(?:my|our) (?:\w+ )?(?:great[ -]?)?grand-?(?:son|daughter|child|children|kid|kiddie|baby|babies)s?|"
    rf"(?:fi|ni) (?:yw|ydi|ydy|ydyn) (?:ei |eu )?{_GRAN_CY}|{_GRAN_CY}(?:'r| y| yr| i'r)?(?: \w+)? (?:ydw|dw|ydy|ydi|"
    rf"yw) (?:i|fi)|"
    rf"{_GRAN_CY}(?:'r| y| yr| i'r)?(?: \w+)? (?:dwi|wi|ydan ni|ydyn ni|ydw)|"
    rf"(?:dw i|dwi|rwy|rydw i|wi|rwyf|'dw i)(?:'n| yn) (?:ei |eu )?{_GRAN_CY}|fel (?:ei |eu )?{_GRAN_CY}(?=,|'r| y| i'r)|"
    r"(?:fy|ein|'n|yn) (?:gor-?|ngor-?|hen )?(?:wyr|wyres|wyresau|wyrion)(?: (?:i|bach|fach|hynaf|ni))?|"
    r"(?:wyr|wyres|wyrion) (?:i mi|i fi|sy gen i|sydd gen i))(?![\w-]|'s (?:neighbour|friend|partner|house|husband))"
)

_FRIEND = (
    r"(?:best |close |old |little |big |younger |older )?(?:friend|mate|bestie|sister|brother|sis|bro|neighbour|cousin|"
    r"niece|nephew|colleague|sister-in-law|brother-in-law)"
)
_MEETING = r"(?:child protection )?(?:case )?(?:conference|meeting|review|hers\b|his\b|theirs\b)"
_THEIRS = rf"to (?:hers|theirs|his|(?:her|his|their) (?:\w+ )?(?:\w+ )?{_MEETING})(?![\w'])"
_FRIEND_CY = (
    r"(?:fy |'n |yn )?(?:ffrind|nghyfaill|chwaer|mrawd|nghymydog|nghymdoges|nghyfnither|nghefnder|nith|nai|nghydweithiwr|"
    r"chyfaill|mrawd i|ffrind i|chwaer i)"
)
_I_CY = r"(?:dw i|dwi|rwy|rydw i|wi|fi|rwyf|bydda i|fydda i|mi fydda i|dw i am|dwi am)(?:'n| yn| sy'n)?"
_SUPPORTER = re.compile(
    rf"(?<![\w'])(?:(?:i'?m|i am|i'?ll be|i will be|i'?ve been asked|i have been asked|i was asked|i want to|"
    rf"i'?d like to|i'?ll)"
    rf"(?: going(?: along| there)?| coming(?: along)?| there| here| invited| asked| be)?"
    rf" (?:to support|supporting|as support for|in support of|to be there for|to go and support|a supporter for|"
    rf"the supporter for|"
    rf"support for) (?:my|a|our) {_FRIEND}|"
    rf"(?:i'?m|i am) (?:going|coming|off)(?: along)? with (?:my|a|our) {_FRIEND} {_THEIRS}|"
    rf"(?:can|could|may|should|do|am|will) i (?:allowed to |get to )?(?:go|come|sit in|attend|"
    rf"speak)(?: along)? with (?:my|a|our) {_FRIEND} {_THEIRS}|"
    rf"(?:can|could|may|should|how can|how do) i (?:go to |come to |attend |sit in on |support )(?:my|our) {_FRIEND}'?s? "
    rf"(?:at |in |through |during |with )?(?:(?:her|his|their) )?(?:\w+ )?{_MEETING}|"
    rf"(?:i'?m|i am) (?:going|invited|asked|coming)(?: along)? to (?:my|our) {_FRIEND}'?s (?:\w+ )?{_MEETING}|"
    rf"(?:i'?m|i am) (?:the|her|his|their|a) (?:support(?:er| person)?|mckenzie friend)(?! (?:group|work)|'s)|"
    rf"(?:my|a) {_FRIEND} (?:has |'?s )?(?:asked|wants|invited) me (?:to (?:go|come|be there|support|attend)|along|as)|"
    rf"{_I_CY} (?:mynd|dod|am fynd|am ddod)(?: yno)? (?:yn gefn i|i gefnogi|fel cefnogwr i|yn gwmni i|"
    rf"fel cefn i) ?{_FRIEND_CY}|"
    rf"{_I_CY} (?:cefnogi|gefnogi) {_FRIEND_CY}|"
    rf"{_I_CY} (?:mynd|dod) (?:gyda|efo|hefo|da) {_FRIEND_CY} i'w (?:\w+ )?(?:chynhadledd|chyfarfod|gynhadledd|"
    rf"gyfarfod|cynhadledd|"
    rf"cyfarfod|hadolygiad|adolygiad|hun hi|un hi|un o)|"
    rf"(?:ga i|gaf i|alla i|fedra i|ca i|sut alla i|sut galla i) (?:ddod|fynd|gefnogi|siarad) (?:gyda |efo |"
    rf"i gefnogi |yn gefn i )?{_FRIEND_CY} "
    rf"(?:i'w|yn ei|yn y|i'r) (?:\w+ )?(?:chynhadledd|chyfarfod|gynhadledd|gyfarfod|cynhadledd|cyfarfod)|"
    rf"fi (?:yw|ydi|ydy)(?:'r| ei| eu)? (?:c|g|ch)efnog(?:wr|ydd)|(?:c|g)efnogwr (?:ydw i|dwi|wi)|"
    rf"mae {_FRIEND_CY}(?: i)? wedi gofyn i (?:fi|mi) (?:ddod|fynd|fod|gefnogi)|(?:nath|"
    rf"wnaeth) {_FRIEND_CY}(?: i)? ofyn i (?:fi|mi) (?:ddod|fynd))"
)

_AGE = rf"(?P<{{name}}>\d{{{{1,2}}}}|{NUMBER_PATTERN})"
_AFTER_AGE = (
    r"(?=$| ?[.,!?;]| (?:and|but|so|do|can|will|should|years?|yrs?|yo|y/o|old|now|what|how|is|does|why|am|who|a|ac|"
    r"ond|oed|mlwydd|"
    r"oes|ga|gaf|fydd|rhaid|nawr|rwan|a'r|beth|be|sut|pam|alla|all|mae|ma|or|the|my|it's|its)\b)(?! (?:and|"
    r"a) (?:half|hanner)? ?(?:weeks|wythnos))"
)
_OWN_AGE = re.compile(
    rf"(?<![\w'])(?:(?:i'?m|i am) (?:a |an |only |just |nearly |"
    rf"almost )?{_AGE.format(name='en')}(?:[ -]year[ -]old)?{_AFTER_AGE}"
    rf"(?! (?:years?|yrs?) (?:sober|clean|in|into|away|on)\b)|"
    rf"(?:dwi|dw i|rwy|rydw i|wi|fi|rwyf)(?:'n| yn)(?: ond yn)? ?{_AGE.format(name='cy')}{_AFTER_AGE}|"
    rf"{_AGE.format(name='last')}(?: oed| mlwydd oed)? (?:ydw i|dw i|dwi|wi|ydy fi|ydi fi|here)(?![\w']))"
)
_NOT_YOUNG = re.compile(
    r"\b(?:(?:a|young|teen|teenage|single|new) (?:mum|mam|mother|mom|dad|father|parent)|mum of|dad of|pregn\w*|"
    r"expecting|weeks?|"
    r"wythnos|my (?:own )?(?:child|baby|babys|son|daughter|kids?|children|little one|newborn|unborn|bump|boy|girl)|newborn|"
    r"feichiog|beichiog|disgwyl|disgwl|fy (?:mabi|mhlentyn|mab|merch|mhlant)|babi)\b"
)
_ABOUT_ME = re.compile(
    r"(?<![\w'])(?:(?:it'?s|it is|is|meeting|conference|thing|one) about me(?! or|self)|"
    r"my (?:mum|mam|mom|dad|parents|foster|nan|carer|stepdad|stepmum|teacher)|"
    r"my (?:own )?(?:child protection )?(?:meeting|conference)|"
    r"amdana i|am fi|fy (?:nghyfarfod|nghynhadledd)|nghyfarfod i|nghynhadledd i|(?:fy )?(?:mam|nhad|dad|rhieni)|"
    r"fy rhieni)(?![\w'])"
)
_YOUNG = re.compile(
    r"(?<![\w'])(?:i'?m (?:just )?(?:the|only a|just a) (?:child|kid|young person)|i am (?:the|only a|"
    r"just a) (?:child|kid|young person)|"
    r"i'?m (?:a|still a) (?:child|kid|teenager|young person)|i am (?:a|still a) (?:child|kid|teenager|young person)|"
    r"(?<!is )(?<!is the )(?<!is this )(?<!why is )(?:there'?s a |the |a |"
    r"they'?re having a )(?:child protection )?(?:meeting|conference)(?: is|'s| that'?s)? about me"
    r"(?! or| being)|"
    r"fi (?:yw|ydi|ydy)(?:'r|'r un) (?:plentyn|person ifanc|un ifanc)|plentyn (?:ydw i|dwi|wi)|person ifanc (?:ydw i|dwi|wi)|"
    r"(?:mae'r|ma'r|y) (?:cyfarfod|gynhadledd) (?:yma |hwn |hon )?(?:amdana i|am fi|amdanaf i))(?! (?:protection|"
    r"care|or|neu)\b)(?![\w'])"
)
_YOUNGEST, _SURELY_YOUNG, _GROWN = 6, 15, 18  # years; a mother may be 16


def _is_young_person(text: str) -> bool:
    if _NOT_YOUNG.search(text):
        return False
    if _YOUNG.search(text):
        return True
    said = _OWN_AGE.search(text)
    if not said:
        return False
    age = number_value(next(number for number in said.groups() if number))
    return _YOUNGEST <= age <= _SURELY_YOUNG or (age < _GROWN and bool(_ABOUT_ME.search(text)))


def find_speaker(text: str) -> str | None:
    """Who says of themselves that they are typing: "grandparent", "supporter", "young_person", or None (a parent, or unknown)."""
    folded = fold_in_place(text).text
    if _is_young_person(folded):
        return "young_person"
    if _GRANDPARENT.search(folded):
        return "grandparent"
    return "supporter" if _SUPPORTER.search(folded) else None
