"""Whether somebody may be in danger, from the words of one message alone.

It must work when nothing else does: no model, no network, no Rasa. A message is reduced to plain words (disguises,
typing slips and spoken forms undone) and compared with the tables below. In doubt the answer is "now".

How a line of a table reads, word by word:
  kill|stab     one of these words          HE        one word of that class (see _CLASSES)
  word?         may be missing              ~of|the   the next word is none of these
  ^             a sentence begins           $         a sentence ends
  a_b           two words, as one choice    ;         another line begins
  ..            up to three words between   ..6       up to six words between
A full stop in the message ends a line's reach; a comma does not, since parents rarely type one.
"""

# ruff: noqa: E501 - a line of a table is read across; broken lines would hide what belongs together.
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from conference_guide.text import clean, fold, words


@dataclass(frozen=True)
class Urgency:
    """What danger a message speaks of, and whether to answer with the urgent reply first (`now`) or to add the helpline."""

    label: str
    now: bool


LABELS = ("danger_child", "danger_self", "danger_abuse")  # in the order of priority

# ---------------------------------------------------------------- words
# Welsh words marked with * also stand for their soft, nasal and aspirate mutations.
_CLASSES = {
    line.split(": ")[0].strip(): frozenset(line.split(": ")[1].split())
    for line in """
    HE: he hes hed hell she shes shed ex exs partner husband hubby wife missus bf boyfriend gf girlfriend fella bloke someone somebody man men guy family brothers lads mates landlord
    PARENT: dad dads daddy father stepdad stepfather mum mums mummy mam mom mother stepmum stepmother nan grandad grandpa uncle auntie aunt brother cousin parents carer carers
    KID: kid kids baby babys babies bubba child childs children childrens son sons daughter daughters boy boys girl girls toddler newborn bairn old ones twins stepson stepdaughter nephew niece grandson granddaughter
    HITS: smashes smashing dragging chucks chucking spits spitting pinning pins boots booting slams slamming whips whipping stamping stamps drowning scalding twisting bangs hits hitting punches punching slaps slapping kicks kicking beats beating beatin batters battering strangles strangling chokes choking smacks smacking belts thumps thumping assaults assaulting bashing headbutts leathering lamping suffocating raping rapes molests molesting burns burning biting bites pinches shoves shoving drags
    HURTS: hurts hurting hurtin attacks attacking abuses abusing grabs grabbing pushes pushing shakes shaking harming harms
    HIT: smashed chucked spat pinned booted slammed whipped stamped scalded lamped leathered lunged poured clattered decked cracked knocked hit punched slapped kicked beat beaten battered strangled choked smacked belted thumped assaulted bashed headbutted hurt attacked abused grabbed pushed shoved raped molested stabbed burnt burned bit dragged bruised threw harmed
    WILL_HIT: slit smash drag batters hit punch slap kick beat batter strangle choke smack hurt harm attack rape kill stab murder shoot suffocate smother drown shake throw burn kidnap
    TOUCH: touched touches touching touch touchin fingered groped gropes fiddled
    WILL: will going gonna wants want threatened threatening threatens might could hell shell theyll says said gunna
    WEAPON: bat knife knives gun machete hammer axe blade hatchet crowbar acid petrol weapon sword
    PILLS: tablets tablet pills pill paracetamol paracetamols ibuprofen meds medication antidepressants methadone codeine insulin valium sleepers pack packet bottle box capsules tramadol bleach cocodamol zopiclone sertraline diazepam heroin drugs propranolol amitriptyline aspirin weed edibles vodka
    PLENTY: all load loads whole too lots lot bunch many handful overdose every full
    SCARED: scared frightened afraid terrified petrified fear fearful frit ofn ofnus ofni
    MYSELF: myself meself mesen mysel
    SELF: herself himself themselves themself theirself
    BODY: arm arms nose jaw rib ribs wrist wrists face neck throat hair leg legs teeth cheekbone back bum head ear skull finger eye
    O: o e fo fe hi ef gwr* priod partner* cariad* ecs ex gwraig* rhywun dyn ddyn bachan boi cyn teulu nheulu bartner mhartner ngwr nghariad ngwraig
    TAD: dad tad* nhad mam fam mham llystad* lystad llysfam taid nhaid tadcu nhadcu yncl ewyrth wncwl nain brawd* mrawd cefnder rhieni* rieni
    PLENTYN: plentyn* plant* babi* babis baban* mab* mabi merch* hogyn hogan bachgen* crwt grwt croten groten bychan fach bach bychain kids boi hogia plantos efeilliaid crwtyn
    CURO: taro* curo* bwrw* brifo* hitio hito hitan dyrnu* cicio* cico* slapio slapo smacio smaco tagu* gwthio* hwpo ymosod camdrin* camdrin treisio* llosgi* niweidio* waldio colbio* leinio pwnio* pwno* cnocio* crogi* ysgwyd shiglo siglo lluchio* brathu* cnoi* llusgo* taflu* towlu poeri* smasio smasho boddi* mygu* chwipio* stido bangio slamio dragio twlu crafu* frathu lindagu*
    LLADD: lladd* mwrdro* trywanu* stabio stabo saethu
    TABLEDI: tabledi* tabled* pils pills paracetamol moddion* foddion meddyginiaeth*
    CYLLELL: cyllell* gwn wn dryll* machete bwyell* morthwyl* bat petrol twca
    GAN: gan gen gynno gynni ganddo ganddi da gyda efo gida gynnon
    WEDI: wedi di newydd
    NUMBER: 8 9 10 12 14 15 16 18 20 24 25 28 30 32 35 40 45 48 50 60 64 70 80 90 96 100 ten twelve fifteen twenty thirty forty fifty sixty hundred deg ugain deugain
    MY_BODY: mraich nhrwyn nghoes nannedd ngarddwrn mhen nghlust ngwddw ngwddf ngwddwg ngwyneb nghefn ngwallt mreichiau ngheg llygad asennau
    HUN: hun hunan hunain
    TWTSIAD: twtsiad dwtsiad twtsio dwtsio twtsh cyffwrdd* gyffwrdd byseddu* fyseddu
    BYGWTH: bygwth* fygwth mygwth bygythiodd bygythio*
    THEY: they theyre theyll theyve nhw
    """.strip().splitlines()
}


def _set(text: str) -> frozenset[str]:
    """The words of the text."""
    return frozenset(text.split())


def _forms(table: str) -> dict[str, str]:
    """Each form of a table of "meant: form form ; meant: form", and what is meant by it."""
    entries = (entry.split(":") for entry in re.split(" ; |\n", table) if ":" in entry)
    return {form: meant.strip() for meant, forms in entries for form in forms.split()}


