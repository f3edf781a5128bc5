"""Which language a message is in, from its everyday words and spelling."""

from __future__ import annotations

import re

from conference_guide.text import words

# Words that stand in both languages ("a", "i", "o", "am", "hi", "had", "plant" ...) tell nothing and are in neither list.
_WELSH = frozenset(
    """
    ac ag ai allai alla allan amdani amdano amdanaf amser ar arall arna arnaf arnat arni arno arnom atat ataf ati ato atom
    awn baban bach beth be'dy be'di ble blant blentyn bod bob boi bore brawd brysur busnes bydd bydda byddaf byddai byddan byddwch byddwn byth
    byw cael cadw cael cai caf cafodd cam canolbwynt cariad chael chaf chan chi chi'n chdi chwaer chwarae chwiorydd clywed cofio cyfarfod cyfreithiwr
    cyn cymryd cymraeg cynhadledd gynhadledd da dach dad-cu dal damwain dan darllen dau dda ddim ddod ddweud ddylwn dechrau deud deall deg dewis diddordeb diolch dim
    diwedd diwrnod dod dros drwg dweud dwad dw dwi dwi'm dwi'n dwy dy dyma dyna dydd dydi dydy dylwn dylai ddylai ddylen dyn dynes
    ei eich ein eisiau eisio isho isio moyn 'moyn eto eu ers erbyn efo ella efallai falle fallai fe fel fedra fedrwch fedrai felly fi fi'n fo fod fory fy fyddai fydd fydda fyddwn fyny
    ga gai gaf gawn gall galla gallaf gallai gallwch gallwn gan gen gennyf gennych gen'i gynnon gynno gyda gyda'r gyfer gynta gyntaf gwaith gwarchod gwbod gwybod gwelwch gwneud gwyn gymorth gymraeg
    heb heblaw heddiw helpu heddlu helo hefyd hel hen heno hi'n hir hithau hogan hogyn hon hwn hwnnw hyd hyn hynny
    i'r i'w iawn iddi iddo iddyn ie ia isio'r lan lawr lle llawer llun llys llythyr llefydd
    mab mae maen mam-gu mamgu mawr mewn mi 'mi minnau mor mwy mynd mis mlwydd misoedd 'na nac nad naci nage nain neb nef neges neu neud newydd ni nid ninnau nhad nhw nhw'n nos nôl nol nawr
    oed oedd oeddwn oedden oes ond os o'r o'i o'n oherwydd pa pam pan paid peidio penderfynu penderfyniad pethau peth pobl pob pryd prynhawn pwy pwyllgor popeth plentyn plant
    rhaid rhag rhai rhan rhiant rhieni rhoi rhywbeth rhywun rwan rŵan rwy rwy'n rydw rydwyf rydych rydyn 'rwan
    sa sa'i sai sai'n sawl sef sgen sgynnon sgynnoch siarad siwr siŵr sut sy sy'n sydd sylw swyddog stopio'r shwmae sumae su'mae tad-cu tadcu taid teulu tra trio trwy tua tua'r tro tybed tyn
    uned un unwaith un'r wedi wedyn wir wna wnaeth wnaf wnawn wnewch wneith wneud wrth wrtha wrthi wrtho wrthyf wy wyf wy'n wi wi'n wythnos wyt y yfory yma ymlaen yna ychydig ydi ydw ydwi ydy ydych ydyn yn yndi yng ynglyn yno
    ynte yr yw ysgol ysgrifennu ysgwyd y'ch yfed ymddiheuro mhlant mhlentyn nghyfreithiwr ngwr mab mhartner merch ferch hogia plantos babi
    bod i fel neith na'i nai dyle ddyle fasai faswn basa base licio leicio hoffwn hoffi cwyno cwyn gwahodd gwybodaeth cadeirydd adroddiad cofrestr cofnodion adolygiad eiriolwr cefnogwr cyfieithydd
    gweithiwr gweithwyr cymdeithasol gymdeithasol cynllun craidd grwp cyngor cymorth gadael gorfod rhannu gweld gofyn gofal mynychu
    lladd brifo trais dioddef ofnus poeni cyllell argyfwng taro
    """.split()
)
_ENGLISH = frozenset(
    """
    the and of to in is it's its you your you're that this these those they their them they're there was were be been being are aren't as if but
    can can't cant cannot could couldn't do does doesn't doesnt did didn't didnt don't dont done for from get gets getting give given go goes going gone got
    have haven't hasn't has having he's she's her's here his him how i'm im i've ive i'll i'd into isn't isnt just know knows
    let like look make makes many may me meeting might mine more most much must my myself need needs never no not nothing now off on once one only or other
    our out over people please put really right said same say says see she should shouldn't so some someone somebody something still such take taken tell than thank thanks
    then think thing things through time told too two under until up us very want wants wanted was wasn't wasnt way we we're we've well went what what's whats when where which while
    who who's whos whose why will with without won't wont work would wouldn't wrong yes yeah yet before after about against all also always any anyone anything
    because back bad best both bring brought by call called case child child's children kids kid baby mum mum's mam dad dad's dads boy girl son daughter wife husband partner
    come comes council court day days decide decided decision did does each else end even ever every everyone everything family feel few find first friend happen happens happened help hello house
    invite invited keep kept last late later leave less letter life listen little long lose made man mean meant mind months month morning name new next night nobody none notes
    old own parent parents part phone plan police report reports rather read ready room rules scared school send sent show social worker worker's workers solicitor speak start stay stop stopped support
    sure talk their theirs today together tomorrow trouble try trying turn understand use used wait week weeks woman word words worried worry write written year years yours
    allowed allow ask asked asking another around away being between bit chair conference complain complaint happening hear heard hurt kill killed knife welsh english change switch language
    doing every gonna gotta wanna ain't aint ok okay u ur r pls plz cos coz cuz bc tho thru ppl wat wot
    hurting killing hitting weather football recipe live lives living moved birthday named am at an it had been
    """.split()
) - {"am", "at", "an", "had", "no", "on", "man", "plant"}