# ---------------------------------------------------------------- danger, whatever the tense
# Softened only by a "not" before it.
_SURE = {
    "danger_child": """
        # English
        KID|he|she|hes|shes ..3 drunk|drank|swallowed|eaten|ate ..4 cleaning|bleach|chemicals|battery|batteries|detergent|alcohol|fluid|methadone|drugs|calpol|something|magnet|magnets ; fgm ; county lines ; bleeding ..4 KID
        hand|hands|fingers ..1 in|down|up|inside ..1 my|her|his|KID pants|knickers|trousers|top|skirt|nappy|bra|shorts|pjs|pyjamas ; KID|he|she ..3 not|isnt responding|moving ; KID ..8 off his|her head|face
        having|had|has ..2 fit|seizure|convulsion ..4 wont|cant|not|baby|unconscious ; wont|not|doesnt come|coming|responding round|to|$ ; KID ..4 bleeding|seizure ; off his|her head|face|nut|tits ..8 them|KID|kids
        dont|doesnt|wont|never|not feed|feeds|feeding ..1 me|us|KID|them ; no|any|nothing ..2 food|eat ..3 KID|me|us|house ~at_the_meeting ; grown|older|strange|random man|men|bloke ..4 pics|pictures|nudes|messages|photos
        messages|pics|nudes|photos ..4 grown|older|strange man|men ; older man|bloke|men|boyfriend|guy ; PARENT|HE ..3 WILL ..4 kill|murder ..1 my|our brother|sister|mum|mam|neith|dad|KID ; cant find ..1 KID
        pillow|hand|cushion ..2 over ..2 face|mouth ; taking|take|sending ..2 abroad ..4 cut|marry|married ; HE ..4 WEAPON ..6 KID ; KID|he|shes|hes|she ..5 limp|lifeless|floppy|passed_out|seizing ; so|nag ..4 anadlu|dihuno
        i|ill|id|might|worried ..1 ill|id|might|gonna|could ..2 hurt|shake|hit|harm|snap ..2 him|her|them|KID ~feelings|by|with|case ; wont|not|refuses|refused|doesnt ..2 take ..2 hospital|a_e|doctor|doctors
        wont|cant stop ..1 bleeding ; hit|banged|hurt|cracked ..2 head ..6 sick|sleepy|vomiting|drowsy|asleep|wake|blood ; KID|he|she|they|hes|shes ..2 got|getting|gets|been into|in|at ..3 PILLS
        left|leaving|leave ..1 KID|him|her|them ..3 own|alone|unattended ~with_my|with_the|at_the_meeting|to_speak ; not|stopped breathing ~at_birth|when|properly_at ; being? groomed|grooming ~at|of
        giving|gives|gave|feeding|injecting|slipping ..2 KID|them|her|him ..2 drugs|weed|vodka|alcohol|cannabis|pills|cocaine|spice|ketamine|booze ; KID ..2 wont|cant|not|isnt wake|waking|wakin ~the|at|for|in
        took|taken|has|got|gone|disappeared ..3 KID ..6 off|answer|answering|reach|vanished|disappeared|abroad|airport|passport ; buys|bought|gives|gave ..2 her|him|KID|me ..3 vodka|alcohol|drugs|weed|vapes|gifts|drink
        KID|he|she|hes|shes ..2 unconscious|floppy|limp|unresponsive|choking|fitting ; 11|12|13|14|15|16 ..8 man|bloke|guy|boyfriend|lad ..2 20|22|23|24|25|26|27|28|29|30|32|35|38|40|45|50|older
        gone|going|turned|turning|went ..2 blue|grey|purple|limp|floppy ; KID ..3 not|isnt|stopped|cant|aint|struggling|struggle to? breathing|breathe|breath ~at_birth|when ; pouring|poured ..2 bleach|petrol ..3 KID
        KID ..3 swallowed|drank|drunk|eaten|ate|took|taken|got ..3 PILLS ; she|he|hes|shes ..1 swallowed|eaten|drank|drunk ..3 PILLS ; KID ..3 overdose|overdosed|suicidal|suicide|selfharming|selfharms
        KID|she|he|shes|hes ..5 kill|killing|hang|hurting|hurt|cut|cutting|harm|harming|unalive ..1 SELF ; KID ..3 cut|slit|cutting ..1 her|his|their wrists|arms|legs ; gone|going|went|off to meet ..1 him|man|someone
        KID ..3 dont|doesnt ..2 to live|be|exist ~in|with|there|at|on ; shes|hes|KID ..3 run|ran|running|runaway away? ~with|to|around|through|by|the ; KID ..3 didnt|hasnt|not|havent ..1 come|came ..1 home|back
        KID ..2 gone? missing ~school|out|meals|me|his|her|their|lessons|class|him|classes|the|a|appointments|from|days ; KID ..4 meet|meeting ..3 online|stranger|internet
        taken|took|got|snatched|has|abducted|kidnapped ..2 KID ..5 dont|wont|refuses|cant|isnt|not know|give|find|bring|say|return
        man|men|stranger|someone|bloke|guy|he ..3 messaging|sending|texting|sends|sent|asking|grooming ..8 meet|nudes|pictures|pics|photos|sexual|naked|sexting
        # Cymraeg
        law|fysedd|dwylo ..2 fy|ei|yn|lawr|n ..1 nhrowsus|throwsus|drowsus|nicyrs|nghoesau|nillad|gewyn|chlwt ; dyn|ddyn|dynion ..3 isio|gofyn|gyrru ..2 lluniau|noeth ; ddim ..2 rhoi ..1 bwyd|fwyd ; llipa|lipa|yn_las|n_las
        cael|gael|gal ..1 ffit|ffitia|ffitiau|trawiad ; TAD|O ..5 LLADD|ladd ..1 mrawd|mam|chwaer|plant|babi ; off|oddi_ar ei ben|phen ..8 plant|babi|nhw ; chwydu|cyfogi|taflu_fyny ..6 dihuno|cysglyd|gysglyd|pen
        gobennydd|obennydd|clustog|glustog ..3 wyneb|ben|geg ; gadael ..2 PLENTYN ..3 ben|hun|unig ~i_siarad ; PLENTYN ..4 gwaedu|waedu ; neith|gwrthod|ddim ..3 mynd|gadael ..8 ysbyty|doctor|meddyg ; gwaedu ..3 PLENTYN
        prynu|rhoi ..2 fodca|alcohol|cyffuriau ..2 iddi|iddo ; wedi|di stopio|peidio anadlu ; rhoi|roth ..2 cyffuriau|fodca|alcohol|tabledi ..2 PLENTYN|iddi|iddo|iddyn ; PLENTYN|hi|o|e|fo|fe ..2 ar goll
        mynd|dwyn|cymryd|diflannu ..2 PLENTYN ..2 sdim? ..4 ateb|diflannu|ffon|awyren|dramor ; 11|12|13|14|15|16 ..8 dyn|boi|cariad|ddyn ..2 20|22|25|28|30|35|40|50|hyn|hun ; PLENTYN|e|o|fo|fe|hi ddim|heb ..2 dod ..1 adra|nol
        rhywun|dyn|ddyn|o|e|fo|fe ..3 gyrru|gofyn|tecstio ..4 rhywiol|noeth|lluniau ; babi|baban|plentyn|un|bach|mab|merch|hi|o|fo|e|fe|r ..3 ddim ..1 anadlu|dihuno|symud|ymateb ; BYGWTH ..2 LLADD|brifo|frifo ..2 PLENTYN
        PLENTYN|hi|o|e|fo|fe ..2 anymwybodol|llipa|lipa|mygu|tagu ~fi|ar ; PLENTYN|hi|o|fo|fe|e ..4 lladd|ladd|brifo|frifo|torri|niweidio|grogi|crogi ei hun ; PLENTYN ..3 overdose|hunanladdol|hunanladdiad|suicidal
        PLENTYN|un|hi|o|e|fo|fe|bach ..2 wedi|di llyncu|bwyta|yfed|cymryd ..3 TABLEDI|moddion|cannydd|bleach|methadone|overdose ; PLENTYN|hi|o|e|fo|fe ..2 wedi|di rhedeg|diflannu|dianc ~i|at
        wedi|di ..1 cymryd|dwyn|mynd|cipio ..2 PLENTYN ..3 ddim? ..3 lle|le|nol
    """,
    "danger_self": """
        # English
        point ..2 carrying|going|continuing|keeping on ~with|the|about ; PILLS ..3 front of ; out of this life|world ; tonights the night ; ways to do it ; go through with it ; ta ta|ra pawb ; kms ; mas o|or ..1 r? bywyd|byd
        tonights|tonight|today|its ..1 the night|day ..1 goodbye|bye|i_end|im_going ; ill ..1 be dead|gone ~from|to|for|by_then_so ; im done ~with|reading|now_what|the ; unalive|unaliving ; my last message|text|goodbye
        when|once|after|if|until|by|till ..5 im|ill|i ..2 dead|gone|buried ~from|to|out|for|through|off|on|home ; wont|not ..1 be ..1 alive|around|here to see|anymore|longer ; bye|goodbye ..4 im|i|am done|sorry|love
        nobody|noone|one would|will|wouldnt|wont ..1 miss|care|notice ..4 gone|me|dead|died|i ~said|say|says ; front of|on ..1 train|bus|car|lorry|traffic|tube ~way ; PILLS|rope|blade|razor|knife ..2 in ..1 my hand|hands
        drive|driving|crash|crashing|walk|walking ..4 into|off|under ..1 tree|river|wall|traffic|sea|cliff|lorry|bridge|road ~side ; bottle|packet|box|pack|stash of PILLS ..4 hand|ready|front|saved|here ; cutting again
        took|taken|swallowed|necked|had|take ..2 NUMBER ..3 PILLS ; slice|slash|slit|cut|slicing|slashing|open ..2 my ..1 arms|arm|wrists|wrist|legs|thighs|veins|throat|skin ; ways to die|kill ; ^ suicide|suicidal $
        cant|dont|not|never|wont ..2 keep|feel|trust myself ..1 safe? ; do|doing|did it tonight|today|now ~via|on_zoom|on_teams|by ; ending|end things|everything ~with ; dont deserve ..2 live|be_alive|be_here ; over for good
        bye|goodbye everyone|everybody|world|all|cruel|forever|my ~the_way ; see|is|no|find|only ..1 way|way_out|escape out ~of_the|of_this_plan|of_going|of_it ; cant|dont|no ..2 see ..1 future ~meeting|reviews|plans|dates
        look|looking|take|care ..1 after|care|for ..3 kids|them|children|baby|her|him ..3 when|if|after|once im|i|ive ; given|giving up on ..1 life|living|everything ; rather|sooner die|be_dead ; do|doing|done MYSELF in
        make|want|need|wish ..1 the|this pain|hurt|hurting|suffering|voices to? ..1 stop|end|go ; ready|want to ..1 leave this world|earth|life ; i ..2 wish|wanna ..4 dead|die ~of|for ; end|ending|ended it all ; sleep forever
        intrusive|bad|dark|scary thoughts ..5 myself|dying|hurting|end|tonight|again ; thinking|thought|think|thoughts|keep ..2 ..1 of|about dying|death|suicide ; rather|might|wish|want|better|id ..4 dead ~than|simple|ends
        want|wants|wanting|ready|going|need|deserve|hoping|rather|prefer to|2|too die ~of|for|to|laughing ; im|feeling|feel|feels|i|am|so|really ..1 suicidal ; suicide is|seems|the|note|plan|tonight|attempt|pact ~pact
        kill|killing|hang|hanging|drown|shoot|harm|harming|hurt|hurting|unalive|unaliving|cut|cutting|top|topping|off|offing|stab|burn|poison|starving|finish MYSELF ~laughing|off|short|up ; too|so many PILLS ; never been born
        suicidal thoughts|feelings|again|now|tonight ; commit|committing|attempt|thinking|thoughts|contemplating|considering|consider|about|want ..2 suicide|suicidal ; end|ending|take|taking|finish my own? life
        i|ill|gonna|im|just|want|going|and ..2 end|ending it ~early|there|with|by|if|when|before|soon|at|on|after|for ; cant|dont ..2 live ..1 anymore|more|longer|myself ; whats|what|is ..2 lethal|fatal dose
        dont|not|cant|no|never|didnt ..3 want|wanna|wanted|be ..1 be? alive ~at ; wont|not ..1 be here|around|alive ..2 then|anymore|more|longer|much|after ; ^ overdosed|overdose|oding|od $ ; see|join ..2 other side
        dont|not|cant|no|stop|never ..2 want|wanna|be|being|wanting ..1 be|being? here ~at|for|by|next|on|in|this|when|until|tomorrow|monday|tuesday|wednesday|thursday|friday|as|all ; ive|have|ov ..1 overdosed|odd|oded
        dont|not|cant|no|didnt|never ..2 want|wanna|deserve|going ..1 live|exist|living|life|wake ~in|with|there|at|here|near|together|without|next|on|apart ; better|happier ..1 off? without me ~there|at|in|present|being|as
        cant|dont|couldnt ..2 go|carry|keep|going on|going ~holiday|the|my|a|to|with|monday|tuesday|wednesday|thursday|friday|saturday|sunday|that|this|own|about|and|at|in|into|like_nothing|tomorrow|zoom|teams|line|there|it|through|because|next
        better|happier ..2 if i was|wasnt|were|werent|am|died|wernt|disappeared dead|here|gone|around|not|alive ; if i died|wasnt|werent|wernt|disappeared ..1 better|happier|care|notice|miss
        took|taken|taking|swallowed|necked|downed|had|drunk|take ..2 PLENTY ..4 PILLS ; took|taken|swallowed|necked|downed ..1 some|tablets|pills PILLS? ~for|every|daily|prescribed|because ; writing|wrote|written ..2 goodbye
        how|what ..1 many|much|amount ..1 PILLS ..6 die|kill|overdose|dead|lethal|od|enough ; got|have|bought|tied|tying ..1 noose|rope ; rope|noose|razor|blades ..4 ready|myself|round|neck|bathroom|beam
        painless|easiest|quickest|easy|quick|best ..1 way ..2 die|go|suicide|kill ~to|through|about|into ; goodbye|suicide letter|letters|note|notes ; point|reason ..1 living|live|alive ; all my|the PILLS ~for|with_me|every
        ive|have|iv|just|gonna|going|might|will|im|about ..3 done|did|do|doing something|smthing|summat|smth|sumthing stupid|silly|daft|terrible ~years|when ; cant see ..1 point ~of|in|going|coming
        on|off|at the|a|top|edge|this ..1 bridge|ledge|tracks|roof|cliff|edge|railway ~street|road|st|house|inn|surgery|centre|bridge|of ; not|isnt|no worth ..1 living|life|being_here ; nothing ..1 to|left|2 live|living for?
        going|want|gonna|about|ready to|2 jump ~to|in|ahead|the|on|straight|back|through|at|into|forward ; been|started|keep|am|im ..1 cutting|selfharming ~down|back|contact|out|it|my_hours|hours
        jump|jumping|throw|step|walk ..1 off|front|under ..3 bridge|train|roof|cliff|car|bus|lorry|traffic ; slit|cut|slash|slitting|cutting ..1 my wrists|wrist|arms|arm|throat|veins|legs|thighs
        no|whats|see|any|isnt ..2 point ..3 living|alive|here|existing|live|life|breathing ; tell|telling ..2 kids|them|her|him|children|baby|daughter|son|boy|girl|everyone ..1 love|loved|sorry
        no reason|will ..3 live|living|be_here ; ready|going to give up ..1 on? life ; life|living ..1 not|isnt|aint|no|worthless|pointless|unbearable worth|good|living? ~it_at ; disappear|gone|vanish|go ..1 forever
        sleep|asleep|bed|eyes ..4 not|never|dont|wont|didnt|forever ..1 wake|waking|woken|open ; wish|hope|pray|hoping ..2 dont|didnt|never|wouldnt|not ..1 wake|woke|born ; wont|never ..2 hear from me again
        enough|tired|sick|done|fed|finished ..1 of|with life|living|being ~in|asked|told|judged|treated|here|there|blamed|on|watched|with|under|at|the|ignored|lied|spoken|alone ; my last night|day|goodbye ~of|at|with
        want|need|wish ..1 everything|it|all ..1 to stop|end ~for|soon ; planned|planning|plan ..2 death|die
        # Cymraeg
        pwynt ..1 cario|mynd mlaen ~a|efo ; mlaen fel hyn ; neidio|naid ..1 off|oddi ; TABLEDI|rhaff ..1 o mlaen|flaen|ml ; ddim ..1 isio ..1 dihuno ; gneud o|e|hyn|fe heno|nawr ; fy HUN ..2 lladd ; haeddu ..1 byw|marw
        heno|heddiw ..1 ydi|yw|di ..1 noson|diwrnod|r ; ddim ..1 isio ..1 bod|fod n|yn fyw|byw ; pan|os|ar_ol|unwaith ..2 fydda|bydda|dwi ..2 wedi|di marw|mynd ~i_r|a_r ; flaen|dan|o_dan ..1 tren|bws|lori|car|traffig ~yna
        fydda|bydda|fyddai i? ddim ..1 n? fyw|yma|ma ..1 i|erbyn|rhagor ; hwyl|ffarwel|tara|ta_ra pawb ; rhoi|rhoid diwedd|ben arni|arno ~i_r ; potel|botel|llond|bocs ..1 o? TABLEDI ..4 llaw|barod|blaen ; bennu popeth
        fydde|bydde|fydda|fasa|fysa|sa|neb|fyddai ..3 neb ..2 gweld|colli|malio|sylwi ..2 ..1 isio|fi|ngholli|mod|bo ; dreifio|gyrru|neidio|cerdded ..3 i|mewn|i_mewn|oddi ..2 goeden|coeden|wal|afon|mor|bont|clogwyn|traffig
        TABLEDI|rhaff|rasel|cyllell ..2 yn fy llaw|nwylo|nwylaw|mhoced ; diwedd ..2 mywyd ; torri|agor ..1 fy? mreichiau|arddyrnau|ngarddyrnau|ngarddwrn|gwythiennau|nghoesau|mraich|breichiau|ngwddw ; mywyd ..1 i? ben
        gymres|cymres|gymrais|cymryd|llyncu|lyncu ..3 NUMBER ..3 TABLEDI ; ddim|methu|fedra ..3 cadw|gadw fy|n|yn HUN ..1 saff|ddiogel ; ddim? ..1 clywed ..2 gen|wrtha|oddi i|wrtha eto ; boen|poen ..1 i? ..1 stopio|dod|bennu
        gweld ..1 ffordd|dyfodol|ddyfodol mas|mewn|hebddyn|i_fi ; edrychwch|edrych|gofalwch|gofala|cymrwch ..2 ol|am|ofal ..3 plant|nhw|babi ..3 pan|os|ar ; ddim ..1 gweld ..1 ffordd|dyfodol|ddyfodol ; dwi|wi n mynd i farw
        pwynt ..4 fyw|byw|bodoli|fan_yma ~yn|efo ; meddwl|meddylie|meddyliau ..2 am marw|farw|hunanladdiad|ladd ; isio|am|ise ..1 marw ~o|gwybod|isio ; difaru ..3 fyw|eni ; pwynt ..1 byw|bodoli ~yn|yma
        well|gwell|waeth|gwella|dymuno|swn|fyswn|faswn|bydden|bydde ..5 farw|marw ~o|na_hynny|dros|am|isio ; ddim ..1 isio ..1 bod|fod yma|ma|fama ~yn|ar ; ddim ..1 isio|am ..1 byw|fyw ~yn|yma|efo|yng|ym|mewn|hebdd
        dim|sdim|ddim|heb pwynt|reswm|rheswm|diben ..1 i? ..1 byw|fyw|cario|bodoli ; gneud ..2 niwed|lo|dolur i|n fy hun ; sen|tasen|taswn|bawn|swn|petawn|sawn i ddim yma|ma|yn|o_gwmpas ~y|gallu ; hunanladdol|hunanladdiad
        cysgu|gysgu ..1 am byth ; am|isio|mynd i? cymryd ..2 TABLEDI i_gyd ; lladd|ladd|niweidio|crogi|grogi|saethu|boddi|foddi|brifo|frifo|losgi|llosgi|torri|torrin|laddn|frifon fy|n|yn|y|dy HUN ; hun laddiad|laddol|niweidio
        dwi|fi|n|teimlo|yn ..2 suicidal|suicide ; WEDI|nes|bues|newydd ..1 i? cymryd|llyncu|lyncu ..5 TABLEDI ~at|bob|ar|i_iselder ; cymres|gymres|cymrais|gymrais|llyncais|lyncais|llynces i? ..4 TABLEDI
        gormod|llwyth|lot|paced|bocs o? TABLEDI ; faint|sawl ..2 TABLEDI ..5 marw|farw|lladd|ladd ; WEDI|nes ..2 gneud rwbath|peth gwirion|stiwpid|twp|dwl|ofnadwy|hurt ; overdose|overdos|gorddos|orddos
        well|gwell|hapusach ..4 hebdda|hebddo|heb ..1 i|fi|mi ~yno|yna|na|yn ; ddim|im|methu|stopio ..1 n? cario|caru|mynd mlaen ~a|efo|heb ; bennu y|r|popeth|fy cwbl|mywyd ; mynd|isio|am i? neidio ~at|i|ar|y
        bydda|fydda i wedi mynd|marw|farw ; dim|ddim ..2 i byw|fyw ..1 am|amdano|er ; rhoi diwedd ..1 ar y|r|fy|bob|popeth ~cyfarfod|cynllun|gynhadledd|plan|broses|drafodaeth ..1 mywyd|bywyd|cwbl|peth|popeth
        gysgu|cysgu ..4 byth|peidio|pheidio|peido|pheido|ddim ..1 dihuno ; ar|oddi|off y|r|ar|ben bont|dibyn|clogwyn|to|rheilffordd|trac|traciau|cledrau ~yn
        llythyr|llythyre|llythyra|llythyrau|nodyn ..1 ffarwel|ffarwelio|hwyl ; deud|dwedwch|gwedwch|dwed|duda|dudwch ..1 wrth ..2 PLENTYN|nhw ..4 caru ; fydda|bydda|byddai ..1 i? ddim yma|ma|o_gwmpas erbyn|mwy|rhagor|llawer
        digon|laru|blino|syrffedu|bored ..1 ar|o|ac byw|fyw|fywyd|bywyd|mywyd
    """,
    "danger_abuse": """
        # English
        burn|burning|blow|torch|petrol ..2 house|flat|us|place|home|me ..1 down|alive|up|with ; slit|cut|break|wring|snap ..2 my throat|neck|legs|fingers ; smalio|esgus|cogio ; if ..2 cant have ..4 nobody|noone|one|no
        next to|by|beside|behind me ..4 cant|pretend|pretending|watching|reading|quiet|have_to ; sh|shh|whispering|quietly ..4 he|hes ; pretend|pretending ..2 im|i ..2 asking|looking|talking|shopping|checking
        hes|he ..1 sat|sitting|stood|standing|right ..2 next|behind|beside|there|outside|here ; death threats|threat ; HE|hes ..3 might|will|could|can|gonna ..1 see|hear|read|find ..1 this|me|these|what ~at_the|how|about_the
        ive|i|have|had ..2 locked|barricaded|shut|hidden MYSELF ; poured|pouring petrol ; delete|clear|erase|hide ..1 this|these|chat|messages|history ..3 he|hes|before|partner|husband|ex|cos ; outside ..3 with ..2 WEAPON
        in|at my|the|our garden|window|doorstep|drive|driveway|porch ..1 $ ; turned|turns|shown|come ..1 up|round|back|here drunk|off|with|angry|shouting ; HE|hes ..4 in|at ..1 garden|doorstep|window|drive|shed|loft|attic
        trying|tries|tryna to get ..1 in|at ~touch|on|with|the_report|hold|in_touch ; put|found|fitted|hidden|has ..2 tracker|trackers|airtag|camera|cameras|spyware ; hell|shell|theyll kill ..1 me|us ; by the throat|neck|hair
        keep|keeps|kept|keeping ..1 me|us locked|prisoner|trapped|hostage|in ~the_dark|mind|touch|loop|waiting|the_loop|informed ; held|holding|holds me|us hostage|prisoner|down|against ; knife|gun|machete ..3 to|at my|me|us
        HE|THEY ..4 WILL ..5 kill|murder|stab|shoot ..1 me|us|u ; hes|shes got|with|a ..2 WEAPON ~skills|licence|crime ; WEAPON ..1 outside|downstairs ; HE is? outside ~of|the|this|agency|wales|england|area|school|court
        threatened|threatening|threatens|threats|threat ..3 kill|stab|hurt|burn|murder|shoot|rape|beat ~himself|herself ; ^ ..2 outside ..1 my|our|the|me house|door|flat|window|bedroom|home|work ~of
        hes|shes|he|she|ex|dad|partner|husband|boyfriend|bf|someone|man ..4 has|got|holding|waving|with|carrying|grabbed|gets|brought|brings|have|pulled|sharpening ..2 WEAPON ~skills|licence|block
        HE|hes ..1 outside|downstairs ..3 house|door|flat|window|shouting|banging|waiting|now|again ; banging|hammering|kicking|kicked|kicks|smashing|smashed|broke|breaking|battering ..2 door|window|windows
        locked|locks|locking ..1 me|us|we in|inside|upstairs ; trying|tryna|broken|breaking|broke|break to? ..1 get? ~the ..1 in|into ..2 $ ; trying|tryna|tries to? get|break|force ..1 in|into ..1 my|the house|flat|home|door
        smashing|trashing|smashes|wrecking|trashed|wrecked ..3 house|place|flat|home|up|kitchen ; locked|trapped|stuck in|inside ..3 house|bedroom|bathroom|room|flat|him|cant_get ; trapped ..2 him|her|house|home|cant
        taken|took|hid|hidden|hides|takes ..2 my keys|passport|shoes ; im|were|we|hiding hiding|hide upstairs|outside|now|here|cos|because|hes ; hes ..1 coming|here|back|home|watching ..3 cant|help|scared|hurry|quick
        hiding|hid|barricaded ..2 in|under|upstairs|from|inside ..2 bathroom|toilet|bedroom|cupboard|wardrobe|loft|garden|shed|bed|room|upstairs|kids|him|her|ex|partner|husband|car
        cant|cannot|dont ..1 talk|speak|type|ring|call|chat|say|phone ..3 hes|shes|he|she|partner|husband|ex|dad ..3 here|room|back|home|next|listening|in|downstairs|door|upstairs|watching|coming|asleep
        cant|gotta|got|need|have to? talk|go|speak|type|delete|quick ..2 hes ..1 here|coming|back|home|in ; hes|shes|he|someone ..1 coming|comin|come ..1 for|after|get|to_get me|us
        hes|shes ..1 on his|her way ..3 kill|hurt|get|angry|drunk ; fygythiad|bygythiad|bygythiadau ..3 lladd|ladd ; im|i|we|were ..2 not|dont|isnt|aint|never|arent ..1 safe ~in|at_the|to|talking|about|with_the
        im|we|were|feel|feeling unsafe ..1 at|here|tonight|with|in ~the ; not|dont|isnt ..1 feel? safe ..1 home|here|tonight|him|my_house ; fear|fearing|scared|frightened|afraid ..1 for my|our|his|her life|lives
        call|ring|get|send|phone ..1 police|999|ambulance ..1 please|now|quick|pls|plz|asap|help ; help ..2 he|hes ..5 kill|hurt|hit|beat|knife|here|outside|drunk|coming
        need ..1 police|ambulance|999 ~report|record|check|statement|to|reports|there|at|involved ; gonna|going|trying|tried|try to ..1 kill|murder|strangle|stab|rape ..1 me|us
        hands|hand ..1 round|around|on|over my throat|neck|mouth ; had|got|has|grabbed ..1 me by|against ..1 throat|neck|hair|wall
        # Cymraeg
        llosgi|losgi ..1 r|y|fy ty|tŷ|fflat|adra|lle ; torri|hollti ngwddw|ngwddf|ngwddwg|nghoesau ; os ..2 cha|cheith|gaiff|chai ..6 cheith|neb ; cloi|gloi fy|yn|n HUN ; dan glo ; BYGWTH ..3 LLADD ; O ..3 LLADD fi|ni
        ymyl|ochr|wrth|nesa ..2 i ..4 smalio|esgus|methu|ddim|darllen ; ella|falle|efalle|rhag|rhagddo|rhagddi|cyn ..2 iddo|neith|gweld|bydd ..4 gweld|darllen|clywed hwn|hyn|fi|rhain ; O ..4 fy|n|yn lladd|ladd i|ni|fi
        dileu|dileua|cuddio hwn|hyn|rhain|y_sgwrs ; paid|peidiwch ..1 deud|ateb ..4 o|fo|fe|e|gweld|clywed ; trio|treial|ceisio ..1 dod|torri|cael ..1 mewn|fewn|miwn ; rhoi|roth|wedi|di tracker|tracer|camera|camerau|airtag
        troi|dod|dath|daeth ..1 lan|fyny|yma|nol|draw ..1 n|yn feddw|wyllt|grac|flin ; O ..3 yn|n|wrth ..1 yr|y|r|n ardd|drws|ffenest|ffenestr|sied ~cefn_pan ; cadw|gadw fi|ni|i dan|fewn|mewn|yn_gaeth|n_gaeth ~cysylltiad|cof
        CYLLELL ..1 GAN ..1 o|e|fo|fe|hi|dad|tad|gwr ; dwi|ni|da cuddio ; neith|bydd|fydd|eith|mynd|trio|nath|isio|am ..3 LLADD|ladd|lladd fi|ni|i|mi ~siawns ; GAN ..1 o|e|fo|fe|hi|dad|ngwr ..2 CYLLELL
        lladdan|laddan|lladdith|laddith|lladdiff|laddiff ..1 nhw|o|e|fe|fo|hi? fi|ni ; ganddo|gynno|gynni|ganddi|da|efo ..2 CYLLELL ; mae|ma|o|e|fo|fe|hi ..4 efo|a|da|gafel|dal ..1 CYLLELL ~a_fforc|yn_y
        O tu|du|tufas|du_mas mas|tu_mas ~i|o|r ; cico|cicio|malu|torri|dobio|gicio|falu ..1 drws ; tu|tufas|du mas efo CYLLELL ; cloi|gloi|nghloi|chloi fi|ni|i|mi ..1 mewn|fewn|miwn|fyny|yn ; nghloi i|fi? mewn|yn|fewn|miwn
        tu|tufas|du mas ..1 efo|i|r|y|n|yn ..1 ty|drws|drysau|cyllell|gyllell|fflat|gweiddi|curo|ffenest|ffenestr ; malu|chwalu|racsio|smasho|smasio|falu ..1 ty|lle|fflat|tŷ|cwbl|popeth
        O ..2 curo|bangio|cicio|cico|cnoco|dyrnu|bwrw|malu|dobio|waldio ..2 drws|drysau|ffenest|ffenestri ; dod|ar ..1 amdana|fy_ol|ar_fy_ol ..1 i|ni|fi ; ddim ..2 saff|ddiogel ~yn|i_mi ..1 adra|yma|heno|ma|fan|efo
        ddim ..1 yn? teimlo? n|yn saff|ddiogel ~yn|mewn|mynd|i|wrth|o|dod ; ofn|ofnus ..1 am|fy|y_bydd mywyd|bywyd|n_bywydau ; galwch|ffoniwch|ffonia|galwa|ffonio|rhowch|danfonwch ..1 heddlu|ambiwlans|999 ..1 plis|nawr|os
        cuddio ..1 yn|n|fyny|lan|rhag|rhagddo|rhagddi|tu|dan|o_dan ..3 stafell|bathrwm|toiled|llofft|lofft|tŷ|grisia|grisiau|fo|fe|o|e|gwely|cwpwrdd|wardrob|sied|hi|plant|molchi|garej|car|gar|ngwr|cegin
        methu|fedra|alla|gallu|im|ddim ..3 siarad|ffonio|tecstio|teipio|deud ..1 mae|ma|achos|o|e ..3 yma|ma|stafell|adra|nol|lawr|drws|clywed|gwrando|fan
        angen|isio|ise ..1 heddlu|ambiwlans ~report|yno|yn|i|yna|adroddiad ..1 nawr|plis|yma ; dwylo|ddwylo|law|dwylaw ..1 rownd|am|dros|ar ..1 ngwddw|ngwddf|ngheg|gwddw|wddw|nhagu|gwddwg
    """,
}

# ---------------------------------------------------------------- danger at present
# Softened by "not", by what others say ("they think I hurt ..."), and by "used to" before it.
_NOW = {
    "danger_child": """
        # English
        HE|PARENT ..4 HITS them ~around_the|with_the|at_school ; make|made|makes|making|get|gets|got ..1 her|him|me|KID touch|suck|kiss|watch|undress|do ; keeps|kept touching ..1 me|her|him|my ; KID ..4 screaming
        comes|coming|came|goes|gets|sneaks|going in|into ..1 my|her|his|their|the ..1 room|bed|bedroom ..6 night|asleep|sleeping|naked|touches|drunk ; my|our|his|her KID ..2 in danger ~of ; covered in ..1 bruises|blood|marks
        doing|does|did|done ..1 stuff|things|something|bad|dirty ..1 to|with ..1 her|him|KID|me|them ~help|prepare|upset ; flinches|flinching|flinch|cowering|cowers|hides_from ; cant|dont ..1 trust myself ..2 KID|them|her|him
        KID ..4 terrified|scared|frightened|petrified|afraid of ..1 him|dad|her|his|stepdad|mum|HE ~social|worker|teacher|the ; HE|hes ..4 screaming|shouting|kicking_off|raging ..1 at ..1 KID|them
        KID|hes|shes|came ..5 black|swollen|broken|burnt|split ..1 eye|arm|lip|leg|wrist|nose ; finger|hand|belt|bite|burn|slap|rope ..1 marks|mark|prints|print ; PARENT ..3 HIT|HITS|HURTS ..2 me|my|us|brother|sister|her|him
        burn|burns|scald|scalded on|over ..2 hand|arm|leg|back|face|foot|body|bum|his|her ; threatening|threatens|threatened|says|said|going ..3 WILL_HIT ..2 KID ; drunk|high|stoned|smashed|driving ..5 KID ~over_18
        PARENT|HE|stepdad ..3 got|gets|took|uses|using|used ..2 belt|slipper|stick|cane|whip ~drive ; mum|dad|stepdad|mam|dads|mums ..4 drunk|mental|mad|psycho ..8 me|my|us ; KID ..6 drunk|stoned|smacked_up|with_him_tonight
        PARENT ..4 HITS|HURTS|threatens|threatening ~on ..1 me|us ; smashing|beating|kicking|battering|hitting|hurting|hits|beats|batters|dragging ..1 my|our ..1 brother|sister|mum|mam
        private|privates|down there ..4 touched|hurt|sore|bleeding ; dad|stepdad|mum|mums|dads|father|mother|uncle|stepfather ..4 WILL ..3 WILL_HIT ..1 me
        PARENT|HE ..5 HITS|HURTS ~other|another|any ..2 ~other|another|any KID ~at_school ; HE|PARENT|they|someone|teacher ..4 TOUCH ~on|base|upon|by|in ..1 me|her|him|them|my|his|it|KID|down
        sexually|sexual ..1 abusing|abuses|assaulting|touching ; touch|touches|touched|touching ..1 my|her|his|me private|privates|inappropriately|sexually|down|bits|willy|fanny|bum
        comes|coming|came|gets|climbs|got ..1 in|into ..1 my|her|his room|bed|bedroom ..2 night|me|naked|and|$ ; HE|PARENT|i ..3 shook|shakes|shaking|shaken ..1 KID|him|her
        makes|make|making|made me|her|him do|touch|watch ..1 things|stuff|him|it|sexual|porn|sex ; KID ..2 havent|hasnt|not|aint|having|had|nothing ..2 eaten|fed|food|eat|ate ~at
        did|does|doing|done something|things|stuff|sexual|bad ..1 to|with her|him|my|me|KID ..3 down|there|bed|bath|private|sexual|night|secret ; i|keep|kept|im ..2 hitting|slapping|smacking|hurting|losing|snapping ..2 KID
        HE|PARENT|hes|i ..3 locks|locking|starving|starves|keeps|ties|tied|chained|burning|burns|burnt ..1 KID|them|him|her|me ..5 room|cupboard|food|bedroom|hungry|up|outside|dark|cigarette
        KID ..4 own|alone|left ..5 him|drunk|drugs|high|days|dealers|night ~shift|school ; my|our|the|his|her KID ..1 arent|isnt|not|aint|unsafe ..1 safe|tonight|with ~in|at_school|enough
        he|hes|she|ex|partner|dad ..4 WILL ..4 kill|hurt|harm|drown|stab|snatch ..2 ~me|us KID ~to|into|chances|case|feelings|court|away_from_me|for|on|out|off|swimming|if|at_the|every
        im|i|might|gonna|scared|afraid|worried|want|urge|feel|close ..4 going|want|gonna|might|will|could|like|urge|to ..4 WILL_HIT|hurting|hitting|shaking|throwing|smothering|killing|harming|snap_and ..2 KID|him|her|them ~chances|case|feelings|with|that|for|at|about|back_home|hard_with|by|in_the_meeting
        i|gonna|im|want ..3 throw|throttle|shake|smother|drown|strangle|kill|suffocate ..2 KID|him|her|them ~a|the_toy|party|some|out ; im 10|11|12|13|14|15|16 ..4 scared|hurt|hit|hits|frightened|afraid|unsafe|touches|beats
        KID|hes|shes ..2 has|got|covered|have|full|came|back|with ..4 bruises|bruise|marks|burns|welts|black_eye ; next door|neighbours|neighbour ..4 screaming|beaten|hitting|beating|crying
        bruise|bruises|bruising|bruised|marks|mark|burns|burn|welts|scars|cuts|bites ..2 all ..1 over her|him|them|his|the|my|KID
        bruise|bruises|bruising|marks|burns|burn|welts|bite|handprint|handprints|cuts ..2 on|around|over|down|under ..2 her|his|him|my|the|them|their|KID
        scared|frightened|afraid|dont|dread|terrified|hate ..3 go|going|be ..1 home|back ~alone|early|without|empty|late|to_work|after_the|before|with|on|from|until|yet|by ..6 dad|mum|stepdad|hes|batter|hit
        KID ..2 being|getting|gets|bein beaten|hit|hurt|abused|raped|battered|groomed|starved|touched|hurted ~by_other|at_school|at_nursery
        # Cymraeg
        O ..6 hitio|brifo|bwrw|curo|cicio|taro|frifo|fwrw|guro nhw ; mynd|ddim|dod|dihuno ..4 stafell|lofft|gwely ..4 cysgu|nos ; gneud petha|stwff iddi|iddo ; TAD ..4 MY_CURO ; stryglo ..3 anadlu ; CURO mrawd|mam|mrodyr
        gneud ..2 petha|rwbath|stwff ..1 i|iddi|iddo|efo ..1 fi|hi|merch|mab ; gneud|gorfodi ..2 iddi|iddo|i_fi ..1 gyffwrdd|dwtsiad|twtsio|gyffwr ; PLENTYN ..4 sgrechian ; CURO fy|n mrawd|chwaer|mam
        PLENTYN|ferch|mab ..3 ofn ..3 fo|fe|dad|tad|bywyd|bywydau|hi|eu ~y_gynhadledd|gweithiwr ; O|TAD|hi ..4 sgrechian|gweiddi ..1 ar|arnyn ..2 PLENTYN|nhw ; ol|marc|marcie|marciau|marcia|olion ..1 bysedd|belt|llaw|dannedd
        llygad|lygad|fraich|wefus|wyneb|trwyn ..1 ddu|du|chwyddedig|wedi_torri|gwaedu|chwyddo ; TAD ..3 fy|n|yn CURO i|fi? ; llosg|losg|sgald ar ..1 law|fraich|goes|gefn|wyneb|ei ; colli ..1 arni ..3 PLENTYN
        mam|dad|tad|nhad|llystad ..3 meddwi|feddw|wallgo|wyllt|benwan|nyts ..6 fi|i|ni|mrawd|chwaer|mam ; TAD ..5 gweir|cweir|belt|stid|gosfa|crasfa ; TAD ..5 CURO|gneud_dolur fi|ni|i|mi|fin ; cleisiau i gyd|trosti|drosti
        llystad|dad|tad|nhad|mam|cariad ..4 bygwth|fygwth|mygwth fi|i ; feddw|meddwi|chwil|gaib ..7 PLENTYN ; CURO r|y|fy|ei|m|n ~siawns ..1 PLENTYN ~arall|eraill|yn_yr_ysgol|ond|rhag ; BYGWTH ..3 CURO|LLADD ..2 PLENTYN
        O|TAD|rhywun|mae|ma|maen ..5 TWTSIAD ~ar|a_r|yn_y ..2 fi|hi|fo|fe|i|o|e|nhw|ni|PLENTYN|lawr|mhreifat ; gneud|nath ..2 i|fi ..2 fi|mi|gneud ..2 petha|stwff|rhyw ; CURO ..1 fy|r|y|n|m|ei ..1 PLENTYN ..3 gwaedu|eto
        dod|ddoth|daeth ..2 mewn|fewn|i|miwn ..1 fy|n|i|mewn|r? stafell|llofft|gwely|ngwely|lofft ..2 fi|nos|i|nghanol|hi ; ysgwyd|shiglo|siglo|siglad|shaco ..1 r|y|fy babi|baban|mabi|un_bach|hi|fo|plentyn|bach|un
        PLENTYN ddim ..1 saff|ddiogel ~yn_y|yn_yr|i ; PLENTYN ddim|heb ..2 bwyta|gael|cael ..2 bwyd|fwyd|dim|ers|byd ; cloi|gloi|llwgu ..1 r|y|fy PLENTYN ..5 stafell|bwyd|fwyd|cwpwrdd|lofft|llofft|tywyll
        isio|mynd|ofn|bron|poeni|teimlo|awydd ..8 CURO|LLADD|thaflu|taflu|daflu|loes|niwed|ysgwyd|hysgwyd|los|lo|dolur|foddi|mygu|fygu ..3 PLENTYN|nhw|hi|fo|e ~siawns|gael ; ganddo|gynno|da|GAN ..3 CYLLELL ..6 PLENTYN
        PLENTYN ..4 hun|unig ..7 feddw|chwil|cyffuriau|wedi_meddwi ; drws nesa ..5 sgrechian|gweiddi|crio ; cleisiau|farcia|farcie|marcie|marciau|marcia|losg|llosg|llosgiadau|losgiadau ..3 ar|drosti|drosto|drosta|dros|lawr
        ofn|ofnus|casau|dychryn ..2 mynd adra|nol ~ar_ben|yn ; cam|camdrin|gam ..1 drin? r|y|fy|n ..1 PLENTYN ~yn_yr|ydi ; PLENTYN ..2 cael|gal|gael ei|eu CURO|camdrin|gamdrin|cam|gam ~yn_yr_ysgol
        dwi n 10|11|12|13|14|15|16 ..6 ofn|brifo|hitio|bwrw|curo|frifo|dwtsiad
    """,
    "danger_self": """
        # English
        selfharm|selfharming|selfharmed ; i|im|ive|been|want|started|keep ..2 self harm|harming|harmed|hurting ; just|wanna|gonna|could|want|to disappear ~from_the|off_the
        # Cymraeg
        torri|torrin fy|n|yn|dy HUN
    """,
    "danger_abuse": """
        # English
        HE killing me|us ; HE ..2 killed|hurt|kicked|kicks|hurts ..1 my|our|the dog|cat|puppy|pets ~and_they
        WILL|will|to ..1 do something|summat|smthing ..1 bad? to me|us ; bangs|hammers|kicks|banging|hammering ..2 door|window|windows ; boiling|kettle|acid ..4 over|at|on me|us ; forced marriage ; HE ..4 HURTS ..1 me|us
        HE|PARENT ..4 HITS ~other|another ..2 him|her ~around_the|with_the|at_school ; HE|PARENT|KID ..3 beats|batters|beating|battering me|us ..2 up|money|for ; HE|THEY ..4 HITS ~on ..1 me|us|you ; eggshells
        HE|hes|family|inlaws ..2 has|got|took|taken|takes|keeps|hides|hidden|stole|stolen|controls|nicked ..2 my ..1 bank|card|cards|passport|keys|money|wages|benefits|phone|car|medication|visa ; HITS ~up|by ~the ..1 me|us
        hes|he|partner|husband|ex|dad ..2 going|gone|went|kicking|losing|lost mad|mental|crazy|berserk|ballistic|off|nuts|psycho|apeshit|wild|it ~the_roof|when_he_read ; over|at|on me|us ..2 boiling|acid|petrol|kettle
        breached|breaking|broke|broken|breaching|ignoring ..2 order|injunction|bail|nonmol|conditions|mol ; HE|hes ..4 HIT|HITS|HURTS ..1 my BODY|hair|stomach|belly|bump ~case ; spits|spitting|spat ..1 at|on|in me|us|my
        force|forces|forced|forcing himself|herself on|into ..1 me ; go|goes|going for|after me ~in_the|with|to ; cant|not|never|dont ..2 go|leave ..1 out|home|house|anywhere without ..1 him|them|her|permission
        inlaws|family|husband|partner|he|they ..3 wont|dont|doesnt|never ..2 let ..1 me ..1 out|leave|go|work ~the_meeting|of_the_plan ; make|makes|making me|us pay|suffer|regret|sorry ~for_the|back ; honour killing|violence
        forces|forcing himself on ; hell|shell|hes ..3 come|coming|be|get for|after|at me|us ; scares|scaring|frightens|terrifies|terrorising|terrorises me|us ~when_they ; up|for|hit|beat me|us everyday|daily
        HE|hes ..4 HITS|throwing|throws|chucks|chucking ..3 at|things|stuff|plates ; beats|beating|batters ..2 me|us ..1 up|shit|crap? ; stalking|stalks|stalkin me|us ; threatening ..1 me|us ~with|court|to_take|that
        knocking|knocks|slapping|slaps|chucking|throwing|pushing|pushes|beats|beating|roughing|roughs|knockin ..1 me|her|us|him about|around|up ; go|goes|going|went|come|comes|came for|at me ~to|in_the_meeting|about
        lays|laying|lay|raise|raises|raising ..1 hand|hands|fist|fists ..1 on|to|at me|us|him|her ; hell|shell go|kick|flip|lose mad|mental|ballistic|nuts|off|berserk|it ; being|im stalked|followed
        kicking|kicks|kicked off ..4 scared|throwing|smashing|again|tonight|drunk|house ; SCARED ..2 in my own|the home|house ; forces|forcing|makes|making|force ..1 me ..1 have|sleep|do|sex|into ..2 sex|him|things|with|bed
        HE|THEY|hell ..4 WILL ..5 WILL_HIT|do|batter|find|get|leather|lamp ~my|the|about|in ..1 me|us ~to|a|the|in|into|at|with|out|some|for|on|back_in|there ; reading|reads|checks|checking my messages|phone|texts
        ive|have|i|with ..1 black eye|eyes ; forces|forcing|force|make|making|makes|sending|send|made ..1 me|her|us|my ..3 marry|marriage|married ; cant|not go|leave anywhere|house|home ..2 without him|his|her
        boyfriend|brother ..4 WILL ..3 WILL_HIT ..1 me ; HE ..4 threatens|threatening|threats|threatned|intimidating ..1 me|us|to_hurt ~with|court|to_take ; controls|takes|control my|all|the ..1 money|benefits|bank|wages ; im|i|we|were|hes|shes|us ..2 in danger ~of|to
        HE|dad ..4 checks|reads|reading|checking|tracks|tracking|monitors|takes|took|taken|smashed|broke|hides|goes|going|has|controls|watching ..2 my phone|messages|texts|emails|location|whatsapp
        wont|doesnt|not|never|dont|isnt let|lets|letting|allow|allows|allowing me ..1 out|leave ~the_meeting|early ; prostitute|pimp|pimping|trafficked ; HE ..2 follows|following|stalks|stalking|stalkin ..1 me|us ~up|on
        wont|doesnt|not|never|dont|isnt let|lets|letting|allow|allows|allowing me ..1 have|see|go|use|speak|talk|ring ..3 doctor|friends|family|mum|money|phone|anywhere|out|job|outside|shop|anyone|mates
        not|cant|never|arent|aint allowed ..1 out|leave|go|see|have|use ..1 out|house|without|friends|family|money|phone|anywhere|flat|own ~the_meeting ; SCARED of ..1 my? husband|partner|boyfriend|bf|wife|girlfriend
        HE ..2 controls|controlling|control ..2 me|money|everything|what|life|who|bank ; HE ..2 found|find|finds|knows|finding|tracked ..2 me|us|where ..1 live|im|are|we|tonight|$ ~to_the
        turns|turning|turned|shows|showing up ..2 my|at work|house|door|home|flat|window ; SCARED ..2 to|of go|going ..1 home|back|there_tonight ~to_court|in ; someone|he|hes is|keeps? hurting|hitting|harming|attacking me|us
        SCARED ..4 find|finds|found|finding|come|comes|coming|get|gets ..1 me|us|tonight ~to_say|there|a|in|into ; hes|he|husband|partner ..1 scares|scaring|frightens|frightening me ~with_the
        SCARED of my? ..1 HE|PARENT|him|her ~being|coming|there|at|in|says|saying|will|reaction|lawyer|solicitor|losing|attending|seeing|turning|kicking_off_in|going|taking|family_being|thinking|parents|report|new|school
        SCARED ..4 what|wat he|she|hell|hed|shell ..1 will|would|might|ll|do|gonna|can|does do? ; hes|he|husband|wife|partner|boyfriend|bf ..1 violent|abusive|aggressive|dangerous
        SCARED ..3 hell|he|hes|shell ..3 hurt|hit|kill|beat|batter|attack|do|hurts|come|rape|stab|flip|kick_off ~there|up_the ; gets|getting|becomes|turns|turning violent|aggressive|physical|nasty|abusive
        im|still|i ..3 abusive|violent relationship|marriage|home|household|partner ; if ..8 i|we wont ..1 come|be|make|live home|alive|it|back_home ~for|to_the
        cant ..1 get|escape|leave ..1 away|out|him|from ..2 him|he|house|scared ; how ..3 leave|escape|away|get ..1 him|from_him|violent ~out_of_the_meeting|to|off
        # Cymraeg
        neith|bydd ..1 O ..1 rwbath i fi|mi ; talu|dalu nol i fi|mi ; dal|ddal|gwthio|wthio fi ..1 n|yn? ..1 erbyn|lawr|sownd ..1 r|y? wal|llawr|drws|gwely ; O ..5 CURO i|ni|n ; priodas orfodol ; O ..4 dreisgar|dreisiol
        gaeth|caeth yn y|fy|n ty|fflat|stafell ; curo|bangio|cicio|cico|cnoco|dyrnu ar y|r drws|ffenest|ffenestr|ffenestri|drysau ; O|TAD|THEY ..4 CURO ..1 MY_BODY ; CURO ..1 fi|ni|i ..3 pres|arian ; nilyn i? ~y
        rhoi|roth|cael|ges ..1 cweir|gweir|gosfa|cosfa|crasfa|grasfa|stid|slap|slapan|clatsien|glatsien|swaden|peltan|dwrn|dyrnod ..1 i|gan|efo ..1 fi|ni|mi|fo|fe ; CURO ..2 drosta|ata|arna|arnaf|ataf|drostaf ..1 i?
        mynd|dod amdana|ata|amdanaf|arna i|fi ; gneud i_fi|ifi|fi dalu|ddifaru|ddioddef ; CURO fi|mi|fin|nin ~siawns ; O|teulu ..3 cadw|gadw fi|ni ..2 mewn|fewn|glo|caeth|ty ; dychryn|codi ..2 ofn arna|fi
        dwyn|cymryd|cuddio|cadw|cipio ..1 fy|n? ngherdyn|ngoriadau|nghardiau|mhasbort|mhres|arian|ffon|allweddi|nghar|ngharden|nghoriadau ; mynd|mynd_yn|troi|colli ..1 n|yn? wallgo|benwan|nyts|mental|wyllt|boncyrs
        torri|anwybyddu r|y|ei|ar gorchymyn|orchymyn|injunction|fechniaeth|mechniaeth ; gwthio|gwthion|wthio|orfodi|gorfodi ..1 n|ei|i hun arna|arnaf ; dwi|ni|fi|mae|ma|hi ..3 mewn perygl|peryg ~o|os|y ; ofn ..2 mynd adra|nol
        O|mae|ma|maen|THEY ..6 CURO fi|ni|mi ~siawns|i_lawr ; fy CURO i|fi? ~siawns|teimladau|gan_gar ; tynnu|dynnu fy? ngwallt|wallt|gwallt ; MY_CURO i? ~siawns|teimladau|gan_gar|gan_blentyn ; treisio|dreisio|nhreisio fi|i?
        torri fy? mraich|nhrwyn|nghoes|asennau|nannedd|ngarddwrn ; taflu|lluchio|towlu|luchio|daflu ..2 petha|platia|stwff|llestri ..1 ata|ato|at|ataf|ataf_i ; codi|godi ..1 ddwrn|dwrn|law|llaw|dyrnau ~i_siarad|i_ofyn
        gorfodi|ngorfodi|orfodi ..2 i|fi ..1 briodi|priodi ; gorfodi|ngorfodi|orfodi|gneud|ngwneud ..1 fi|i ..1 i|gael|gysgu|cysgu|gneud ..2 rhyw|efo|fo|sex|petha ; BYGWTH fi|ni ~efo|a|llys|cymryd|mynd
        mygwth i|fi? ~efo|a|llys|cymryd|mynd ; ddim|byth ..1 yn|n? gadael fi|i_fi|ni mas ; rheoli|reoli|ngrheoli ..2 fi|arian|pres|mhres|popeth|bob|mywyd ; dilyn|ddilyn|nilyn ..1 fi|i ..1 bob|i|rownd|o|adra ~y_cynllun
        ddim|byth ..1 yn|n? gadael|gad ..1 i|fi|mi ..1 fi|mi|gadael|mynd|i? ..2 mas|gadael|ty|ffrindia|ffrindie|ffon|teulu ; chai|cha|ga|chaf|gaf ..1 i? ddim ..1 mynd|gadael|gweld ..2 mas|ffrindia|ffrindie|teulu|hebddo|ty
        stelcian|stelcio|stalko|stalkio ..1 fi|i? ; edrych|tsiecio|tsheco|checko|checio|darllen|ddarllen|tsecio|dwyn|cymryd|malu|chwilio ..2 fy|n|ar|ffon|y|negeseuon|trwy ~eich ..1 ffon|negeseuon|tecsts|fi
        gwybod|ffindio|nabod ..1 lle dwi|wi|fi ..1 byw ..6 dod|ofn|mae|amdana|heno ; ofn|ofnus ..1 fy|y|r|o|n ..1 gwr|ngwr|mhartner|nghariad|partner|ngwraig|cariad ~bod|yno|yn_y
        ofn|ofnus|ofnu ..3 iddo|iddi|i|o|e|fo|fe ..2 fo|fe|o|e|hi? ..1 ffindio|dod|brifo|frifo|hitio|ladd|fwrw|nharo|gneud|mrifo|ddarganfod ..3 fi|i|hyd|ni|ar_fy|rwbath ; dwi|wi ..1 ofn fo|fe|o|e ~gweld|bod|n_dod|yn_dod|dod
        ofn ..1 gwr|ngwr|partner|mhartner|cariad|nghariad|ngwraig|gwraig|ecs|bartner|wr arna? ~gweld|yno ; ofn|ofnus ..1 be|beth|bydd|be_neith ..1 neith|bydd|neiff ..1 o|e|fo|fe|hi
        bydd|neith|nath|fydd|eith|mynd ..4 CURO ..1 fi|ni|i|mi ~siawns ; rhywun|o|e|fe|fo ..3 gneud lo|dolur|niwed ..1 i|fi ; perthynas|priodas dreisgar|dreisiol|gamdriniol
        o|e|fo|fe|hi|gwr|ngwr|partner|mhartner|cariad ..2 dreisgar|dreisiol|treisgar
    """,
}