_WELSH_SPELLING = re.compile(r"^(?:ll|ngh|mh|nh|rh|gw[ylr]|cyf|cyn|ddy|ddi|wn|dd)|(?:wyd|wydd|aeth|iaeth|wch|odd|edd|ydd|iau|iol|ol[iw]|wyr|ion|au|dd|wn|wy|ll|io|wyf|ais|wr|th)$|w[ylrn]?$|dd|^y")
_ENGLISH_SPELLING = re.compile(r"[kvxzqj]|tion|ing$|ck|ght|sh|oo|ee|ed$|ly$|'ll$|n't$|'ve$|'re$|ous$|ment$|ea")


def score(text: str) -> tuple[float, float, int]:
    """How Welsh and how English the text is (sums over words), and how many words it has."""
    welsh = english = 0.0
    tokens = [word for word in words(text) if not word[0].isdigit()]
    for token in tokens:
        token = token.strip("'")
        plain = token.replace("'", "")
        if token in _WELSH or (plain in _WELSH and plain not in _ENGLISH):
            if token not in _ENGLISH:
                welsh += 1
        elif token in _ENGLISH or plain in _ENGLISH:
            english += 1
        elif "'" in token and token.split("'")[1] in {"r", "n", "i", "u", "w", "ch", "th"} and token.split("'")[0] in _WELSH | {"i", "o", "a"}:
            welsh += 1
        elif _ENGLISH_SPELLING.search(token):
            english += 0.5
        elif _WELSH_SPELLING.search(token):
            welsh += 0.5
    return welsh, english, len(tokens)


def detect(text: str) -> str | None:
    """The language of the text: "en" or "cy", or None where it is not plainly either.

    Welsh speakers put English nouns into Welsh sentences more often than the other way round,
    so Welsh wins when both are there in like measure.
    """
    welsh, english, _ = score(text)
    if welsh == english == 0:
        return None
    if welsh >= english * 0.75 and welsh >= 0.5:
        return "cy"
    if english > welsh:
        return "en"
    return None


def reply_language(text: str, in_use: str | None) -> str:
    """The language to answer in: that of a message of three words or more, else the one in use.

    With nothing in use yet, a shorter message that is plainly in one language counts too.
    """
    welsh, english, count = score(text)
    found = detect(text)
    if found is None:
        return in_use or "en"
    if count >= 3 or in_use is None:
        strength = welsh if found == "cy" else english
        if in_use is None or strength >= 1:
            return found
    return in_use or "en"