# ---------------------------------------------------------------- done once, perhaps long ago
# "now" by itself ("he strangled me"); a mention beside a word of the past or a question about the meeting.
_PAST = {
    "danger_child": """
        # English
        i|ive HIT|shook him|her|them ~up|in_court|for_six ; HE|PARENT|they ..4 HIT ~on|other|another ..3 ~other|another KID ; PARENT ..4 HIT ~on|the|with ..1 me|us ; KID ..2 been|got|is|being|was HIT ..1 by ..1 HE|PARENT
        i|ive|weve|we ..3 HIT|dropped ~on|other|another ..2 KID ~with_a_question
        # Cymraeg
        TAD|O ..5 nath ..5 CURO ..2 PLENTYN ; rhoi|roth|rhoddodd slap|slapan|glusten|clusten|peltan|cweir|gweir ..3 PLENTYN ; nes ..1 i ..4 CURO ..2 PLENTYN|hi|fo|fe|nhw
    """,
    "danger_self": """
        # English
        tried|attempted|trying ..1 to? ..1 kill|hang|killing ..1 MYSELF ; i|ive ..2 wanted|want to die ~of ; overdose|overdosed ; did something stupid|silly
        # Cymraeg
        trio|drio|ceisio|geisio lladd|ladd fy|n HUN ; gymres|cymres|cymryd overdose|orddos
    """,
    "danger_abuse": """
        # English
        HE|THEY ..4 HIT ~on|by ..1 me|us ; HIT ~on|by me|us ~hard|that|with_it|with_court|in_the_back|down_every ; by ..1 HE|PARENT ..2 HIT|raped ; spat ..1 at|on|in me|my ; HE ..3 threatened ..1 me|us ~with|court|to_take
        HE ..4 HIT|broke|broken|fractured|split|hurt|twisted my BODY|lip|spine|hand|finger ; put me in hospital|hosp ; gave|giving me ..1 black ; rape|raped|raping ..2 me ; pulled ..2 knife|gun on
        been|got|was|being|gets HIT ..1 last|again|up|tonight|yesterday|today|in_the_face
        # Cymraeg
        nath|fe ..4 CURO ..1 fi|ni|i|mi ; nath ..4 MY_CURO|BYGWTH ..1 fi|i|ni ; ges|ces|gefais ..1 i? fy MY_CURO ~gan_gar
        bwrodd|trawodd|drawodd|fwrodd|hitiodd|ciciodd|tagodd|curodd|gurodd|diciodd|brifodd ..1 e|o|fo|fe|hi? fi|ni
    """,
}

# ---------------------------------------------------------------- spoken of in the past or in general
_MENTION = {
    "danger_self": """
        # English
        self harm|harmed|harming|harms ; suicide|suicidal|overdose|overdosed
        # Cymraeg
        hunanladdol|hunanladdiad|hun_niwed|hun_niweidio|gorddos
    """,
    "danger_abuse": """
        # English
        domestic|physical|sexual violence|abuse ; dv ; violence|violent|abuser|abusive|abused|coercive|coercion|refuge|rape|raped|perpetrator|injunction|injunctions ; non molestation ; nonmolestation|nonmol
        restraining|protection|occupation order ~for_my_child ; used to ..2 WILL_HIT|threaten|control|bully|scare ; SCARED ..2 ex|him|husband|partner ; not|dont|wont|isnt ..2 safe ..6 ex|him|husband|partner
        assaulting|assaulted|hitting|threatening|hit|beat|threatened|stalked me ; trais|drais|thrais|dreisgar|treisgar|threisgar|dreisiol|treisiol|camdriniwr|nghamdriniwr|camdriniaeth|gamdriniaeth
        # Cymraeg
        cam|gam|ngham drin|driniaeth|driniwr ; camdrin|gamdrin|nghamdrin|treisio|dreisio|nhreisio ; orfodol|gorfodol|injunction|lloches|loches ; ymosod ..1 arna i ; MY_CURO ; CURO ..1 fi|i|ni ; ofn ..3 nghyn|cyn
        gorchymyn|orchymyn ..1 atal|beidio|ymyrryd|peidio ; oedd|roedd|arfer ..5 CURO|MY_CURO|BYGWTH|rheoli ; ddim ..3 saff ..8 cyn|nghyn|fo|fe
    """,
}

# ---------------------------------------------------------------- what softens
# Words between or just before that turn the meaning round. "He doesn't stop hitting me" is not turned round.
_NOT = _set("not never doesnt didnt isnt wasnt nobody havent hasnt arent dont wouldnt no without erioed ddim byth sdim neb nid")
_NOT_WELSH = _set("erioed ddim byth sdim neb")
_CLAUSE_STARTS = _set("mae ma a ac ond achos")
# "Nath", "ges i", "for hitting me": the words near by which a hit may lie in the past.
_PAST_WORDS = _set(
    "shook went gone aeth ran came took found broke hit hurt made got had was were did tried used wanted felt for nath wedi ges ces gefais gafodd cafodd nes oedd roedd oeddwn roeddwn ron arfer trio drio gymres cymres am"
)
_NOT_PAST = _set("scared frightened terrified petrified allowed need bed locked trapped unwanted")
_USED_TO = _set("used arfer oedd roedd")
_STATES = _set("suicidal hunanladdol")
_WAS = _set("was were oeddwn roeddwn ron used oedd")
# The past, in general: softens what may be past (_PAST, and past verbs in _NOW).
_PAST_SIGNS = """
    used to ; years|months|yrs|flynyddoedd|flynydde|flynedd|blynyddoedd|fisoedd ago|back|yn_ol|n_ol|nol ; last year|summer|christmas|winter|month ; as a child|kid|teenager ; mis|blwyddyn dwetha|diwethaf|dwytha
    in|since|yn 2005|2006|2007|2008|2009|2010|2011|2012|2013|2014|2015|2016|2017|2018|2019|2020|2021|2022|2023|2024|2025 ; gwahanu|wahanu ; when|pan i|we|o|on|oeddwn|oedd ~get|go|come|leave|speak|say
    for|am years|flynyddoedd|flynydde ; split|left|separated ..2 up|him|her|from|wahanu ; past|historic|historical|previously|previous|formerly|gorffennol|llynedd|arfer|caught ; oedd|roedd|fydda|byddai ..2 o|e|fo|fe|hi n|yn
    was|had|were|oedd|roedd|bu ..2 abusive|violent|dreisgar|cam|camdrin ; arrested|arrest|convicted|conviction|charged|prison|jail|bail|injunction|sentenced|arestio|carchar|garchar|euogfarn
"""
_RECENT_SIGNS = """
    again|tonight|today|yesterday|2day|2nite|eto|neithiwr|heno|heddiw|ddoe|nithwr|neithwr|echnos|gynna|gynne|newydd ; last night|nite|weekend ; right now|away ; this morning|week|weekend|afternoon|evening
    just|keeps|keep|still|currently|dal|stopio ; bore|prynhawn|pnawn|wythnos ma|yma ; minutes|hours|hour ago
"""
# Before a hit: somebody else says, thinks or found it. They report; the writer asks about the report.
_INSTITUTION = "they|theyre|theyve|theyll|sw|sws|worker|workers|services|ss|school|nursery|hospital|police|doctor|doctors|gp|report|people|neighbour|neighbours|everyone|court|teacher|visitor|midwife|professionals|chair|plan|paperwork|nhw|ysgol|ysbyty|heddlu|adroddiad|gweithiwr|gweithwyr|gwasanaethau|meddyg|athrawes|athro|meithrinfa|feithrinfa|ymwelydd"
_SAYS = "say|says|said|saying|sayin|think|thinks|thought|claim|claims|claimed|claiming|reckon|reckons|believe|believes|believed|allege|alleges|ask|asks|asking|asked|told|telling|tell|wrote|written|put|accuse|found|saw|seen|noticed|see|reported|reporting|suspect|suspects|worried|concerned|heard|states|lie|lied|lying|deud|meddwl|feddwl|honni|ofyn|gofyn|gweld|welodd|ffindio|riportio|sgwennu|amau|gredu|credu"
_ALLEGED = [
    f"{_INSTITUTION} ..3 {_SAYS}",
    f"{_SAYS} ..2 {_INSTITUTION} ~wedi",
    "accused|accusing|accuse|accusation|accusations|allegation|allegations|alleged|allegedly|alleging|blamed|blaming|arrested|investigated|charged|suspected|lies|lied|lying",
    "honiad|honiadau|honni|cyhuddo|nghyhuddo|gyhuddo|gyhuddiad|cyhuddiad|arestio",
    "sound|sounds|sounded|makes|making|make|swnio like|out|fel",
    "is it|does_it ..2 illegal|mean|wrong|count|allowed",
]
# ... and what anybody else says of the writer ("my ex told them I hit him").
_SAYS_OF_ME = [f"{_SAYS} ..3 i|ive|im|we", f"{_SAYS} ..3 mod|bo|bod i|fi|dwi|ni"]
_I_SAY = [f"i|im|ive|we|dwi n? {_SAYS}"]  # "I think I'm going to hurt him" is the writer's own word
_WRITER = _set("i ive im we weve")
_SAYS_WORDS = frozenset(_SAYS.split("|"))
# Professionals and the process are not a danger in this sense ("the chair attacked me", "she threatened me with court").
_OFFICIAL = _set(
    "worker sw chair chairperson judge council services social school teacher la barrister cadeirydd gweithiwr gymdeithasol cymdeithasol cyngor"
)
# Small children and teenagers hit their parents; that is asked about, and is not abuse of the writer.
_CHILD_SUBJECT = _set(
    "son sons daughter daughters toddler child kid kids boy baby mab merch plentyn hogyn hogan plant bachgen crwt"
)
# What "they" (the council) do only in a manner of speaking.
_FIGURES_OF_SPEECH = _set(
    "beat beats beating stabbed attacked attacking attack attacks hurt hurting hurts abused abusing bruised threw hit curo guro bwrw taro brifo frifo"
)
# The wait, the stress, the paperwork "kill" and "hurt"; nobody is in danger from them.
_THING_SUBJECT = _set(
    "it this that wait waiting stress feet head knees deadline news meeting aros straen traed disgwyl hyn hynny"
)
# A question about the meeting: past violence is then the reason for asking.
_TOPIC = "invited|invite|attend|attending|kept|conference|meeting|separate|same|sit|separately|come|allowed|excluded|exclude|bring|report|minutes|plan|count|cyfri|chair|cynhadledd|gynhadledd|cyfarfod|gyfarfod|gwahoddiad|wahodd|gwahodd|eistedd|ista|rhaid|dod|adroddiad|wahan|yno|yna|gadw|wahardd|cadw|codi|gofyn|cynllun ; be|being there"
# "Is that why": what happened to the child is given as the reason for the conference.
_REASONS = "that|thats|this|thus ..1 why ; why ..3 conference|meeting ; dyna pam ; pam ..4 cynhadledd|gynhadledd|cyfarfod"
# A child's bruise with its cause told.
_ACCIDENT = _set(
    "fell fallen tripped bumped accident birthmark nappy football rugby rygbi pel falling syrthiodd disgynnodd ddisgynnodd damwain gwympodd cwympodd"
)

# ---------------------------------------------------------------- disguises and typing
# Keys that typing slips are mended to (one slip; the first letter must be right). Real words next to them are left alone.
_KEY_WORDS = _set(
    "suicide suicidal kills beats beat gun killing killed myself knife knives strangled strangling strangles bruises bruised bruise overdose overdosed tablets paracetamol swallowed threatening threatened threatens hitting punched punches punching slapped kicked kicking beating battered attacked raped touched touching locked hiding scared frightened terrified petrified outside bridge cutting breathing unconscious bleeding hurting hurts daughter partner boyfriend husband bathroom police ambulance die dead unalive kill hits alive anymore goodbye drunk lladd marw tabledi cyllell gyllell curo brifo frifo hitio bwrw taro bygwth ysgwyd cleisiau twtsiad cuddio hunanladdol hunanladdiad mrifo nghuro nharo anadlu treisio panicking overwhelmed anxious devastated heartbroken"
)
_NOT_SLIPS = _set(
    "alice swapped beams beans betas blending breeding lacked licked rapid outsize bartered buttered hurling straggled polite bride scarred raged rated raced rapped bears boats belts beets beast beasts bests hunts hurls pinches braise alike anytime attached attack attacker attacks bathrooms beaming bearing beatings betting bleed boyfriends breath breathe bridged bridges bridle brief brifio bring brings bruising bwrdd bwrdds bygythiad byrddau coating cuddiad cuffing curio cuttings daughters drank drink drunken frighten frightens goodbyes hidden hiking himself hinting hiring hitting hosting hunting hurdles hurries hurt hurtful husbands huts itself kicker killer living lockdown locker looked marwnad marwol outsider outsides parted parter partnered partners policed polices policy punch putting scaled scare scares scary scored shared slipped snapped starred strangle suicides swallow swallows tabl tables taco tarot threaten threatening touch touches treats ysgwydd"
)
_SLIPS = _forms("""
    kill: kil kll klil kiil kiill killl kel ; kills: kils ; killing: kiling killin ; hits: htis hitz ; die: dye diee ; suicide: sucide suiside suacide
    myself: mysef mself myslf myslef meself ; suicidal: sucidal suicidle suidical suisidal suicdal ; knife: nife knfe knief ; want: wnt wan ; hes: hez
    hurting: hurtin ; hitting: hittin hiting ; beating: beatin ; dont: dnt dnot ; cant: cnt ; scared: scard sacred skared scered ; unalive: unliv
    threatening: threatning threatenin threating ; partner: prtner partna ; husband: husbnd hubbie ; tablets: tabs tabletts ; with: wiv wid ; me: meh
    you: u ; because: cos coz cuz ; daughter: dauter dorta ; threatened: threatend ; locked: lockd ; lladd: llad ; heb: eb ; strangled: strangeled
    paracetamol: paracetemol parasetamol paracetomol ; breathing: breathin breething breating
""")
# Spoken and written forms made one; the tables use the form on the left. Apostrophes are gone by then, Welsh 'n 'r 'i 'w stand apart.
_SPOKEN = _forms("""
    going to: gonna gona gunna ; want to: wanna wana ; trying to: tryna ; im going to: ima imma ; cant: cannot ; boyfriend: bf ; girlfriend: gf
    ive: iv ; when: wen ; wake: waking wakin ; dwi ddim: dwim wim sai ; dwi n: dwin win fin rwyn ; dwi: wi rwy rydw dydw tydw ; mae r: maer ; i r: ir
    mae n: maen ; ma r: mar ; ddim: smo dyw dydi tydi dio dydy tydy nace ; dio ddim: diom ; fe n: feo fen ; fo n: fon ; efo r: efor gydar ; ga i: gai
    wedi r: dir ; fedra: alla galla ; fedra i: allai fedrai ; neith i: nai wnai ; nes i: nesi wnesi ; fan yma: fama ; torri n: torrin ; ladd n: laddn
    gallu: medru ; isio: eisiau isho ishe isie isia eisio eisie eishe eishau moyn mofyn moin ; adra: adre gartre gartref gatre gytre cartre ; lle: ble
    gneud: neud gwneud wneud ; deud: dweud gweud ddeud ddweud ; petha: pethe pethau ; rwbath: rhywbeth rhwbeth rwbeth rhwbath rhywbath ; efo: gyda
    cleisiau: clais cleisie cleisia gleisia gleisie gleisiau chleisiau ; methu: ffaelu ffili fethu ; nath: wnaeth naeth ddaru gwnaeth ; nawr: rwan
    neith: wneith naiff wnaiff wneiff ; cheith: chaiff cheiff ; mlaen: ymlaen mlan ; hun: hunan hunain ; dihuno: deffro ddeffro ddihuno ; nes: wnes
    bwyta: byta fwyta ; gwybod: gwbod ; stafell: ystafell ; crio: llefen grio lefen ; poeni: becso gofidio boeni fecso ; mas: allan fas ; feddw: meddw
    gadael: gadel gadal adael adel gado ; sgrechian: sgrechen ; edrych: sbio drychwch ; bennu: gorffen cwpla orffen gwpla dibennu ; popeth: bopeth
    cwbl: cwbwl cyfan gyfan ; ffindio: ffeindio ffendio ; cuddio: cuddiad cwato guddio gwato cwtsho guddiad ; ofn: ofni ; cymryd: gymryd ; gweld: weld
    gyrru: hela anfon danfon hala ; diwedd: ddiwedd ; going: goin gointo ; mum: mummy mom ; drunk: pissed wasted ; anymore: nomore ; living: livin
    someone: somebody ; lluniau: llunia llunie ; cyffuriau: drygs cyffurie ; torri: dorri ; rhoi: roi ; mynd: fynd ; dod: ddod dwad
""")
_PAIRS = _forms("""
    dont: do_not don_t ; doesnt: does_not ; didnt: did_not ; wont: will_not won_t ; cant: can_not can_t ; isnt: is_not ; arent: are_not ; im: i_am i_m
    hasnt: has_not ; havent: have_not ; hes: he_is he_s ; shes: she_is she_s ; ive: i_have ; myself: my_self ; anymore: any_more ; overdose: over_dose
    unalive: un_alive ; child: little_one little_un wee_one ; dwi: dw_i dwi_i ; dwi ddim: sa_i so_fi ; ni ddim: so_ni ; fe ddim: so_fe ; dwi n: fi_n
""")

# ---------------------------------------------------------------- very upset
_UPSET = """
    # English
    im|i|feel|feeling|so|really|am|very|bit|absolutely|completely ..3 SCARED|terrified|anxious|panicking|overwhelmed|devastated|heartbroken|upset|distraught|desperate|shaking|petrified|hopeless|helpless|alone|ashamed|broken|lost|drowning|worried|stressed|hysterical|crying|sobbing|panicky|numb|humiliated|mortified ~my|the_date|about_parking
    ^ SCARED|terrified|anxious|panicking|overwhelmed|devastated|heartbroken|upset|distraught|crying|worried ~about|what|if|by ; in|to bits|pieces|tears ; im ..2 mess|wreck ; panic attack|attacks ; wits end ; falling apart
    cant|cannot|couldnt|keep|wont|been ..2 stop? crying|cry|cope|sleep|eat|breathe|coping|stop_shaking|function ~the|all_the|on_the|in_the_meeting ; havent|not|cant|hardly|dont ..1 slept|sleep|eaten|eat ~in ; sick with worry
    cant ..1 take|do|handle|face|bear ..2 anymore|more|it|this ~on|thursday|monday ; nightmare|hell ~is ; dont know what|how|where to ..1 do|turn|cope ~about|with_my|with_the ; breaking|broke|broken|breaks my|our heart
    feel|felt ..2 sick|useless|terrible|awful|worthless|empty ; heart ..1 breaking|broken|broke ; destroying|destroyed|ruining|ruined|tearing|killing|ripping ..1 me|my|us|our ~up ; losing my|it mind ; worried ..1 sick|death
    wait|waiting|stress|worry|it|this ..2 killing me ; freaking|freaked|stressing out ; going out_of|crazy|insane|mad ; too much ..1 for|to ..1 me|bear|cope ; help me ~with|write|to|find|understand|prepare|fill
    scared to death ; crying|cryin my|all|every|constantly|again ; teimlo ..2 sal|unig|ofnadwy|diwerth|wag|anobeithiol|euog|fethiant
    # Cymraeg
    dwi|fi|i|mor|gen|da|wi ..3 ofnus|ofn|panicio|panico|crynu|crio|ypset|bryderus|pryderus|anobeithio|anobeithiol|racs|despret|torcalonnus ~gynno|ganddo ; ^ ofn|ofnus ; ofn arna|arnai ; mewn darnau|dagrau ; dwi|wi n poeni
    methu|fedra|ddim|im|stopio ..3 stopio|peidio|copio|copo|crio|cysgu|bwyta|anadlu ~pan ; torri|torrodd|thorri ..1 nghalon|ynghalon|calon ; ddim ..1 n? gwybod ..1 be|beth|lle|sut ..1 i ..1 gneud|droi|copio ; llond ..2 ofn
    poeni ..2 ofnadwy|arw|enaid|shwt|sal|uffernol|dost|gymint|gymaint|ddychrynllyd|cymaint|fawr ; hunllef|hunlle|gywilydd|cywilydd ; heb ..1 gysgu|bwyta|stopio ; ddim ..1 cymryd ..1 mwy|rhagor ; o ngho|ngof|mhwyll
    colli ..1 arni|arna|mhen|mhwyll|ngafael ; ormod|gormod i|ar ..1 fi|mi|i ; cwbl ..2 ormod|gormod ; helpwch|helpa|helpwchi fi|ni ; dinistrio|chwalu|difetha|ddinistrio|distrywio ..2 nheulu|fi|ni|fy|teulu|bywyd|mywyd
    aros|disgwyl|straen|hyn ..5 lladd|ladd fi|i
"""
_UPSET_SIGNS = frozenset("😭😢😰😱💔😥😨😩😿🥺😫")
# It is the child, the other parent or the worker who is upset, or nobody: "what if my son gets scared", "I'm not worried".
_UPSET_OTHERS = _set(
    "not isnt if child kids son daughter visitor she ddim os plentyn mab merch ymwelydd paid peidiwch peidiwch_a dont no dim"
)

# ---------------------------------------------------------------- from here on: code
_LOOKALIKES = str.maketrans("аеіоруѕхсһкԁмтн", "aeiopysxchkdmth")
_LEET = [str.maketrans("0134578@$!|+€£", f"o{one}eastbas{one}ltel") for one in "il"]
_EDGE = " .,!?;:…\"'()[]{}<>-–—*_~#/\\&=%^•“”"
_DOTTED = re.compile(r"(?:[^\W_][.\-_*·]){2,}[^\W_]")
_I_WAS = re.compile(r"(?<!mae )(?<!ma )(?<!ydi )o n i n ")
_CLITIC = re.compile(r"^(.+)'(n|r|i|w|u|ch|th)$")
_EVERYDAY = _set(
    "i im he hes she my me to the on in it o e fo fe n y r dwi mae ma wedi di her him of up is not dont ddim plant kids i_fi fi ni a"
)
_MUTATIONS = {"ll": ["l"], "rh": ["r"], "p": ["b", "mh", "ph"], "t": ["d", "nh", "th"], "c": ["g", "ngh", "ch"], "b": ["f", "m"], "d": ["dd", "n"], "g": ["", "ng"], "m": ["f"]}  # fmt: skip


def _mutate(word: str) -> list[str]:
    """A Welsh word with its mutations: "curo" also as "guro", "nghuro", "churo"."""
    for first, changed in _MUTATIONS.items():
        if word.startswith(first) and not (first in "cpt" and word.startswith(first + "h")) and not word.startswith("dd"):
            return [word, *(new + word[len(first) :] for new in changed)]
    return [word]


_WORDS = {
    name: frozenset(
        _SPOKEN.get(form, form) for word in members for form in (_mutate(word[:-1]) if word.endswith("*") else [word])
    )
    for name, members in _CLASSES.items()
}
# The nasal mutation says "my": "nghuro" is "beating me", with or without "fy" and "i" around it.
_WORDS["MY_CURO"] = _set(
    "nghuro nharo mwrw mrifo nyrnu nghicio nghico nhagu ngwthio nghamdrin nhreisio nreisio nghrogi mhwnio mhwno nghnocio nghnoi mygwth nilyn"
)


class _Rule:
    """One line of a table: which words it needs, and the pattern, compiled when first needed."""

    def __init__(self, label: str, line: str) -> None:
        self.label = label
        self.line = line
        self.needs: list[frozenset[str]] = []
        self._parts: list[str] = []
        for element in line.split():
            self._add(element)
        self.negative = any(word in _NOT for word in re.split(r"[ |?]", line))
        self._pattern: re.Pattern[str] | None = None

    def _add(self, element: str) -> None:
        """Read one word of the line."""
        if element.startswith(".."):
            self._parts.append(r"(?:[^ .]+ ){0,#}?".replace("#", element[2:] or "3"))
        elif element.startswith("~"):
            if element != "~":
                self._parts.append(f"(?!{self._choice(element[1:])})")
        elif element in "^$":
            self._parts.append(r"(?:(?<=\. )|\A)" if element == "^" else r"(?=\. |\Z)")
        else:
            optional = element.endswith("?")
            choice = element.removesuffix("?")
            self._parts.append(self._choice(choice) + ("?" if optional else ""))
            if not optional and "$" not in choice:
                self.needs.append(frozenset(word.split()[0] for word in self._members(choice)))

    @staticmethod
    def _members(choice: str) -> list[str]:
        members: list[str] = []
        for word in choice.split("|"):
            members.extend(sorted(_WORDS[word]) if word.isupper() else [word.replace("_", " ")])
        return members

    def _choice(self, choice: str) -> str:
        return "(?:" + "|".join(r"(?=\. |\Z)" if word == "$" else re.escape(word) + " " for word in self._members(choice)) + ")"

    def find(self, message: _Message) -> Iterator[re.Match[str]]:
        """Where the message says this."""
        for need in self.needs:
            if need.isdisjoint(message.tokens):
                return iter(())
        if self._pattern is None:
            self._pattern = re.compile(r"(?<!\S)" + "".join(self._parts))
        return self._pattern.finditer(message.line)


class _Rules:
    """The lines of one table, filed by the rarest word each of them needs, so that few are tried on a message."""

    def __init__(self, table: str | list[str], label: str = "") -> None:
        lines = table if isinstance(table, list) else _lines(table)
        self.all = [_Rule(label, line) for line in lines]
        self._by_word: dict[str, list[_Rule]] = {}
        for rule in self.all:
            for word in min(rule.needs, key=lambda need: (not need.isdisjoint(_EVERYDAY), len(need))):
                self._by_word.setdefault(word, []).append(rule)

    def find(self, message: _Message) -> Iterator[tuple[_Rule, re.Match[str]]]:
        """Each line that the message meets, and where."""
        tried: set[int] = set()
        for token in message.tokens:
            for rule in self._by_word.get(token, ()):
                if id(rule) not in tried:
                    tried.add(id(rule))
                    for match in rule.find(message):
                        yield rule, match


def _lines(table: str) -> list[str]:
    """The lines of a table; several short ones may share a line, with " ; " between."""
    rows = [row.strip() for row in table.splitlines()]
    return [line.strip() for row in rows if row and not row.startswith("#") for line in row.split(" ; ")]


_SURE_RULES, _NOW_RULES, _PAST_RULES, _MENTION_RULES = (
    {label: _Rules(table, label) for label, table in tables.items()} for tables in (_SURE, _NOW, _PAST, _MENTION)
)
_PAST_SIGN_RULES, _RECENT_RULES, _ALLEGED_RULES = _Rules(_PAST_SIGNS), _Rules(_RECENT_SIGNS), _Rules(_ALLEGED)
_OF_ME_RULES, _TOPIC_RULES = _Rules(_SAYS_OF_ME), _Rules(_TOPIC)
_REASON_RULES, _UPSET_RULES, _I_SAY_RULES = _Rules(_REASONS), _Rules(_UPSET), _Rules(_I_SAY)
_TABLES = [rules for tables in (_SURE_RULES, _NOW_RULES, _PAST_RULES, _MENTION_RULES) for rules in tables.values()]
_KNOWN = {
    word
    for rules in (*_TABLES, _PAST_SIGN_RULES, _RECENT_RULES, _ALLEGED_RULES, _UPSET_RULES)
    for rule in rules.all
    for need in rule.needs
    for word in need
} | set(_SPOKEN)


def _without_one(word: str) -> set[str]:
    """The word, and the word with any one letter left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


_NEAR: dict[str, list[str]] = {}
for _key, _piece in ((key, piece) for key in _KEY_WORDS if len(key) >= 5 for piece in _without_one(key)):
    _NEAR.setdefault(_piece, []).append(_key)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours swapped."""
    at = next((at for at, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), min(len(typed), len(meant)))
    rest, other = typed[at:], meant[at:]
    swapped = rest[2:] == other[2:] and rest[:2] == other[:2][::-1]
    return swapped or rest[1:] == other or rest == other[1:] or rest[1:] == other[1:]


def _mend(word: str) -> str:
    """The word meant, where it is a key word with a slip in it or has letters drawn out ("heeelp")."""
    if word in _KNOWN or word in _NOT_SLIPS:
        return _SLIPS.get(word, word)
    if word in _SLIPS:
        return _SLIPS[word]
    twice = re.sub(r"(.)\1{2,}", r"\1\1", word)
    if twice != word:
        once = re.sub(r"(.)\1+", r"\1", word)
        for shorter in (twice, once):
            if shorter in _KNOWN or shorter in _SLIPS:
                return _SLIPS.get(shorter, shorter)
        word = twice
    if 4 < len(word) < 20:
        for piece in _without_one(word):
            for key in _NEAR.get(piece, ()):
                if key[0] == word[0] and _one_slip(word, key):
                    return key
    return word


def _uncover(chunk: str) -> str | None:
    """The key word behind digits, signs or asterisks ("k1ll", "su*cide"); None if there is none."""
    if chunk.isalpha() or len(chunk) > 20 or not any(character.isalpha() for character in chunk):
        return None
    for table in _LEET:
        plain = chunk.translate(table)
        if plain.isalpha() and (_mend(plain) in _KEY_WORDS or plain in ("kms", "kill", "ladd")):
            return _mend(plain)
    if "*" in chunk or "#" in chunk:
        hidden = re.compile("".join(".?" if c in "*#" else re.escape(c) for c in chunk))
        return next((key for key in _KEY_WORDS if hidden.fullmatch(key)), None)
    joined = "".join(character for character in chunk if character.isalpha())
    return joined if "'" not in chunk and joined in _KEY_WORDS else None


_JOINABLE = {*_KEY_WORDS, *_SLIPS} | _set(
    "i im want to my me he she self is us hes help the up end it all going gonna cant now please dwi isio fi fy hun mae ma n o fo fe di in on"
)


def _segment(letters: str) -> list[str]:
    """Letters typed apart, as words ("killmyself" is "kill myself"); nothing if they are not words we know."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 14), end):
            head = best[start]
            known = best[end]
            if head is not None and letters[start:end] in _JOINABLE and (known is None or len(head) + 1 < len(known)):
                best[end] = [*head, letters[start:end]]
    found = best[-1] or []
    return found if any(word in _KEY_WORDS or word in _SLIPS or word == "kms" for word in found) else []


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """What stands between spaces, without punctuation around it, and whether a sentence ends there; letters typed apart joined."""
    apart: list[str] = []
    for raw in [*text.split(" "), ""]:
        core = raw.strip(_EDGE)
        if len(core) == 1 and core.isalnum():
            apart.append(core)
            if raw[-1] not in "!?;":
                continue
            core = ""
        if apart:
            for word in (2 < len(apart) < 60 and _segment("".join(apart))) or apart:
                yield word, False
            apart = []
        if core or raw:
            yield core, raw[-1:] in {".", "!", "?", ";"} and not raw.endswith("..")


def _plain_words(chunk: str) -> list[str]:
    """The words in one chunk of folded text, disguised or not."""
    if chunk.isascii() and chunk.isalpha():
        return [chunk]
    if uncovered := _uncover(chunk):
        return [uncovered]
    found = _segment(re.sub(r"\W|_", "", chunk)) if _DOTTED.fullmatch(chunk) else []
    return found or [part for word in words(chunk) for part in _CLITIC.sub(r"\1 \2", word).replace("'", "").split()]


def _tokens(text: str) -> Iterator[str]:
    """The words of a message with disguises and typing undone, and "." where a sentence ends."""
    text = fold(clean(unicodedata.normalize("NFKC", text))).translate(_LOOKALIKES)
    for chunk, ends in _chunks(text):
        for word in _plain_words(chunk):
            meant = _mend(word)
            yield from _SPOKEN.get(meant, meant).split()
        if ends:
            yield "."


class _Message:
    """A message as the rules read it."""

    def __init__(self, tokens: list[str]) -> None:
        self.line = "".join(token + " " for token in tokens)
        self.tokens = frozenset(tokens)
        self._has: dict[_Rules, bool] = {}

    @classmethod
    def read(cls, text: str) -> _Message:
        """The message that somebody typed."""
        tokens: list[str] = []
        for token in _tokens(text):
            last = tokens[-1] if tokens else ""
            if f"{last}_{token}" in _PAIRS:
                tokens[-1:] = _PAIRS[f"{last}_{token}"].split()
            elif last and last + token in _KEY_WORDS and last not in _KNOWN and len(last + token) > 5:
                tokens[-1] = last + token
            else:
                tokens.append(token)
        message = cls(tokens)
        if " o n i n " in " " + message.line:  # "o'n i'n" (I was) is not "mae o'n" (he is)
            message = cls(_I_WAS.sub("oeddwn i n ", message.line).split())
        return message

    def has(self, rules: _Rules) -> bool:
        """Whether it meets any of the rules."""
        if rules not in self._has:
            self._has[rules] = next(rules.find(self), None) is not None
        return self._has[rules]

    def before(self, match: re.Match[str], count: int) -> list[str]:
        """Up to `count` words before the match, in its sentence."""
        sentence = self.line[max(0, match.start() - 40 * count) : match.start()].rpartition(". ")[2]
        return sentence.split()[-count:]


def _turned_round(rule: _Rule, match: re.Match[str], message: _Message) -> bool:
    """Whether a "not" stands before it or in it ("he doesn't hit me", "I am not suicidal")."""
    if rule.negative:
        return False
    inside = match.group().split()
    near = message.before(match, 1)
    if not near or near[-1] not in _CLAUSE_STARTS:  # Welsh says "not" further off: "dio ddim yn hitio fi"
        near = [word for word in message.before(match, 3)[: 3 - len(near)] if word in _NOT_WELSH] + near
    span = [*near, *inside]
    return any(
        word in _NOT and not any(follows.startswith(("sto", "more")) for follows in span[at + 1 : at + 4])
        for at, word in enumerate(span)
    )


def _reported(rule: _Rule, match: re.Match[str], message: _Message) -> bool:
    """Whether others say, think or found it, rather than the writer telling us."""
    inside = match.group().split()
    said = _Message([*message.before(match, 7), *inside[:3]])
    if said.has(_ALLEGED_RULES):
        return True
    if rule.label == "danger_self":
        return False
    if inside[0] in _WRITER or (rule.label == "danger_child" and inside[0] not in _WORDS["HE"] | _WORDS["PARENT"]):
        return said.has(_OF_ME_RULES) and not said.has(_I_SAY_RULES)
    return _Message(inside).has(_OF_ME_RULES)


def _not_a_person(rule: _Rule, match: re.Match[str], message: _Message) -> bool:
    """Whether the one who does it is a small child, a professional or no person at all."""
    if rule.label != "danger_abuse":
        return False
    near = [*message.before(match, 5), *match.group().split()[:-1]]
    if not _THING_SUBJECT.isdisjoint(near[-3:]) and {"he", "she", "hes", "o", "e", "fo", "fe"}.isdisjoint(near):
        return True
    if not {"they", "theyre", "nhw"}.isdisjoint(near) and not _FIGURES_OF_SPEECH.isdisjoint(match.group().split()):
        return _WORDS["PARENT"].isdisjoint(message.tokens) and "family" not in message.tokens
    near = near[len(message.before(match, 5)[:-3]) :]
    return not (_OFFICIAL | _CHILD_SUBJECT).isdisjoint(near) and _WORDS["HE"].isdisjoint(set(near) - {"she", "he", "hes", "shes"})


def _past(message: _Message) -> bool:
    """Whether it speaks of the past in general and of nothing recent."""
    return message.has(_PAST_SIGN_RULES) and not message.has(_RECENT_RULES)


def _past_words(match: re.Match[str], message: _Message) -> list[str]:
    """The words in and just before the match that put it in the past."""
    near = [*message.before(match, 4), *match.group().split()]
    return [word for word in near if word in _PAST_WORDS or (word.endswith("ed") and word not in _NOT_PAST)]


def _asks(message: _Message) -> bool:
    """Whether it asks about the meeting and names nothing recent."""
    return message.has(_TOPIC_RULES) and not message.has(_RECENT_RULES)


def _softened(rule: _Rule, match: re.Match[str], message: _Message, table: str) -> str:
    """What the words around leave of a match: "now", "mention" or "nothing"."""
    label = rule.label
    past = _past_words(match, message)
    if _turned_round(rule, match, message):
        return "nothing"
    if label == "danger_self" and table == "sure":
        state = not _WAS.isdisjoint(past) and not _STATES.isdisjoint(match.group().split())
        if past and (_past(message) or (state and not message.has(_RECENT_RULES))):
            return "mention"
        asked = not _SAYS_WORDS.isdisjoint(message.before(match, 3)) and _reported(rule, match, message)
        return "nothing" if asked else "now"
    if table != "sure":
        if _reported(rule, match, message) or _not_a_person(rule, match, message):
            return "nothing"
        if label == "danger_child" and not _ACCIDENT.isdisjoint(message.tokens):
            return "nothing"
        if not _USED_TO.isdisjoint(past) and not message.has(_RECENT_RULES):
            return "mention"
    if label == "danger_child" and message.has(_REASON_RULES):
        return "mention"
    if past or table == "past":
        asks = label != "danger_self" and (table == "past" or (table == "now" and label == "danger_abuse")) and _asks(message)
        if asks or (_past(message) and not (table == "sure" and label == "danger_abuse")):
            return "mention"
    return "now"


def _weigh(label: str, message: _Message) -> bool | None:
    """True for danger now, False for a mention, None for nothing under this label."""
    found = set()
    for table, rules in (("sure", _SURE_RULES), ("now", _NOW_RULES), ("past", _PAST_RULES)):
        for rule, match in rules[label].find(message):
            found.add(_softened(rule, match, message, table))
            if "now" in found:
                return True
    return False if "mention" in found else None


def assess(text: str) -> Urgency | None:
    """The danger that a message speaks of: a child's before one's own life before abuse of the writer; None if there is none.

    It never raises. Should it break, it answers as if somebody were in danger.
    """
    try:
        message = _Message.read(text)
        weighed = {}
        for label in LABELS:
            weighed[label] = _weigh(label, message)
            if weighed[label]:
                return Urgency(label, now=True)
        for label in LABELS:
            if weighed[label] is False or (label in _MENTION_RULES and message.has(_MENTION_RULES[label])):
                return Urgency(label, now=False)
        return None
    except Exception:  # the numbers too often rather than not at all
        return Urgency("danger_abuse", now=True) if isinstance(text, str) else None


def is_upset(text: str) -> bool:
    """Whether the writer seems very upset, frightened or overwhelmed, so that a calm sentence should come before an answer."""
    try:
        if not _UPSET_SIGNS.isdisjoint(text):
            return True
        message = _Message.read(text)
        return any(
            rule.negative or _UPSET_OTHERS.isdisjoint([*message.before(match, 3), *match.group().split()[:-1]])
            for rule, match in _UPSET_RULES.find(message)
        )
    except Exception:
        return isinstance(text, str)
