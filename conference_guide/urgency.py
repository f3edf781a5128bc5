"""Whether somebody may be in danger, from the words of one message alone.

It must work when nothing else does: no model, no network, no Rasa. A message is reduced to plain words (disguises,
typing slips and spoken forms undone) and compared with the tables below. In doubt the answer is "now".

How a line of a table reads, word by word:
  kill|stab     one of these words          HE        one word of that class (see _CLASSES)
  word?         may be missing              ~of|the   the next word is none of these
  ..            up to three words between   ..6       up to six words between
A full stop in the message ends a line's reach; a comma does not, since parents rarely type one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
    name: frozenset(line.split())
    for name, line in {
        "HE": "he hes hed hell she shes shed ex exs partner husband hubby wife missus bf boyfriend gf girlfriend fella bloke someone somebody man men guy family brothers lads mates landlord",
        "PARENT": "dad dads daddy father stepdad stepfather mum mums mummy mam mom mother stepmum stepmother nan grandad grandpa uncle auntie aunt brother cousin parents carer carers",
        "KID": "kid kids baby babys babies bubba child childs children childrens son sons daughter daughters boy boys girl girls toddler newborn bairn old ones twins stepson stepdaughter nephew niece grandson granddaughter",
        "THEM": "him her them me it",
        "HITS": "smashes smashing dragging chucks chucking spits spitting pinning pins boots booting slams slamming whips whipping stamping stamps drowning scalding twisting bangs hits hitting punches punching slaps slapping kicks kicking beats beating beatin batters battering strangles strangling chokes choking smacks smacking belts thumps thumping assaults assaulting bashing headbutts leathering lamping suffocating raping rapes molests molesting burns burning biting bites pinches shoves shoving drags",
        "HURTS": "hurts hurting hurtin attacks attacking abuses abusing grabs grabbing pushes pushing shakes shaking harming harms",
        "HIT": "smashed chucked spat pinned booted slammed whipped stamped scalded lamped leathered lunged poured clattered decked cracked knocked hit punched slapped kicked beat beaten battered strangled choked smacked belted thumped assaulted bashed headbutted hurt attacked abused grabbed pushed shoved raped molested stabbed burnt burned bit dragged bruised threw harmed",
        "WILL_HIT": "slit smash drag batters hit punch slap kick beat batter strangle choke smack hurt harm attack rape kill stab murder shoot suffocate smother drown shake throw burn kidnap",
        "TOUCH": "touched touches touching touch touchin fingered groped gropes fiddled",
        "WILL": "will going gonna wants want threatened threatening threatens might could hell shell theyll says said gunna",
        "WEAPON": "knife knives gun machete hammer axe blade hatchet crowbar acid petrol weapon sword",
        "PILLS": "tablets tablet pills pill paracetamol paracetamols ibuprofen meds medication antidepressants methadone codeine insulin valium sleepers pack packet bottle box capsules tramadol bleach cocodamol zopiclone sertraline diazepam heroin drugs propranolol amitriptyline aspirin weed edibles vodka",
        "PLENTY": "all load loads whole too lots lot bunch many handful overdose every full",
        "SCARED": "scared frightened afraid terrified petrified fear fearful frit ofn ofnus ofni",
        "HOUSE": "house home flat room bedroom bathroom toilet upstairs cupboard door",
        "MYSELF": "myself meself mesen mysel",
        "SELF": "herself himself themselves themself theirself",
        "BODY": "arm arms nose jaw rib ribs wrist wrists face neck throat hair leg legs teeth cheekbone back bum head ear skull finger eye",
        # Welsh
        "O": "o e fo fe hi ef gwr* priod partner* cariad* ecs ex gwraig* rhywun dyn ddyn bachan boi cyn teulu nheulu bartner mhartner ngwr nghariad ngwraig",
        "TAD": "dad tad* nhad mam fam mham llystad* lystad llysfam taid nhaid tadcu nhadcu yncl ewyrth wncwl nain brawd* mrawd cefnder rhieni* rieni",
        "PLENTYN": "plentyn* plant* babi* babis baban* mab* mabi merch* hogyn hogan bachgen* crwt grwt croten groten bychan fach bach bychain kids boi hogia plantos efeilliaid crwtyn",
        "CURO": "taro* curo* bwrw* brifo* hitio hito hitan dyrnu* cicio* cico* slapio slapo smacio smaco tagu* gwthio* hwpo ymosod camdrin* camdrin treisio* llosgi* niweidio* waldio colbio* leinio pwnio* pwno* cnocio* crogi* ysgwyd shiglo siglo lluchio* brathu* cnoi* llusgo* taflu* towlu poeri* smasio smasho boddi* mygu* chwipio* stido bangio slamio dragio twlu",
        "LLADD": "lladd* mwrdro* trywanu* stabio stabo saethu",
        "TABLEDI": "tabledi* tabled* pils pills paracetamol moddion* foddion meddyginiaeth*",
        "CYLLELL": "cyllell* gwn wn dryll* machete bwyell* morthwyl* petrol twca",
        "GAN": "gan gen gynno gynni ganddo ganddi da gyda efo gida gynnon",
        "WEDI": "wedi di newydd",
        "NUMBER": "8 9 10 12 14 15 16 18 20 24 25 28 30 32 35 40 45 48 50 60 64 70 80 90 96 100 ten twelve fifteen twenty thirty forty fifty sixty hundred deg ugain deugain",
        "MY_BODY": "mraich nhrwyn nghoes nannedd ngarddwrn mhen nghlust ngwddw ngwddf ngwddwg ngwyneb nghefn ngwallt mreichiau ngheg llygad asennau",
        "HUN": "hun hunan hunain",
        "TWTSIAD": "twtsiad dwtsiad twtsio dwtsio twtsh cyffwrdd* gyffwrdd byseddu* fyseddu",
        "BYGWTH": "bygwth* fygwth mygwth bygythiodd bygythio*",
        "BYW": "byw fyw",
        "THEY": "they theyre theyll theyve nhw",
    }.items()
}

# ---------------------------------------------------------------- danger, whatever the tense
# Softened only by a "not" before it.
_SURE = {
    "danger_child": """
        KID|he|shes|hes|she ..5 limp|lifeless|floppy|passed_out|seizing
        wont|not|refuses|refused|doesnt ..2 take ..2 hospital|a_e|doctor|doctors ; hit|banged|hurt|cracked ..2 head ..6 sick|sleepy|vomiting|drowsy|asleep|wake|blood
        pillow|hand|cushion ..2 over ..2 face|mouth ..3
        left|leaving|leave ..1 KID|him|her|them ..3 own|alone|unattended ~with_my|with_the|at_the_meeting|to_speak
        KID|he|she|they|hes|shes ..2 got|getting|gets|been into|in|at ..3 PILLS
        giving|gives|gave|feeding|injecting|slipping ..2 KID|them|her|him ..2 drugs|weed|vodka|alcohol|cannabis|pills|cocaine|spice|ketamine|booze
        took|taken|has|got|gone|disappeared ..3 KID ..6 off|answer|answering|reach|vanished|disappeared|abroad|airport|passport
        buys|bought|gives|gave ..2 her|him|KID|me ..3 vodka|alcohol|drugs|weed|vapes|gifts|drink ; 11|12|13|14|15|16 ..8 man|bloke|guy|boyfriend|lad ..2 20|22|23|24|25|26|27|28|29|30|32|35|38|40|45|50|older
        older man|bloke|men|boyfriend|guy ; county lines ; fgm ; taking|take|sending ..2 abroad ..4 cut|marry|married
        llipa|lipa|yn_las|n_las ; chwydu|cyfogi|taflu_fyny ..6 dihuno|deffro|cysglyd|gysglyd|pen ; gobennydd|obennydd|clustog|glustog ..3 wyneb|ben|geg
        gadael|gadel|adael ..2 PLENTYN ..3 ben|hunan|hun|unig ~i_siarad ; wneith|neith|gwrthod|ddim ..3 mynd|fynd|gadael ..8 ysbyty|doctor|meddyg
        rhoi|roi|roth ..2 cyffuriau|drygs|cyffurie|fodca|alcohol|tabledi ..2 PLENTYN|iddi|iddo|iddyn ; prynu|rhoi ..2 fodca|alcohol|cyffuriau|drygs ..2 iddi|iddo
        mynd|dwyn|cymryd|diflannu ..2 PLENTYN ..2 sdim? ..4 ateb|diflannu|ffon|awyren|dramor ; 11|12|13|14|15|16 ..8 dyn|boi|cariad|ddyn ..2 20|22|25|28|30|35|40|50|hyn|hun
        KID ..3 not|isnt|stopped|cant|aint|struggling breathing|breathe|breath ~at_birth|when
        not|stopped breathing ~at_birth|when|properly_at
        KID ..2 wont|cant|not|isnt wake|waking|wakin ~the|at|for|in
        KID|he|she|hes|shes ..2 unconscious|floppy|limp|unresponsive|choking|fitting ; gone|going|turned|turning|went ..2 blue|grey|purple|limp|floppy
        KID ..4 bleeding|seizure
        bleeding ..4 KID
        wont|cant stop ..1 bleeding
        KID ..3 swallowed|drank|drunk|eaten|ate|took|taken|got ..3 PILLS
        she|he|hes|shes ..1 swallowed|eaten|drank|drunk ..3 PILLS
        KID|she|he|shes|hes ..5 kill|killing|hang|hurting|hurt|cut|cutting|harm|harming|unalive ..1 SELF
        KID ..3 overdose|overdosed|suicidal|suicide|selfharming|selfharms
        KID ..3 cut|slit|cutting ..1 her|his|their wrists|arms|legs
        KID ..3 dont|doesnt ..2 to live|be|exist ~in|with|there|at|on
        KID ..2 gone? missing ~school|out|meals|me|his|her|their|lessons|class|him|classes|the|a|appointments|from|days
        shes|hes|KID ..3 run|ran|running|runaway away? ~with|to|around|through ~school
        KID ..3 didnt|hasnt|not|havent ..1 come|came ..1 home|back
        gone|going|went|off to meet ..1 him|man|someone
        HE ..4 WEAPON ..6 KID
        taken|took|got|snatched|has|abducted|kidnapped ..2 KID ..5 dont|wont|refuses|cant|isnt|not know|give|find|bring|say|return
        cant find ..1 KID
        KID ..4 meet|meeting ..3 online|stranger|internet
        man|men|stranger|someone|bloke|guy|he ..3 messaging|sending|texting|sends|sent|asking|grooming ..8 meet|nudes|pictures|pics|photos|sexual|naked|sexting
        rhywun|dyn|ddyn|o|e|fo|fe ..3 gyrru|hela|anfon|danfon|gofyn|tecstio ..4 rhywiol|noeth|lluniau|llunie
        being? groomed|grooming ~at|of
        pouring|poured ..2 bleach|petrol ..3 KID
        babi|baban|plentyn|un|bach|mab|merch|hi|o|fo|e|fe|r ..3 ddim ..1 anadlu|deffro|dihuno|symud|ymateb
        so|nag ..4 anadlu|deffro|dihuno
        wedi|di stopio|peidio anadlu
        PLENTYN|hi|o|e|fo|fe ..2 anymwybodol|llipa|lipa|mygu|tagu ~fi|ar
        PLENTYN|un|hi|o|e|fo|fe|bach ..2 wedi|di llyncu|byta|bwyta|yfed|cymryd ..3 TABLEDI|moddion|cannydd|bleach|methadone|overdose
        PLENTYN ..4 gwaedu|waedu
        gwaedu ..3 PLENTYN
        PLENTYN|hi|o|fo|fe|e ..4 lladd|ladd|brifo|frifo|torri|dorri|niweidio|grogi|crogi ei hun|hunan
        PLENTYN ..3 overdose|hunanladdol|hunanladdiad|suicidal
        PLENTYN|hi|o|e|fo|fe ..2 ar goll
        PLENTYN|hi|o|e|fo|fe ..2 wedi|di rhedeg|diflannu|dianc ~i|at
        PLENTYN|e|o|fo|fe|hi ddim|heb ..2 dod|ddod ..1 adra|adre|gartre|gartref|gatre|gytre|nol
        wedi|di ..1 cymryd|gymryd|dwyn|mynd|cipio ..2 PLENTYN ..3 ddim? ..3 lle|ble|le|nol
        BYGWTH ..2 LLADD|brifo|frifo ..2 PLENTYN
    """,
    "danger_self": """
        when|once|after|if|until|by|till ..5 im|ill|i ..2 dead|gone|buried ~from|to|out|for|through|off|on|home ; ill ..1 be dead|gone ~from|to|for|by_then_so
        wont|not ..1 be ..1 alive|around|here to see|anymore|longer ; nobody|noone|one would|will|wouldnt|wont ..1 miss|care|notice ..4 gone|me|dead|died|i ~said|say|says
        front of|on ..1 train|bus|car|lorry|traffic|tube ~way ; drive|driving|crash|crashing|walk|walking ..4 into|off|under ..1 tree|river|wall|traffic|sea|cliff|lorry|bridge|road ~side
        PILLS|rope|blade|razor|knife ..2 in ..1 my hand|hands ; bottle|packet|box|pack|stash of PILLS ..4 hand|ready|front|saved|here
        slice|slash|slit|cut|slicing|slashing|open ..2 my ..1 arms|arm|wrists|wrist|legs|thighs|veins|throat|skin
        took|taken|swallowed|necked|had|take ..2 NUMBER ..3 PILLS ; cant|dont|not|never|wont ..2 keep|feel|trust myself ..1 safe?
        do|doing|did it tonight|today|now ~via|on_zoom|on_teams|by ; go through with it ; bye|goodbye everyone|everybody|world|all|cruel|forever|my ~the_way ; im done ~with|reading|now_what|the
        bye|goodbye ..4 im|i|am done|sorry|love ; look|looking|take|care ..1 after|care|for ..3 kids|them|children|baby|her|him ..3 when|if|after|once im|i|ive
        see|is|no|find|only ..1 way|way_out|escape out ~of_the|of_this_plan|of_going|of_it ; cant|dont|no ..2 see ..1 future ~meeting|reviews|plans|dates ; make|want|need|wish ..1 the|this pain|hurt|hurting|suffering|voices to? ..1 stop|end|go
        ending|end things|everything ~with ; given|giving up on ..1 life|living|everything ; dont deserve ..2 live|be_alive|be_here ; ready|want to ..1 leave this world|earth|life
        intrusive|bad|dark|scary thoughts ..5 myself|dying|hurting|end|tonight|again ; last message|text|goodbye ; thinking|thought|think|thoughts|keep ..2 ..1 of|about dying|death|suicide
        pan|os|ar_ol|unwaith ..2 fydda|bydda|dwi ..2 wedi|di marw|mynd ~i_r|a_r ; fydda|bydda|fyddai i? ddim ..1 n? fyw|yma|ma ..1 i|erbyn|rhagor
        fydde|bydde|fydda|fasa|fysa|sa|neb|fyddai ..3 neb ..2 gweld|colli|malio|sylwi ..2 ..1 isie|fi|eisiau|ngholli|mod|bo ; flaen|dan|o_dan ..1 tren|bws|lori|car|traffig ~yna
        dreifio|gyrru|neidio|cerdded ..3 i|mewn|i_mewn|oddi ..2 goeden|coeden|wal|afon|mor|bont|clogwyn|traffig ; TABLEDI|rhaff|rasel|cyllell ..2 yn fy llaw|nwylo|nwylaw|llaw|mhoced ; potel|botel|llond|bocs ..1 o? TABLEDI ..4 llaw|barod|blaen
        torri|dorri|agor ..1 fy? mreichiau|arddyrnau|ngarddyrnau|ngarddwrn|gwythiennau|nghoesau|mraich|breichiau|ngwddw
        gymres|cymres|gymrais|cymryd|gymryd|llyncu|lyncu ..3 NUMBER ..3 TABLEDI ; cadw|gadw fy|n|yn HUN ..1 n? yn? saff|ddiogel ; neud|gneud|wneud o|e|hyn|fe heno|nawr|rwan
        hwyl|ffarwel|tara|ta_ra pawb ; ta ta|ra pawb ; clywed ..2 gen|wrtha|oddi i|wrtha eto ; edrychwch|drychwch|gofalwch|edrych|gofala|cymrwch ..2 ol|am|ofal ..3 plant|nhw|babi ..3 pan|os|ar
        gweld|weld ..1 ffordd|dyfodol|ddyfodol allan|mas|mewn|hebddyn|i_fi ; ddim ..1 gweld|weld ..1 ffordd|dyfodol|ddyfodol ; boen|poen ..1 i? ..1 stopio|ddod|orffen|gorffen|bennu
        rhoi|roi|rhoid diwedd|ddiwedd|ben arni|arno ~i_r ; pwynt ..4 fyw|byw|bodoli|fan_yma ~yn|gyda|efo ; haeddu ..1 byw|marw ; meddwl|meddylie|meddyliau ..2 am marw|farw|hunanladdiad|ladd
        want|wants|wanting|ready|going|need|deserve|hoping|rather|prefer to|2|too die ~of|for|to|laughing
        rather|might|wish|want|better|id ..4 dead ~than|simple|ends
        rather|sooner die|be_dead
        i ..2 wish|wanna ..4 dead|die ~of|for
        kill|killing|hang|hanging|drown|shoot|harm|harming|hurt|hurting|unalive|unaliving|cut|cutting|top|topping|off|offing|stab|burn|poison|starving|finish MYSELF ~laughing|off|short|up
        do|doing|done MYSELF in
        kms
        unalive|unaliving
        im|feeling|feel|feels|i|am|so|really ..1 suicidal
        suicide is|seems|the|note|plan|tonight|attempt|pact ~pact
        commit|committing|attempt|thinking|thoughts|contemplating|considering|consider|about|want ..2 suicide|suicidal
        ^ suicide|suicidal $
        end|ending|ended it all
        end|ending|take|taking|finish my own? life
        i|ill|gonna|im|just|want|going|and ..2 end|ending it ~early|there|with|by|if|when|before|soon|at|on|after|for
        dont|not|cant|no|never|didnt ..3 want|wanna|wanted|be ..1 be? alive ~at
        dont|not|cant|no|stop|never ..2 want|wanna|be|being|wanting ..1 be|being? here ~at|for|by|next|on|in|this|when|until|tomorrow|monday|tuesday|wednesday|thursday|friday|as|all
        dont|not|cant|no|didnt|never ..2 want|wanna|deserve|going ..1 live|exist|living|life|wake ~in|with|there|at|here|near|together|without|next|on|apart
        cant|dont ..2 live ..1 anymore|more|longer|myself
        wont|not ..1 be here|around|alive ..2 then|anymore|more|longer|much|after
        cant|dont|couldnt ..2 go|carry|keep|going on|going ~holiday|the|my|a|to|with|monday|tuesday|wednesday|thursday|friday|saturday|sunday|that|this|own|about|and|at|in|into|like_nothing|tomorrow|zoom|teams|line|there|it|there|through|because|next
        better|happier ..1 off? without me ~there|at|in|present|being|as
        better|happier ..2 if i was|wasnt|were|werent|am|died|wernt|disappeared dead|here|gone|around|not|alive
        if i died|wasnt|werent|wernt|disappeared ..1 better|happier|care|notice|miss
        took|taken|taking|swallowed|necked|downed|had|drunk|take ..2 PLENTY ..4 PILLS
        took|taken|swallowed|necked|downed ..1 some|tablets|pills PILLS? ~for|every|daily|prescribed|because
        too|so many PILLS
        how|what ..1 many|much|amount ..1 PILLS ..6 die|kill|overdose|dead|lethal|od|enough
        whats|what|is ..2 lethal|fatal dose
        painless|easiest|quickest|easy|quick|best ..1 way ..2 die|go|suicide|kill ~to|through|about|into
        ways to die|kill
        ive|have|ov ..1 overdosed|odd|oded
        ^ overdosed|overdose|oding|od $
        ive|have|iv|just|gonna|going|might|will|im|about ..3 done|did|do|doing something|smthing|summat|smth|sumthing stupid|silly|daft|terrible ~years|when
        on|off|at the|a|top|edge|this ..1 bridge|ledge|tracks|roof|cliff|edge|railway ~street|road|st|house|inn|surgery|centre|bridge|of
        going|want|gonna|about|ready to|2 jump ~to|in|ahead|the|on|straight|back|through|at|into|forward
        jump|jumping|throw|step|walk ..1 off|front|under ..3 bridge|train|roof|cliff|car|bus|lorry|traffic
        been|started|keep|am|im ..1 cutting|selfharming ~down|back|contact|out|it|my_hours|hours
        cutting again
        slit|cut|slash|slitting|cutting ..1 my wrists|wrist|arms|arm|throat|veins|legs|thighs
        rope|noose|razor|blades ..4 ready|myself|round|neck|bathroom|beam
        got|have|bought|tied|tying ..1 noose|rope
        goodbye|suicide letter|letters|note|notes
        writing|wrote|written ..2 goodbye
        tell|telling ..2 kids|them|her|him|children|baby|daughter|son|boy|girl|everyone ..1 love|loved|sorry ..2
        no|whats|see|any|isnt ..2 point ..3 living|alive|here|existing|live|life|breathing
        point|reason ..1 living|live|alive
        cant see ..1 point ~of|in|going|coming
        life|living|livin ..1 not|isnt|aint|no|worthless|pointless|unbearable worth|good|living? ~it_at
        not|isnt|no worth ..1 living|life|being_here
        nothing ..1 to|left|2 live|living for?
        no reason|will ..1 live|living|be_here
        enough|tired|sick|done|fed|finished ..1 of|with life|living|being ~in|asked|told|judged|treated|here|there|blamed|on|watched|with|under|at|the|ignored|lied|spoken|alone
        ready|going to give up ..1 on? life
        sleep|asleep|bed|eyes ..4 not|never|dont|wont|didnt|forever ..1 wake|waking|woken|open
        wish|hope|pray|hoping ..2 dont|didnt|never|wouldnt|not ..1 wake|woke|born
        never been born
        disappear|gone|vanish|go ..1 forever
        over for good
        want|need|wish ..1 everything|it|all ..1 to stop|end ~for|soon
        see|join ..2 other side
        wont|never ..2 hear from me again
        my last night|day|goodbye ~of|at|with
        planned|planning|plan ..2 death|die
        isio|eisiau|isho|moyn|am|ishe|ise|isie ..1 marw ~o|gwbod|gwybod|isio
        well|gwell|waeth|gwella|dymuno|swn|fyswn|faswn|bydden|bydde ..5 farw|marw ~o|na_hynny|dros|am|isio|eisiau
        dwi|wi n mynd i farw
        ddim ..1 isio|eisiau|isho|moyn|ishe|am ..1 byw|fyw ~yn|yma|efo|gyda|yng|ym|mewn|gyda|hebdd
        dim|sdim|ddim|heb pwynt|reswm|rheswm|diben ..1 i? ..1 byw|fyw|cario|bodoli
        pwynt ..1 byw|bodoli ~yn|yma
        ddim ..1 isio|eisiau|isho|moyn|ishe ..1 bod|fod yma|ma|fama ~yn|ar
        sen|tasen|taswn|bawn|swn|petawn|sawn i ddim yma|ma|yn|o_gwmpas ~y|gallu
        lladd|ladd|niweidio|crogi|grogi|saethu|boddi|foddi|brifo|frifo|losgi|llosgi|dorri|torri|torrin|laddn|frifon fy|n|yn|y|dy HUN
        fy HUN ..2 lladd
        gwneud|neud|gneud ..2 niwed|lo|dolur i|n fy hun|hunan
        hunanladdol|hunanladdiad|suicidal|suicide
        hunan laddiad|laddol|niweidio
        WEDI|nes|wnes|bues|newydd ..1 i? cymryd|gymryd|llyncu|lyncu ..5 TABLEDI ~at|bob|ar|i_iselder
        cymres|gymres|cymrais|gymrais|llyncais|lyncais|llynces i? ..4 TABLEDI
        gormod|llwyth|lot|paced|bocs o? TABLEDI
        faint|sawl ..2 TABLEDI ..5 marw|farw|lladd|ladd
        WEDI|nes|wnes ..2 gneud|neud|gwneud rwbath|rhywbeth|rhwbeth|rwbeth|rhwbath|rwbeth|peth gwirion|stiwpid|twp|dwl|ofnadwy|hurt
        overdose|overdos|gorddos|orddos
        well|gwell|hapusach ..4 hebdda|hebddo|heb ..1 i|fi|mi ~yno|yna|na|yn
        ddim|im|methu|ffaelu|ffili|fethu|stopio ..1 n? cario|caru|mynd mlaen|mlan|ymlaen ~a|efo|gyda|heb
        rhoi|roi diwedd ..1 ar y|r|fy|bob|bopeth ~cyfarfod|cynllun|gynhadledd|plan|broses|drafodaeth ..1 mywyd|bywyd|cyfan|cwbwl|cwbl|gyfan|peth|popeth|bopeth
        diwedd ..2 mywyd
        gorffen|bennu|cwpla|orffen|gwpla|dibennu y|r|popeth|bopeth|fy cyfan|cwbl|cwbwl|mywyd|gyfan
        bennu|gorffen|cwpla popeth|bopeth
        ar|oddi|off y|r|ar|ben bont|dibyn|clogwyn|to|rheilffordd|trac|traciau|cledrau ~yn
        mynd|isio|eisiau|moyn|am i? neidio ~at|i|ar|y
        gysgu|cysgu ..4 byth|peidio|pheidio|peido|pheido|ddim ..1 deffro|dihuno|ddeffro|ddihuno
        llythyr|llythyre|llythyra|llythyrau|nodyn ..1 ffarwel|ffarwelio|hwyl
        deud|dweud|gweud|dwedwch|gwedwch|dwed|duda|dudwch ..1 wrth ..2 PLENTYN|nhw ..4 caru
        fydda|bydda|byddai ..1 i? ddim yma|ma|o_gwmpas erbyn|mwy|rhagor|llawer
        bydda|fydda i wedi mynd|marw|farw
        dim|ddim ..2 i byw|fyw ..1 am|amdano|er
        digon|laru|blino|syrffedu|bored ..1 ar|o|ac byw|fyw|fywyd|bywyd|mywyd
        difaru ..3 fyw|eni
    """,
    "danger_abuse": """
        burn|burning|blow|torch|petrol ..2 house|flat|us|place|home|me ..1 down|alive|up|with ; slit|cut|break|wring|snap ..2 my throat|neck|legs|fingers ; if ..2 cant have ..4 nobody|noone|one|no
        next to|by|beside|behind me ..4 cant|pretend|pretending|watching|reading|quiet|have_to ; pretend|pretending ..2 im|i ..2 asking|looking|talking|shopping|checking ; HE|hes ..3 might|will|could|can|gonna ..1 see|hear|read|find ..1 this|me|these|what ~at_the|how|about_the
        delete|clear|erase|hide ..1 this|these|chat|messages|history ..3 he|hes|before|partner|husband|ex|cos ; sh|shh|whispering|quietly ..4 he|hes ; hes|he ..1 sat|sitting|stood|standing|right ..2 next|behind|beside|there|outside|here
        ive|i|have|had ..2 locked|barricaded|shut|hidden MYSELF ; turned|turns|shown|come ..1 up|round|back|here drunk|off|with|angry|shouting|pissed ; trying|tries|tryna to get ..1 in|at ~touch|on|with|the_report|hold|in_touch
        in|at my|the|our garden|window|doorstep|drive|driveway|porch ..1 $ ; HE|hes ..4 in|at ..1 garden|doorstep|window|drive|shed|loft|attic ; put|found|fitted|hidden|has ..2 tracker|trackers|airtag|camera|cameras|spyware ..4
        keep|keeps|kept|keeping ..1 me|us locked|prisoner|trapped|hostage|in ~the_dark|mind|touch|loop|waiting|the_loop|informed ; held|holding|holds me|us hostage|prisoner|down|against
        llosgi|losgi ..1 r|y|fy ty|tŷ|fflat|cartre|lle ; torri|dorri|hollti ngwddw|ngwddf|ngwddwg|nghoesau ; os ..2 cha|cheith|chaiff|cheiff|gaiff|chai ..6 cheith|neb|chaiff
        ymyl|ochr|wrth|nesa ..2 i ..4 smalio|esgus|methu|ddim|darllen ; smalio|esgus|cogio ..2 ; ella|falle|efalle|rhag|cyn ..2 iddo|neith|gweld|weld|bydd ..4 weld|gweld|darllen|clywed hwn|hyn|fi|rhain ; dileu|dileua|cuddio hwn|hyn|rhain|y_sgwrs
        paid|peidiwch ..1 deud|dweud|gweud|ateb ..4 o|fo|fe|e|weld|clywed ; cloi|gloi fy|yn|n HUN ; troi|dod|ddod|dath|daeth ..1 lan|fyny|yma|nol|draw ..1 n|yn feddw|meddw|wyllt|grac|flin ; trio|treial|ceisio ..1 dod|ddod|torri|cael ..1 mewn|fewn|miwn
        O ..3 yn|n|wrth ..1 yr|y|r|n ardd|drws|ffenest|ffenestr|sied ~cefn_pan ; rhoi|roi|roth|wedi|di tracker|tracer|camera|camerau|airtag ; dan glo ; cadw|gadw fi|ni|i dan|fewn|mewn|yn_gaeth|n_gaeth ~cysylltiad|cof
        HE|THEY ..4 WILL ..5 kill|murder|stab|shoot ..1 me|us|u
        hell|shell|theyll kill ..1 me|us
        threatened|threatening|threatens|threats|threat ..3 kill|stab|hurt|burn|murder|shoot|rape|beat ~himself|herself
        death threats|threat
        knife|gun|machete ..3 to|at my|me|us
        hes|shes|he|she|ex|dad|partner|husband|boyfriend|bf|someone|man ..4 has|got|holding|waving|with|carrying|grabbed|gets|brought|brings|have|pulled|sharpening ..2 WEAPON ~skills|licence|block
        hes|shes got|with|a ..2 WEAPON ~skills|licence|crime
        outside ..3 with ..2 WEAPON
        WEAPON ..1 outside|downstairs
        poured|pouring petrol
        ^ ..2 outside ..1 my|our|the|me house|door|flat|window|bedroom|home|work ~of
        HE is? outside ~of|the|this|agency|wales|england|area|school|court
        HE|hes ..1 outside|downstairs ..3 house|door|flat|window|shouting|banging|waiting|now|again
        banging|hammering|kicking|kicked|kicks|smashing|smashed|broke|breaking|battering ..2 door|window|windows
        trying|tryna|broken|breaking|broke|break to? ..1 get? ~the ..1 in|into ..2 $
        trying|tryna|tries to? get|break|force ..1 in|into ..1 my|the house|flat|home|door
        smashing|trashing|smashes|wrecking|trashed|wrecked ..3 house|place|flat|home|up|kitchen
        locked|locks|locking|locked ..1 me|us|we in|inside|upstairs
        locked|trapped|stuck in|inside ..3 house|bedroom|bathroom|room|flat|him|cant_get
        trapped ..2 him|her|house|home|cant
        taken|took|hid|hidden|hides|takes ..2 my keys|passport|shoes
        hiding|hid|barricaded ..2 in|under|upstairs|from|inside ..2 bathroom|toilet|bedroom|cupboard|wardrobe|loft|garden|shed|bed|room|upstairs|kids|him|her|ex|partner|husband|car
        im|were|we|hiding hiding|hide upstairs|outside|now|here|cos|because|hes
        cant|cannot|dont ..1 talk|speak|type|ring|call|chat|say|phone ..3 hes|shes|he|she|partner|husband|ex|dad ..3 here|room|back|home|next|listening|in|downstairs|door|upstairs|watching|coming|asleep
        cant|gotta|got|need|have to? talk|go|speak|type|delete|quick ..2 hes ..1 here|coming|back|home|in
        hes ..1 coming|here|back|home|watching ..3 cant|help|scared|hurry|quick
        hes|shes|he|someone ..1 coming|comin|come ..1 for|after|get|to_get me|us
        hes|shes ..1 on his|her way ..3 kill|hurt|get|angry|drunk
        im|i|we|were ..2 not|dont|isnt|aint|never|arent ..1 safe ~in|at_the|to|talking|about|with_the
        im|we|were|feel|feeling unsafe ..1 at|here|tonight|with|in ~the
        not|dont|isnt ..1 feel? safe ..1 home|here|tonight|him|my_house
        fear|fearing|scared|frightened|afraid ..1 for my|our|his|her life|lives
        call|ring|get|send|phone ..1 police|999|ambulance ..1 please|now|quick|pls|plz|asap|help
        need ..1 police|ambulance|999 ~report|record|check|statement|to|reports|there|at|involved
        help ..2 he|hes ..5 kill|hurt|hit|beat|knife|here|outside|drunk|coming
        gonna|going|trying|tried|try to ..1 kill|murder|strangle|stab|rape ..1 me|us
        hands|hand ..1 round|around|on|over my throat|neck|mouth
        by the throat|neck|hair
        had|got|has|grabbed ..1 me by|against ..1 throat|neck|hair|wall
        BYGWTH ..3 LLADD ..1
        neith|wneith|bydd|fydd|nawn|naiff|wnaiff|eith|mynd|trio|nath|isio|am|moyn|wneiff|nan ..3 LLADD|ladd|lladd fi|ni|i|mi ~siawns
        O ..4 fy|n|yn lladd|ladd i|ni|fi
        O ..3 LLADD fi|ni
        lladdan|laddan|lladdith|laddith|lladdiff|laddiff ..1 nhw|o|e|fe|fo|hi? fi|ni
        fygythiad|bygythiad|bygythiadau ..3 lladd|ladd
        CYLLELL ..1 GAN ..1 o|e|fo|fe|hi|dad|tad|gwr
        GAN ..1 o|e|fo|fe|hi|dad|ngwr ..2 CYLLELL
        ganddo|gynno|gynni|ganddi|da|gyda ..2 CYLLELL
        mae|ma|o|e|fo|fe|hi ..4 efo|gyda|a|da|gafel|dal ..1 CYLLELL ~a_fforc|yn_y
        tu|tufas|du allan|fas|mas ..1 efo|gyda|i|r|y|n|yn ..1 ty|drws|drysau|cyllell|gyllell|fflat|gweiddi|curo|ffenest|ffenestr
        O tu|du|tufas|du_allan allan|fas|mas|tu_allan ~i|o|r
        O ..2 curo|bangio|cicio|cico|cnoco|dyrnu|bwrw|malu|dobio|waldio ..2 drws|drysau|ffenest|ffenestri
        cico|cicio|malu|torri|dobio|gicio|falu ..1 drws
        malu|chwalu|racsio|smasho|smasio|falu|chwalu ..1 ty|lle|fflat|tŷ|cwbl|popeth
        cloi|gloi|nghloi|chloi fi|ni|i|mi ..1 mewn|fewn|miwn|fyny|yn
        nghloi i|fi? mewn|yn|fewn|miwn
        cuddio|cuddiad|cwato|guddio|gwato|cwtsho|guddiad ..1 yn|n|fyny|lan|rhag|tu|dan|o_dan ..3 stafell|ystafell|bathrwm|toiled|llofft|lofft|tŷ|grisia|grisiau|fo|fe|o|e|gwely|cwpwrdd|wardrob|sied|hi|plant|molchi|llofft|garej|car|gar|ngwr|cegin
        dwi|ni|da cuddio|cwato|cuddiad
        methu|ffaelu|ffili|fedra|alla|gallu|im|ddim ..3 siarad|ffonio|tecstio|teipio|gweud|deud ..1 mae|ma|achos|o|e ..3 yma|ma|stafell|ystafell|adra|adre|nol|lawr|drws|clywed|gwrando|gatre|fan
        ddim ..2 saff|ddiogel ~yn|i_mi ..1 adra|adre|yma|heno|ma|gartref|gartre|gatre|fan|efo|gyda
        ddim ..1 yn? teimlo? n|yn saff|ddiogel ~yn|mewn|mynd|i|wrth|o|dod
        mewn perygl|peryg ~o|os|y
        galwch|ffoniwch|ffonia|galwa|ffonio|rhowch|danfonwch ..1 heddlu|ambiwlans|999 ..1 plis|nawr|rwan|os
        angen|isio|eisiau|moyn|ise ..1 heddlu|ambiwlans ~report|yno|yn|i|yna|adroddiad ..1 rwan|nawr|plis|yma|rwan
        dod|ddod|dwad|ar ..1 amdana|fy_ol|ar_fy_ol ..1 i|ni|fi
        dwylo|ddwylo|law|dwylaw ..1 rownd|am|dros|ar ..1 ngwddw|ngwddf|ngheg|gwddw|wddw|nhagu|gwddwg
        ofn|ofni|ofnus ..1 am|fy|y_bydd mywyd|bywyd|n_bywydau
    """,
}

# ---------------------------------------------------------------- danger at present
# Softened by "not", by what others say ("they think I hurt ..."), and by "used to" before it.
_NOW = {
    "danger_child": """
        comes|coming|came|goes|gets|sneaks|going in|into ..1 my|her|his|their|the ..1 room|bed|bedroom ..6 night|asleep|sleeping|naked|touches|drunk
        make|made|makes|making|get|gets|got ..1 her|him|me|KID touch|suck|kiss|watch|undress|do ..3 ; doing|does|did|done ..1 stuff|things|something|bad|dirty ..1 to|with ..1 her|him|KID|me|them ~help|prepare|upset
        KID ..4 terrified|scared|frightened|petrified|afraid of ..1 him|dad|her|his|stepdad|mum|HE ~social|worker|teacher|the ; screaming|shouting|kicking_off|screams|raging ..1 at ..1 KID|them ; flinches|flinching|flinch|cowering|cowers|hides_from
        KID|hes|shes|came ..5 black|swollen|broken|burnt|split ..1 eye|arm|lip|leg|wrist|nose ; finger|hand|belt|bite|burn|slap|rope ..1 marks|mark|prints|print ; burn|burns|scald|scalded on|over ..2 hand|arm|leg|back|face|foot|body|bum|his|her
        threatening|threatens|threatened|says|said|going ..3 WILL_HIT ..2 KID ; PARENT|HE|stepdad ..3 got|gets|took|uses|using|used ..2 belt|slipper|stick|cane|whip ~drive ; PARENT ..3 HIT|HITS|HURTS ..2 me|my|us|brother|sister|her|him
        smashing|beating|kicking|battering|hitting|hurting|hits|beats|batters|dragging ..1 my|our ..1 brother|sister|mum|mam ; mum|dad|stepdad|mam|dads|mums ..4 drunk|mental|pissed|mad|psycho ..8 me|my|us
        mynd|ddim|dod|deffro ..4 stafell|lofft|gwely ..4 cysgu|nos ; neud|gneud|gwneud|gwneud ..2 petha|pethe|pethau|rhywbeth|rwbath|rhwbeth|stwff ..1 i|iddi|iddo|efo ..1 fi|hi|merch|mab ; neud|gneud|gwneud petha|pethe|pethau|stwff iddi|iddo ; neud|gneud|gwneud|gorfodi ..2 iddi|iddo|i_fi ..1 gyffwrdd|dwtsiad|twtsio|gyffwr
        PLENTYN|ferch|mab ..3 ofn ..3 fo|fe|dad|tad|bywyd|bywydau|hi|eu ~y_gynhadledd|gweithiwr ; sgrechian|gweiddi|sgrechen ..1 ar|arnyn ..2 PLENTYN|nhw ; llygad|lygad|fraich|wefus|wyneb|trwyn ..1 ddu|du|chwyddedig|wedi_torri|gwaedu|chwyddo
        ol|marc|marcie|marciau|marcia|olion ..1 bysedd|belt|llaw|dannedd ; llosg|losg|sgald ar ..1 law|fraich|goes|gefn|wyneb|ei ; mam|dad|tad|nhad|llystad ..3 meddwi|feddw|wallgo|wyllt|benwan|nyts ..6 fi|i|ni|mrawd|chwaer|mam ; TAD ..5 gweir|cweir|belt|stid|gosfa|crasfa
        CURO mrawd|mam|mrodyr ; CURO fy|n mrawd|chwaer|mam
        PARENT ..4 HITS|HURTS|threatens|threatening ~on ..1 me|us
        dad|stepdad|mum|mums|dads|father|mother|uncle|brother|stepfather|boyfriend ..4 WILL ..3 WILL_HIT ..1 me
        PARENT|HE ..5 HITS|HURTS ~other|another|any ..2 ~other|another|any KID ~at_school
        HE|PARENT|they|someone|teacher ..4 TOUCH ~on|base|upon|by|in ..1 me|her|him|them|my|his|it|KID|down
        keeps|kept touching ..1 me|her|him|my
        touch|touches|touched|touching ..1 my|her|his|me private|privates|inappropriately|sexually|down|bits|willy|fanny|bum
        private|privates|down there ..4 touched|hurt|sore|bleeding
        comes|coming|came|gets|climbs|got ..1 in|into ..1 my|her|his room|bed|bedroom ..2 night|me|naked|and|$
        makes|make|making|made me|her|him do|touch|watch ..1 things|stuff|him|it|sexual|porn|sex
        did|does|doing|done something|things|stuff|sexual|bad ..1 to|with her|him|my|me|KID ..3 down|there|bed|bath|private|sexual|night|secret
        sexually|sexual ..1 abusing|abuses|assaulting|touching
        HE|PARENT|i ..3 shook|shakes|shaking|shaken|shook ..1 KID|him|her
        HE|PARENT|hes|i ..3 locks|locking|starving|starves|keeps|ties|tied|chained|burning|burns|burnt ..1 KID|them|him|her|me ..5 room|cupboard|food|bedroom|hungry|up|outside|dark|cigarette
        KID ..2 havent|hasnt|not|aint|having|had|nothing ..2 eaten|fed|food|eat|ate ~at
        KID ..4 own|alone|left ..5 him|drunk|drugs|high|days|dealers|night ~shift|school
        drunk|pissed|high|stoned|smashed|wasted|driving ..5 KID ~over_18
        KID ..6 drunk|pissed|stoned|wasted|smacked_up|with_him_tonight
        KID|they ..1 arent|isnt|not|aint|unsafe ..1 safe|tonight|with ~in|at_school|enough
        KID ..2 danger ~of
        KID ..4 screaming ..4
        he|hes|she|ex|partner|dad ..4 WILL ..4 kill|hurt|harm|drown|stab|snatch ..2 ~me|us KID ~to|into|chances|case|feelings|court|away_from_me|for|on|out|off|swimming|if|at_the|every
        im|i|might|gonna|scared|afraid|worried|want|urge|feel|close ..4 going|want|gonna|might|will|could|like|urge|to ..4 WILL_HIT|hurting|hitting|shaking|throwing|smothering|killing|harming|snap_and ..2 KID|him|her|them ~chances|case|feelings|with|that|for|at|about|back_home|hard_with|by|in_the_meeting
        i|gonna|im|want ..3 throw|throttle|shake|smother|drown|strangle|kill|suffocate ..2 KID|him|her|them ~a|the_toy|party|some|out
        cant|dont ..1 trust myself ..2 KID|them|her|him
        i|keep|kept|im ..2 hitting|slapping|smacking|hurting|losing|snapping ..2 KID
        bruise|bruises|bruising|bruised|marks|mark|burns|burn|welts|scars|cuts|bites ..2 all ..1 over her|him|them|his|the|my|KID
        bruise|bruises|bruising|marks|burns|burn|welts|bite|handprint|handprints|cuts ..2 on|around|over|down|under ..2 her|his|him|my|the|them|their|KID ..2
        KID|hes|shes ..2 has|got|covered|have|full|came|back|with ..4 bruises|bruise|marks|burns|welts|black_eye
        covered in ..1 bruises|blood|marks
        scared|frightened|afraid|dont|dread|terrified|hate ..3 go|going|goin|be ..1 home|back ~alone|early|without|empty|late|to_work|after_the|before|with|on|from|until|yet|by ..6 dad|mum|stepdad|hes|batter|hit
        im 10|11|12|13|14|15|16 ..4 scared|hurt|hit|hits|frightened|afraid|unsafe|touches|beats
        next door|neighbours|neighbour ..4 screaming|beaten|hitting|beating|crying
        KID ..2 being|getting|gets|bein beaten|hit|hurt|abused|raped|battered|groomed|starved|touched|hurted ~by_other|at_school|at_nursery
        TAD ..5 CURO|gwneud_dolur fi|ni|i|mi|fin
        TAD ..3 fy|n|yn CURO i|fi?
        TAD ..4 MY_CURO
        llystad|dad|tad|nhad|mam|cariad ..4 bygwth|fygwth|mygwth fi|i
        CURO r|y|fy|ei|m|n ~siawns ..1 PLENTYN ~arall|eraill|yn_yr_ysgol|ond|rhag
        O|TAD|rhywun|mae|ma|maen ..5 TWTSIAD ~ar|a_r|yn_y ..2 fi|hi|fo|fe|i|o|e|nhw|ni|PLENTYN|lawr|mhreifat
        dod|ddod|ddoth|daeth ..2 mewn|fewn|i|miwn ..1 fy|n|i|mewn|r? stafell|llofft|gwely|ngwely|ystafell|lofft ..2 fi|nos|i|nghanol|hi
        neud|gneud|gwneud|nath ..2 i|fi ..2 fi|mi|neud|gneud ..2 petha|pethe|pethau|stwff|rhyw
        ysgwyd|shiglo|siglo|siglad|shaco ..1 r|y|fy babi|baban|mabi|un_bach|hi|fo|plentyn|bach|un
        isio|moyn|eisiau|mynd|ofn|bron|ofni|becso|poeni|teimlo|ishe|awydd ..8 CURO|LLADD|thaflu|taflu|daflu|loes|niwed|ysgwyd|hysgwyd|los|lo|dolur|foddi|mygu|fygu ..3 PLENTYN|nhw|hi|fo|e ~siawns|gael
        CURO ..1 fy|r|y|n|m|ei ..1 PLENTYN ..3 gwaedu|eto
        cloi|gloi|llwgu ..1 r|y|fy PLENTYN ..5 stafell|ystafell|bwyd|fwyd|cwpwrdd|lofft|llofft|tywyll
        PLENTYN ddim|heb ..2 byta|bwyta|gael|cael ..2 bwyd|fwyd|dim|ers|byd
        PLENTYN ..4 hunain|hunan|hun|unig ..7 feddw|meddw|chwil|drygs|cyffuriau|cyffurie|wedi_meddwi
        feddw|meddw|chwil|gaib ..5 PLENTYN
        PLENTYN ddim ..1 saff|ddiogel ~yn_y|yn_yr|i
        BYGWTH ..3 CURO|LLADD ..2 PLENTYN
        ganddo|gynno|da|GAN ..3 CYLLELL ..6 PLENTYN
        clais|cleisiau|cleisie|cleisia|gleisia|gleisie|gleisiau|farcia|farcie|marcie|marciau|marcia|losg|llosg|llosgiadau|losgiadau ..3 ar|drosti|drosto|drosta|dros|lawr ..5
        cleisiau|cleisie|cleisia|gleisie|gleisiau|gleisia i gyd|trosti|drosti
        cam|camdrin|gam ..1 drin? r|y|fy|n ..1 PLENTYN ~yn_yr|ydi
        ofn|ofni|ofnus|casau|dychryn ..2 mynd|fynd adra|adre|gatre|gartref|gartre|gytre|nol ~ar_ben|yn
        sgrechian|sgrechen|gweiddi ..4 PLENTYN|drws_nesa
        PLENTYN ..4 sgrechian|sgrechen
        PLENTYN ..2 cael|gal|gael ei|eu CURO|camdrin|gamdrin|cam|gam ~yn_yr_ysgol
        dwi n 10|11|12|13|14|15|16 ..6 ofn|brifo|hitio|bwrw|curo|frifo|dwtsiad
    """,
    "danger_self": """
        selfharm|selfharming|selfharmed
        i|im|ive|been|want|started|keep ..2 self harm|harming|harmed|hurting
        just|wanna|gonna|could|want|to disappear ~from_the|off_the
        torri|torrin|dorri fy|n|yn|dy HUN
    """,
    "danger_abuse": """
        HE|PARENT|KID ..3 beats|batters|beating|battering me|us ..2 up|money|for ; HE|hes|family|inlaws ..2 has|got|took|taken|takes|keeps|hides|hidden|stole|stolen|controls|nicked ..2 my ..1 bank|card|cards|passport|keys|money|wages|benefits|phone|car|medication|visa
        hes|he|partner|husband|ex|dad ..2 going|gone|goin|went|kicking|losing|lost mad|mental|crazy|berserk|ballistic|off|nuts|psycho|apeshit|wild|it ~the_roof|when_he_read ; breached|breaking|broke|broken|breaching|ignoring ..2 order|injunction|bail|nonmol|conditions|mol
        HE|hes ..4 HIT|HITS|HURTS ..1 my BODY|hair|stomach|belly|bump ~case ; over|at|on me|us ..2 boiling|acid|petrol|kettle ; boiling|kettle|acid ..4 over|at|on me|us ; spits|spitting|spat ..1 at|on|in me|us|my ; force|forces|forced|forcing|forcing himself|herself on|into ..1 me
        go|goes|going for|after me ~in_the|with|to ; inlaws|family|husband|partner|he|they ..3 wont|dont|doesnt|never ..2 let ..1 me ..1 out|leave|go|work ~the_meeting|of_the_plan ; cant|not|never|dont ..2 go|leave ..1 out|home|house|anywhere without ..1 him|them|her|permission
        make|makes|making|making me|us pay|suffer|regret|sorry ~for_the|back ; hell|shell|hes ..3 come|coming|be|get for|after|at me|us ; scares|scaring|frightens|terrifies|terrorising|terrorises me|us ~when_they
        rhoi|roi|roth|cael|ges ..1 cweir|gweir|gosfa|cosfa|crasfa|grasfa|stid|slap|slapan|clatsien|glatsien|swaden|peltan|dwrn|dyrnod ..1 i|gan|gyda ..1 fi|ni|mi|fo|fe
        O|TAD|THEY ..4 CURO ..1 MY_BODY ; CURO ..2 drosta|ata|arna|arnaf|ataf|drostaf ..1 i? ; CURO ..1 fi|ni|i ..3 pres|arian ; dwyn|cymryd|cuddio|cadw|cipio ..1 fy|n? ngherdyn|ngoriadau|nghardiau|mhasbort|mhres|arian|ffon|allweddi|nghar|ngharden|nghoriadau
        mynd|fynd|mynd_yn|troi|colli ..1 n|yn? wallgo|benwan|nyts|mental|wyllt|boncyrs ; torri|dorri|anwybyddu r|y|ei|ar gorchymyn|orchymyn|injunction|fechniaeth|mechniaeth ; fynd|mynd|dod|ddod amdana|ata|amdanaf|arna i|fi
        gwthio|gwthion|wthio|orfodi|gorfodi ..1 n|ei|i hun|hunan|hunain arna|arnaf ; O|teulu ..3 cadw|gadw fi|ni ..2 mewn|fewn|glo|caeth|ty ; neud|gneud|gwneud i_fi|ifi|fi dalu|ddifaru|ddioddef
        HE|THEY ..4 HITS ~on ..1 me|us|you
        HE ..4 HURTS ..1 me|us
        HITS ~up|by ~the ..1 me|us
        HE|hes ..4 HITS|throwing|throws|chucks|chucking ..3 at|things|stuff|plates ..3
        knocking|knocks|slapping|slaps|chucking|throwing|pushing|pushes|beats|beating|roughing|roughs|knockin ..1 me|her|us|him about|around|up
        up|for|hit|beat me|us everyday|daily
        beats|beating|batters ..2 me|us ..1 up|shit|crap?
        lays|laying|lay|raise|raises|raising ..1 hand|hands|fist|fists ..1 on|to|at me|us|him|her
        go|goes|goin|going|went|come|comes|came for|at me ~to|in_the_meeting|about
        HE|THEY|hell ..4 WILL ..5 WILL_HIT|do|batter|find|get|leather|lamp ~my|the|about|in ..1 me|us ~to|a|the|in|into|at|with|out|some|for|on|back_in|there
        hell|shell go|kick|flip|lose mad|mental|ballistic|nuts|mad|off|berserk|it
        kicking|kicks|kicked off ..4 scared|throwing|smashing|again|tonight|drunk|house
        forces|forcing|makes|making|force ..1 me ..1 have|sleep|do|sex|into ..2 sex|him|things|with|bed
        forces|forcing himself on
        forces|forcing|force|make|making|makes|sending|send|made ..1 me|her|us|my ..3 marry|marriage|married
        forced marriage
        honour killing|violence
        HE ..4 threatens|threatening|threats|threatned|intimidating ..1 me|us|to_hurt ~with|court|to_take
        threatening ..1 me|us ~with|court|to_take|that
        HE|dad ..4 checks|reads|reading|checking|tracks|tracking|monitors|takes|took|taken|smashed|broke|hides|goes|going|has|controls|watching ..2 my phone|messages|texts|emails|location|whatsapp
        reading|reads|checks|checking my messages|phone|texts
        wont|doesnt|not|never|dont|isnt let|lets|letting|allow|allows|allowing me ..1 out|leave ~the_meeting|early
        wont|doesnt|not|never|dont|isnt let|lets|letting|allow|allows|allowing me ..1 have|see|go|use|speak|talk|ring ..3 doctor|friends|family|mum|money|phone|anywhere|out|job|outside|shop|anyone|mates
        not|cant|never|arent|aint allowed ..1 out|leave|go|see|have|use ..1 out|house|without|friends|family|money|phone|anywhere|flat|own ~the_meeting
        cant|not go|leave anywhere|house|home ..2 without him|his|her
        HE ..2 controls|controlling|control ..2 me|money|everything|what|life|who|bank
        controls|takes|control my|all|the ..1 money|benefits|bank|wages
        HE ..2 follows|following|stalks|stalking|stalkin ..1 me|us ~up|on
        stalking|stalks|stalkin me|us
        being|im stalked|followed
        HE ..2 found|find|finds|knows|finding|tracked ..2 me|us|where ..1 live|im|are|we|tonight|$ ~to_the
        turns|turning|turned|shows|showing up ..2 my|at work|house|door|home|flat|window
        SCARED ..4 find|finds|found|finding|come|comes|coming|get|gets ..1 me|us|tonight ~to_say|there|a|in|into
        SCARED of my? ..1 HE|PARENT|him|her ~being|coming|there|at|in|says|saying|will|reaction|lawyer|solicitor|says|losing|attending|seeing|turning|kicking_off_in|going|taking|family_being|thinking|parents|report|new|school
        SCARED of ..1 my? husband|partner|boyfriend|bf|wife|girlfriend
        SCARED ..2 to|of go|going ..1 home|back|there_tonight ~to_court|in
        SCARED ..4 what|wat he|she|hell|hed|shell ..1 will|would|might|ll|do|gonna|can|does do?
        SCARED ..3 hell|he|hes|shell ..3 hurt|hit|kill|beat|batter|attack|do|hurts|come|rape|stab|flip|kick_off ~there|up_the
        SCARED ..2 in my own|the home|house
        hes|he|husband|partner ..1 scares|scaring|frightens|frightening me ~with_the
        hes|he|husband|wife|partner|boyfriend|bf ..1 violent|abusive|aggressive|dangerous
        gets|getting|becomes|turns|turning violent|aggressive|physical|nasty|abusive
        in ..1 abusive|violent relationship|marriage|home|household|partner
        ive|have|i|with ..1 black eye|eyes
        in danger ~of|to
        eggshells
        if ..8 i|we wont ..1 come|be|make|live home|alive|it|back_home ~for|to_the
        someone|somebody|he|hes is|keeps? hurting|hitting|harming|attacking me|us
        cant ..1 get|escape|leave ..1 away|out|him|from ..2 him|he|house|scared
        how ..3 leave|escape|away|get ..1 him|from_him|violent ~out_of_the_meeting|to|off
        prostitute|pimp|pimping|trafficked
        O|mae|ma|maen|THEY ..6 CURO fi|ni|mi ~siawns|i_lawr
        CURO fi|mi|fin|nin ~siawns
        O ..5 CURO i|ni|n
        fy CURO i|fi? ~siawns|teimladau
        MY_CURO i? ~siawns|teimladau
        taflu|lluchio|towlu|luchio|daflu ..2 petha|pethe|pethau|platia|stwff|llestri ..1 ata|ato|at|ataf|ataf_i
        tynnu|dynnu fy? ngwallt|wallt|gwallt
        codi|godi ..1 ddwrn|dwrn|law|llaw|dyrnau ~i_siarad|i_ofyn
        torri|dorri fy? mraich|nhrwyn|nghoes|asennau|nannedd|ngarddwrn
        gorfodi|ngorfodi|orfodi|gneud|neud|ngwneud ..1 fi|i ..1 i|gael|gysgu|cysgu|neud ..2 rhyw|efo|gyda|fo|sex|petha|pethe
        gorfodi|ngorfodi|orfodi ..2 i|fi ..1 briodi|priodi
        priodas orfodol
        BYGWTH fi|ni ~efo|gyda|a|llys|cymryd|mynd
        mygwth i|fi? ~efo|gyda|a|llys|cymryd|mynd
        ddim|byth ..1 yn|n? gadael|gadel|gad|gadal|adael|gado ..1 i|fi|mi ..1 fi|mi|adael|gadael|mynd|fynd|i? ..2 allan|fas|mas|adael|ty|gadael|adel|ffrindia|ffrindie|ffon|teulu
        ddim|byth ..1 yn|n? gadael|gadel|gadal fi|i_fi|ni allan|fas|mas
        chai|cha|ga|chaf|gaf ..1 i? ddim ..1 mynd|gadael|adael|gweld ..2 allan|fas|mas|ffrindia|ffrindie|teulu|hebddo|ty
        sbio|edrych|tsiecio|tsheco|checko|checio|darllen|ddarllen|tsecio|dwyn|cymryd|malu|chwilio ..2 fy|n|ar|ffon|y|negeseuon|trwy ..2 ffon|ffôn|negeseuon|tecsts|fi
        rheoli|reoli|ngrheoli ..2 fi|arian|pres|mhres|popeth|bopeth|bob|mywyd
        dilyn|ddilyn|nilyn ..1 fi|i ..1 bob|i|rownd|o|adra|adre ~y_cynllun
        nilyn i? ~y
        stelcian|stelcio|stalko|stalkio ..1 fi|i?
        gwbod|gwybod|ffindio|ffeindio|nabod ..1 lle|ble dwi|wi|fi ..1 byw ..6 dod|ofn|mae|amdana|heno
        ofn|ofni|ofnus|ofnu ..3 iddo|iddi|i|o|e|fo|fe ..2 fo|fe|o|e|hi? ..1 ffindio|ffeindio|ddod|dod|brifo|frifo|hitio|ladd|fwrw|nharo|neud|mrifo|ddarganfod|ffendio ..3 fi|i|hyd|ni|ar_fy|rwbath|rhywbeth
        ofn ..1 gwr|ngwr|partner|mhartner|cariad|nghariad|ngwraig|gwraig|ecs|bartner|wr arna? ~weld|yno
        ofn|ofnus|ofni ..1 fy|y|r|o|n ..1 gwr|ngwr|mhartner|nghariad|partner|ngwraig|cariad ~bod|yno|yn_y
        ofn|ofnus|ofni ..1 be|beth|bydd|be_neith ..1 neith|nawn|wnaiff|wneith|naiff|bydd|neiff ..1 o|e|fo|fe|hi
        dwi|wi ..1 ofn fo|fe|o|e ~weld|bod|n_dod|yn_dod|ddod
        dychryn|codi ..2 ofn arna|fi
        bydd|neith|nath|fydd|eith|nawn|wneith|mynd|naiff ..4 CURO ..1 fi|ni|i|mi ~siawns
        ofn ..2 mynd|fynd adra|adre|gatre|gartref|nol
        rhywun|o|e|fe|fo ..3 neud|gwneud|gneud lo|dolur|niwed ..1 i|fi
        treisio|dreisio|nhreisio fi|i?
        perthynas|priodas dreisgar|dreisiol|gamdriniol
        o|e|fo|fe|hi|gwr|ngwr|partner|mhartner|cariad ..2 dreisgar|dreisiol|treisgar
    """,
}

# ---------------------------------------------------------------- done once, perhaps long ago
# "now" by itself ("he strangled me"); a mention beside a word of the past or a question about the meeting.
_PAST = {
    "danger_child": """
        HE|PARENT|they ..4 HIT ~on|other|another ..3 ~other|another KID
        PARENT ..4 HIT ~on|the|with ..1 me|us
        KID ..2 been|got|is|being|was HIT ..1 by ..1 HE|PARENT
        i|ive|weve|we ..3 HIT|dropped ~on|other|another ..2 KID ~with_a_question
        TAD|O ..5 wnaeth|nath|naeth ..5 CURO ..2 PLENTYN
        rhoi|roi|roth|rhoddodd slap|slapan|glusten|clusten|peltan|cweir|gweir ..3 PLENTYN
        nes|wnes ..1 i ..4 CURO ..2 PLENTYN
    """,
    "danger_self": """
        tried|attempted|trying ..1 to? ..1 kill|hang|killing ..1 MYSELF
        i|ive ..2 wanted|want to die ~of
        overdose|overdosed
        did something stupid|silly
        trio|drio|ceisio|geisio lladd|ladd fy|n HUN
        gymres|cymres|cymryd|gymryd overdose|orddos
    """,
    "danger_abuse": """
        HE|THEY ..4 HIT ~on|by ..1 me|us
        HIT ~on|by me|us ~hard|that|with_it|with_court|in_the_back|down_every
        HE ..4 HIT|broke|broken|fractured|split|hurt|twisted my BODY|lip|spine|hand|finger
        by ..1 HE|PARENT ..2 HIT|raped
        been|got|was|being|gets HIT ~by_car ..1 by|last|again|up|tonight|yesterday|today|in_the_face
        HE ..3 threatened ..1 me|us ~with|court|to_take
        spat ..1 at|on|in me|my
        put me in hospital|hosp
        gave|giving me ..1 black
        rape|raped|raping ..2 me
        pulled ..2 knife|gun on
        nath|wnaeth|naeth|ddaru|gwnaeth|fe ..4 CURO ..1 fi|ni|i|mi
        nath|wnaeth|naeth|ddaru|gwnaeth ..4 MY_CURO|BYGWTH ..1 fi|i|ni
        bwrodd|trawodd|drawodd|fwrodd|hitiodd|ciciodd|tagodd|curodd|gurodd|diciodd|brifodd ..1 e|o|fo|fe|hi? fi|ni
        ges|ces|gefais ..1 i? fy MY_CURO
    """,
}

# ---------------------------------------------------------------- spoken of in the past or in general
_MENTION = {
    "danger_self": """
        self harm|harmed|harming|harms
        suicide|suicidal|overdose|overdosed
        hunanladdol|hunanladdiad|hunan_niwed|hunan_niweidio|gorddos
    """,
    "danger_abuse": """
        domestic|physical|sexual violence|abuse
        dv
        violence|violent|abuser|abusive|abused|coercive|coercion|refuge|rape|raped|perpetrator|injunction|injunctions
        non molestation
        nonmolestation|nonmol
        restraining|protection|occupation order ~for_my_child
        used to ..2 WILL_HIT|threaten|control|bully|scare
        SCARED ..2 ex|him|husband|partner
        not|dont|wont|isnt ..2 safe ..6 ex|him|husband|partner
        assaulting|assaulted|hitting|threatening|hit|beat|threatened|stalked me
        trais|drais|thrais|dreisgar|treisgar|threisgar|dreisiol|treisiol|camdriniwr|nghamdriniwr|camdriniaeth|gamdriniaeth
        cam|gam|ngham drin|driniaeth|driniwr
        camdrin|gamdrin|nghamdrin|treisio|dreisio|nhreisio
        orfodol|gorfodol|injunction|lloches|loches
        gorchymyn|orchymyn ..1 atal|beidio|ymyrryd|peidio
        ymosod ..1 arna i
        oedd|roedd|arfer ..5 CURO|MY_CURO|BYGWTH|rheoli
        CURO ..1 fi|i|ni
        MY_CURO
        ofn ..3 nghyn|cyn
        ddim ..3 saff ..8 cyn|nghyn|fo|fe
    """,
}

# ---------------------------------------------------------------- what softens
# Words between or just before that turn the meaning round. "He doesn't stop hitting me" is not turned round.
_NOT = "not never doesnt didnt isnt wasnt nobody havent hasnt arent dont wouldnt no without erioed ddim byth sdim neb nid".split()
_NOT_WELSH = frozenset("erioed ddim byth sdim neb".split())
_CLAUSE_STARTS = frozenset("mae ma a ac ond achos".split())
# "Nath", "ges i", "for hitting me": the words near by which a hit may lie in the past.
_PAST_WORDS = frozenset(
    "shook came took found broke hit hurt made got had was were did tried used wanted felt for nath wnaeth naeth ddaru gwnaeth wedi ges ces gefais gafodd cafodd nes wnes oedd roedd oeddwn roeddwn ron arfer trio drio gymres cymres am".split()
)
_NOT_PAST = frozenset("scared frightened terrified petrified allowed need bed locked trapped unwanted".split())
_STATES = frozenset("suicidal hunanladdol".split())
_WAS = frozenset("was were oeddwn roeddwn ron used oedd".split())
# The past, in general: softens what may be past (_PAST, and past verbs in _NOW).
_PAST_SIGNS = """
    used to
    years|months|yrs|flynyddoedd|flynydde|flynedd|blynyddoedd|fisoedd ago|back|yn_ol|n_ol|nol
    last year|summer|christmas|winter
    in|since|yn 2005|2006|2007|2008|2009|2010|2011|2012|2013|2014|2015|2016|2017|2018|2019|2020|2021|2022|2023|2024|2025
    when|pan i|we|o|on|oeddwn|oedd ~get|go|come|leave|speak|say
    for|am years|flynyddoedd|flynydde
    past|historic|historical|previously|previous|formerly|gorffennol|llynedd|arfer|caught
    arrested|arrest|convicted|conviction|charged|prison|jail|bail|injunction|sentenced|arestio|carchar|garchar|euogfarn
    split|left|separated ..2 up|him|her|from|wahanu
    as a child|kid|teenager
    was|had|were|oedd|roedd|bu ..2 abusive|violent|dreisgar|cam|camdrin
    gwahanu|wahanu
    oedd|roedd|fydda|byddai ..2 o|e|fo|fe|hi n|yn
"""
_RECENT_SIGNS = """
    again|tonight|today|yesterday|2day|2nite|eto|neithiwr|heno|heddiw|ddoe|nithwr|neithwr|echnos|gynna|gynne|newydd
    last night|nite|weekend
    this morning|week|weekend|afternoon|evening
    just|keeps|keep|still|currently|dal|stopio
    right now|away
    bore|prynhawn|pnawn|wythnos ma|yma
    minutes|hours|hour ago
"""
# Before a hit: somebody else says, thinks or found it. They report; the writer asks about the report.
_INSTITUTION = "they theyre theyve theyll sw sws worker workers services ss school nursery hospital police doctor doctors gp report people neighbour neighbours everyone court teacher visitor midwife professionals chair plan paperwork nhw ysgol ysbyty heddlu adroddiad gweithiwr gweithwyr gwasanaethau doctor meddyg athrawes athro meithrinfa feithrinfa ymwelydd"
_SAYS = "say says said saying sayin think thinks thought claim claims claimed claiming reckon reckons believe believes believed allege alleges ask asks asking asked told telling tell wrote written put accuse found saw seen noticed see reported reporting suspect suspects worried concerned heard states lie lied lying deud dweud gweud ddeud ddweud meddwl feddwl honni ofyn gofyn weld gweld welodd ffeindio wedi_rhoi riportio sgwennu yn_amau amau dweud gredu credu"
_ALLEGED = [
    f"{'|'.join(_INSTITUTION.split())} ..3 {'|'.join(_SAYS.split())}",
    f"{'|'.join(_SAYS.split())} ..2 {'|'.join(_INSTITUTION.split())} ~wedi",
    "accused|accusing|accuse|accusation|accusations|allegation|allegations|alleged|allegedly|alleging|blamed|blaming|arrested|investigated|charged|suspected|lies|lied|lying",
    "honiad|honiadau|honni|cyhuddo|nghyhuddo|gyhuddo|gyhuddiad|cyhuddiad|arestio",
    "sound|sounds|sounded|makes|making|make|swnio like|out|fel",
    "is it|does_it ..2 illegal|mean|wrong|count|allowed",
]
# ... and what anybody else says of the writer ("my ex told them I hit him").
_SAYS_OF_ME = [f"{'|'.join(_SAYS.split())} ..3 i|ive|im|we", f"{'|'.join(_SAYS.split())} ..3 mod|bo|bod i|fi|dwi|ni"]
_WRITER = frozenset("i ive im we weve".split())
_SAYS_WORDS = frozenset(_SAYS.split())
# Professionals and the process are not a danger in this sense ("the chair attacked me", "she threatened me with court").
_OFFICIAL = frozenset("worker sw chair chairperson judge council services social school teacher la barrister cadeirydd gweithiwr gymdeithasol cymdeithasol cyngor".split())
# Small children and teenagers hit their parents; that is asked about, and is not abuse of the writer.
_CHILD_SUBJECT = frozenset("son sons daughter daughters toddler child kid kids boy baby mab merch plentyn hogyn hogan plant bachgen crwt".split())
# What "they" (the council) do only in a manner of speaking.
_FIGURES_OF_SPEECH = frozenset("beat beats beating stabbed attacked attacking attack attacks hurt hurting hurts abused abusing bruised threw hit curo guro bwrw taro brifo frifo".split())
# The wait, the stress, the paperwork "kill" and "hurt"; nobody is in danger from them.
_THING_SUBJECT = frozenset("it this that wait waiting stress feet head knees deadline news meeting aros straen traed disgwyl hyn hynny".split())
# A question about the meeting: past violence is then the reason for asking.
_TOPIC = frozenset(
    """invited invite attend attending kept conference meeting separate same sit separately come allowed excluded exclude bring report minutes plan there
    use against chair cynhadledd gynhadledd cyfarfod gyfarfod gwahoddiad wahodd gwahodd eistedd ista rhaid ddod adroddiad wahan yno yna ei_gadw gadw wahardd cadw codi gofyn cynllun""".split()
)
# A child's bruise with its cause told.
_ACCIDENT = frozenset("fell fallen tripped bumped accident birthmark nappy football rugby rygbi pel falling syrthiodd disgynnodd ddisgynnodd damwain gwympodd cwympodd".split())

# ---------------------------------------------------------------- disguises and typing
# Keys that typing slips are mended to (one slip; the first letter must be right). Real words next to them are left alone.
_KEYS = """
    suicide suicidal kills beats beat gun killing killed myself knife knives strangled strangling strangles bruises bruised bruise overdose overdosed tablets paracetamol swallowed
    threatening threatened threatens hitting punched punches punching slapped kicked kicking beating battered attacked raped touched touching locked hiding scared frightened
    terrified petrified outside bridge cutting breathing unconscious bleeding hurting hurts daughter partner boyfriend husband bathroom police ambulance die dead unalive
    kill hits alive anymore goodbye drunk
    lladd marw tabledi cyllell gyllell curo brifo frifo hitio bwrw taro bygwth ysgwyd cleisiau twtsiad cuddio hunanladdol hunanladdiad mrifo nghuro nharo anadlu treisio
    panicking overwhelmed anxious devastated heartbroken
""".split()
_NOT_SLIPS = frozenset(
    """looked hunting hiring hinting hosting tables scored shared scaled starred treats betting bearing slipped snapped hidden scare scares scary threaten breath breathe
    coating putting cuffing alike anytime drank curio taco marwnad tabl bridges boyfriends husbands partners daughters partnered policed policy polices police's bruising
    brief brifio hitting living himself itself killer kicker punch strangle touches touch locker lockdown hiking tarot bwrdd bwrdds byrddau bygythiad marwol
    parted bridle bridged attack attacks attacker attached parted parter bathrooms swallow swallows brings bring drink drunken frightens frighten
    cuddiad suicides hurt huts hurtful hurries hurdles ysgwydd outsider outsides partners goodbyes threatening cuttings bleed beatings beaming""".split()
)
_SLIPS = {
    slip: word
    for word, slips in {
        "kill": "kil kll klil kiil kiill killl kel", "kills": "kils", "killing": "kiling killin", "hits": "htis hist hitz", "die": "dye diee", "myself": "mysef mself myslf myslef meself",
        "suicidal": "sucidal suicidle suidical suisidal suicdal", "suicide": "sucide suiside suacide", "knife": "nife knfe knief", "want": "wnt wan", "hurting": "hurtin", "hitting": "hittin hiting",
        "beating": "beatin", "dont": "dnt dnot", "cant": "cnt", "wont": "wnt_", "scared": "scard sacred skared scered", "threatening": "threatning threatenin threating", "unalive": "unliv",
        "hes": "hez", "partner": "prtner partna", "husband": "husbnd hubbie", "tablets": "tabs tabletts", "with": "wiv wid", "me": "meh", "you": "u", "because": "cos coz cuz", "daughter": "dauter dorta",
        "isio": "isho ishe isie isia", "eisiau": "eisio eisie eishe eishau", "moyn": "mofyn moin", "gadael": "gadel", "overdose": "overdoes_", "threatened": "threatend", "locked": "lockd",
        "lladd": "ladd_ llad", "heb": "eb", "rwbath": "rwbeth", "ffon": "ffôn", "paracetamol": "paracetemol parasetamol paracetomol", "strangled": "strangeled", "breathing": "breathin breething breating",
    }.items()
    for slip in slips.split()
}
# Spoken and written forms made one. Apostrophes are gone by then ("he's" is "hes"), Welsh 'n 'r 'i 'w stand apart.
_SPOKEN = {
    "gonna": "going to", "gona": "going to", "gunna": "going to", "wanna": "want to", "wana": "want to", "tryna": "trying to", "ima": "im going to", "imma": "im going to", "cannot": "cant",
    "bf": "boyfriend", "gf": "girlfriend", "iv": "ive", "thats": "thats", "shud": "should", "wen": "when", "waking": "wake", "wakin": "wake",
    "dwim": "dwi ddim", "dwin": "dwi n", "wim": "dwi ddim", "win": "dwi n", "wi": "dwi", "fin": "dwi n", "man": "man", "maer": "mae r", "maen": "mae n", "mar": "ma r", "diom": "dio ddim",
    "dydw": "dwi", "sai": "dwi ddim", "rwy": "dwi", "rwyn": "dwi n", "rydw": "dwi", "dwyn_": "dwi n", "smo": "ddim", "dyw": "ddim", "dydi": "ddim", "tydi": "ddim", "dio": "ddim", "dydy": "ddim", "tydy": "ddim",
    "tydw": "dwi", "nace": "ddim", "ohona": "ohona", "feo": "fe n", "fon": "fo n", "fen": "fe n", "on": "on", "hunan-laddiad": "hunanladdiad", "ir": "i r", "ar": "ar", "efor": "efo r", "or": "or", "dir": "wedi r",
    "ffeindio": "ffindio", "ffendio": "ffindio", "im": "im", "alla": "fedra", "galla": "fedra", "allai": "fedra i", "fedrai": "fedra i", "medru": "gallu", "nai": "neith i", "wnai": "neith i", "gai": "ga i", "nesi": "nes i",
    "wnesi": "nes i", "fama": "fan yma", "mlan": "mlaen", "cant": "cant", "ill": "ill", "wnaethoch": "nath", "torrin": "torri n", "laddn": "ladd n", "gwirion": "gwirion",
}
_PAIRS = {
    ("do", "not"): "dont", ("does", "not"): "doesnt", ("did", "not"): "didnt", ("will", "not"): "wont", ("can", "not"): "cant", ("is", "not"): "isnt", ("are", "not"): "arent", ("i", "am"): "im",
    ("has", "not"): "hasnt", ("have", "not"): "havent", ("he", "is"): "hes", ("she", "is"): "shes", ("he", "s"): "hes", ("she", "s"): "shes", ("my", "self"): "myself", ("i", "have"): "ive", ("i", "m"): "im",
    ("dw", "i"): "dwi", ("sa", "i"): "dwi ddim", ("so", "fi"): "dwi ddim", ("sa", "in"): "dwi ddim", ("so", "ni"): "ni ddim", ("so", "fe"): "fe ddim", ("dont", "t"): "dont",
    ("don", "t"): "dont", ("can", "t"): "cant", ("won", "t"): "wont", ("any", "more"): "anymore", ("over", "dose"): "overdose", ("un", "alive"): "unalive", ("fi", "n"): "dwi n", ("dwi", "i"): "dwi",
}

# ---------------------------------------------------------------- very upset
_UPSET = """
    im|i|feel|feeling|so|really|am|very|bit|absolutely|completely ..3 SCARED|terrified|anxious|panicking|overwhelmed|devastated|heartbroken|upset|distraught|desperate|shaking|petrified|hopeless|helpless|alone|ashamed|broken|lost|drowning|worried|stressed|hysterical|crying|sobbing|panicky|numb|humiliated|mortified ~my|the_date|about_parking
    ^ SCARED|terrified|anxious|panicking|overwhelmed|devastated|heartbroken|upset|distraught|crying|worried ~about|what|if|by
    cant|cannot|couldnt|keep|wont|been ..2 stop? crying|cry|cope|sleep|eat|breathe|coping|stop_shaking|function ~the|all_the|on_the|in_the_meeting
    havent|not|cant|hardly|dont ..1 slept|sleep|eaten|eat ~in
    cant ..1 take|do|handle|face|bear ..2 anymore|more|it|this ~on|thursday|monday
    in|to bits|pieces|tears
    im ..2 mess|wreck
    dont know what|how|where to ..1 do|turn|cope ~about|with_my|with_the
    feel|felt ..2 sick|useless|terrible|awful|worthless|empty ..2
    panic attack|attacks
    nightmare|hell ~is
    breaking|broke|broken|breaks my|our heart
    heart ..1 breaking|broken|broke
    destroying|destroyed|ruining|ruined|tearing|killing|ripping ..1 me|my|us|our ~up
    wait|waiting|stress|worry|it|this ..2 killing me
    losing my|it mind
    falling apart
    freaking|freaked|stressing out
    going out_of|crazy|insane|mad
    too much ..1 for|to ..1 me|bear|cope
    wits end
    sick with worry
    help me ~with|write|to|find|understand|prepare|fill
    worried ..1 sick|death
    scared to death
    crying|cryin my|all|every|constantly|again
    dwi|fi|i|mor|gen|da|wi ..3 ofnus|ofn|ofni|panicio|panico|crynu|crio|llefen|ypset|bryderus|pryderus|anobeithio|anobeithiol|racs|despret|torcalonnus ~gynno|ganddo
    ^ ofn|ofnus ..
    methu|ffaelu|ffili|fedra|ddim|im|stopio ..3 stopio|peidio|copio|copo|crio|llefen|cysgu|bwyta|anadlu ~pan
    ofn arna|arnai
    mewn darnau|dagrau
    torri|dorri|torrodd|thorri ..1 nghalon|ynghalon|calon ..1
    ddim ..1 n? gwbod|gwybod ..1 be|beth|lle|ble|sut ..1 i ..1 neud|wneud|gneud|droi|copio
    poeni|becso|gofidio|boeni|fecso ..2 ofnadwy|arw|enaid|shwt|sal|uffernol|dost|gymint|gymaint|ddychrynllyd|cymaint|fawr
    dwi|wi n poeni|becso|gofidio ~
    teimlo ..2 sal|unig|ofnadwy|diwerth|wag|anobeithiol|euog|fethiant
    hunllef|hunlle|gywilydd|cywilydd
    heb ..1 gysgu|fwyta|stopio
    ddim ..1 cymryd ..1 mwy|rhagor
    colli ..1 arni|arna|mhen|mhwyll|ngafael
    o ngho|ngof|mhwyll
    ormod|gormod i|ar ..1 fi|mi|i
    cyfan|cwbl|cwbwl ..2 ormod|gormod
    helpwch|helpa|helpwchi fi|ni
    dinistrio|chwalu|difetha|ddinistrio|distrywio ..2 nheulu|fi|ni|fy|teulu|bywyd|mywyd
    aros|disgwyl|straen|hyn ..5 lladd|ladd fi|i
    llond ..2 ofn
"""
_UPSET_SIGNS = frozenset("😭😢😰😱💔😥😨😩😿🥺😫")
# It is the child, the other parent or the worker who is upset, or nobody: "what if my son gets scared", "I'm not worried".
_UPSET_OTHERS = frozenset("not isnt if child kids son daughter visitor she ddim os plentyn mab merch ymwelydd paid peidiwch peidiwch_a dont no dim".split())

# ---------------------------------------------------------------- from here on: code
_LOOKALIKES = str.maketrans("аеіоруѕхсһкԁмтн", "aeiopysxchkdmth")
_LEET = [str.maketrans("0134578@$!|+€£", f"o{one}easte"[:1] + f"{one}east" + "bas" + one + "ltel") for one in "il"]
_EDGE = " .,!?;:…\"'()[]{}<>-–—*_~#/\\&=%^•“”"
_DOTTED = re.compile(r"(?:[^\W_][.\-_*·]){2,}[^\W_]")
_I_WAS = re.compile(r"(?<!mae )(?<!ma )(?<!ydi )o n i n ")
_CLITIC = re.compile(r"(.+)'(n|r|i|w|u|ch|th)")
_MUTATIONS = [
    ("ll", ("l",)), ("rh", ("r",)), ("p", ("b", "mh", "ph")), ("t", ("d", "nh", "th")), ("c", ("g", "ngh", "ch")), ("b", ("f", "m")), ("d", ("dd", "n")), ("g", ("", "ng")), ("m", ("f",)),
]  # fmt: skip


def _mutate(word: str) -> list[str]:
    """A Welsh word with its mutations: "curo" also as "guro", "nghuro", "churo"."""
    for first, changed in _MUTATIONS:
        if word.startswith(first) and not (first in "cpt" and word.startswith(first + "h")) and not word.startswith("dd"):
            return [word, *(new + word[len(first) :] for new in changed)]
    return [word]


def _expand(members: frozenset[str]) -> frozenset[str]:
    return frozenset(form for word in members for form in (_mutate(word[:-1]) if word.endswith("*") else [word]))


_WORDS = {name: _expand(members) for name, members in _CLASSES.items()}
# The nasal mutation says "my": "nghuro" is "beating me", with or without "fy" and "i" around it.
_WORDS["MY_CURO"] = frozenset("nghuro nharo mwrw mrifo nyrnu nghicio nghico nhagu ngwthio nghamdrin nhreisio nreisio nghrogi mhwnio mhwno nghnocio nghnoi mygwth nilyn".split())


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
        if element.startswith(".."):
            self._parts.append(r"(?:[^ .]+ ){0,%d}?" % int(element[2:] or 3))
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
        for need in self.needs:
            if need.isdisjoint(message.tokens):
                return iter(())
        if self._pattern is None:
            self._pattern = re.compile(r"(?<!\S)" + "".join(self._parts))
        return self._pattern.finditer(message.line)


def _lines(table: str) -> list[str]:
    """The lines of a table; several short ones may share a line, with " ; " between."""
    return [line.strip() for lines in table.splitlines() for line in lines.split(" ; ") if line.strip()]


def _rules(tables: dict[str, str]) -> dict[str, list[_Rule]]:
    return {label: [_Rule(label, line) for line in _lines(lines)] for label, lines in tables.items()}


def _list(lines: str | list[str]) -> list[_Rule]:
    return [_Rule("", line) for line in (_lines(lines) if isinstance(lines, str) else lines)]


_SURE_RULES, _NOW_RULES, _PAST_RULES, _MENTION_RULES = _rules(_SURE), _rules(_NOW), _rules(_PAST), _rules(_MENTION)
_PAST_SIGN_RULES, _RECENT_RULES, _ALLEGED_RULES, _OF_ME_RULES = _list(_PAST_SIGNS), _list(_RECENT_SIGNS), _list(_ALLEGED), _list(_SAYS_OF_ME)
_UPSET_RULES = _list(_UPSET)
_KNOWN = frozenset(
    word
    for group in (*_SURE_RULES.values(), *_NOW_RULES.values(), *_PAST_RULES.values(), *_MENTION_RULES.values(), _PAST_SIGN_RULES, _RECENT_RULES, _ALLEGED_RULES, _UPSET_RULES)
    for rule in group
    for need in rule.needs
    for word in need
) | set(_SPOKEN)
_KEY_WORDS = frozenset(_KEYS)


def _without_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


_NEAR: dict[str, list[str]] = {}
for _key in _KEYS:
    if len(_key) >= 5:
        for _piece in _without_one(_key):
            _NEAR.setdefault(_piece, []).append(_key)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours swapped."""
    at = next((at for at, pair in enumerate(zip(typed, meant)) if pair[0] != pair[1]), min(len(typed), len(meant)))
    rest, other = typed[at:], meant[at:]
    return rest[1:] == other or rest == other[1:] or rest[1:] == other[1:] or (rest[2:] == other[2:] and rest[:2] == other[:2][::-1])


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=1024)
def _uncover(chunk: str) -> str | None:
    """The key word behind digits, signs or asterisks ("k1ll", "su*cide"); None if there is none."""
    if not any(character.isalpha() for character in chunk) or chunk.isalpha() or len(chunk) > 20:
        return None
    for table in _LEET:
        plain = chunk.translate(table)
        if plain.isalpha() and (_mend(plain) in _KEY_WORDS or plain in ("kms", "kill", "ladd")):
            return _mend(plain)
    if "*" in chunk or "#" in chunk:
        hidden = re.compile("".join(".?" if c in "*#" else re.escape(c) for c in chunk))
        return next((key for key in _KEYS if hidden.fullmatch(key)), None)
    joined = "".join(character for character in chunk if character.isalpha())
    return joined if "'" not in chunk and joined in _KEY_WORDS else None


_GLUE = "i im want to my me he she self is us he's hes help the up end it all going gonna cant he kms now please dwi isio fi moyn fy hun mae ma n o fo fe di in on".split()


@lru_cache(maxsize=256)
def _segment(letters: str) -> tuple[str, ...] | None:
    """Letters typed apart, as words ("killmyself" is "kill myself"); None if they are not words we know."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    known = _KEY_WORDS | set(_GLUE) | set(_SLIPS)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 14), end):
            head = best[start]
            if head is not None and letters[start:end] in known and (best[end] is None or len(head) + 1 < len(best[end] or ())):
                best[end] = (*head, letters[start:end])
    found = best[-1]
    return found if found and any(word in _KEY_WORDS or word in _SLIPS or word == "kms" for word in found) else None


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
            together = _segment("".join(apart)) if 2 < len(apart) < 60 else None
            for letter in together or apart:
                yield letter, False
            apart = []
        if core or raw:
            yield core, raw[-1:] in {".", "!", "?", ";", "…"}


def _tokens(text: str) -> Iterator[str]:
    """The words of a message with disguises and typing undone, and "." where a sentence ends."""
    text = fold(clean(unicodedata.normalize("NFKC", text))).translate(_LOOKALIKES)
    for chunk, ends in _chunks(text):
        uncovered = _uncover(chunk) if not chunk.isalpha() else None
        dotted = _segment(re.sub(r"\W|_", "", chunk)) if uncovered is None and _DOTTED.fullmatch(chunk) else None
        for word in (uncovered,) if uncovered else dotted or words(chunk):
            clitic = _CLITIC.fullmatch(word)
            for part in clitic.groups() if clitic else (word.replace("'", ""),):
                yield from _SPOKEN.get(part, _mend(part)).split()
        if ends:
            yield "."


class _Message:
    """A message as the rules read it."""

    def __init__(self, tokens: list[str]) -> None:
        self.line = "".join(token + " " for token in tokens)
        self.tokens = frozenset(tokens)

    @classmethod
    def read(cls, text: str) -> _Message:
        """The message that somebody typed."""
        tokens: list[str] = []
        for token in _tokens(text):
            last = tokens[-1] if tokens else ""
            if (last, token) in _PAIRS:
                tokens[-1:] = _PAIRS[(last, token)].split()
            elif last and last + token in _KEY_WORDS and last not in _KNOWN and len(last + token) > 5:
                tokens[-1] = last + token
            else:
                tokens.append(token)
        message = cls(tokens)
        if " o n i n " in " " + message.line:  # "o'n i'n" (I was) is not "mae o'n" (he is)
            message = cls(_I_WAS.sub("oeddwn i n ", message.line).split())
        return message

    def has(self, rules: list[_Rule]) -> bool:
        return any(True for rule in rules for _ in rule.find(self))

    def before(self, match: re.Match[str], count: int) -> list[str]:
        """Up to `count` words before the match, in its sentence."""
        sentence = self.line[max(0, match.start() - 40 * count) : match.start()].rpartition(". ")[2]
        return sentence.split()[-count:]


def _turned_round(rule: _Rule, match: re.Match[str], message: _Message) -> bool:
    """Whether a "not" stands before it or in it ("he doesn't hit me", "I am not suicidal")."""
    if rule.negative:
        return False
    inside = match.group().split()
    near = message.before(match, 2 if rule.label == "danger_self" else 1)
    if not near or near[-1] not in _CLAUSE_STARTS:  # Welsh says "not" further off: "dio ddim yn hitio fi"
        near = [word for word in message.before(match, 3)[: 3 - len(near)] if word in _NOT_WELSH] + near
    span = [*near, *inside]
    return any(word in _NOT and not any(follows.startswith("sto") for follows in span[at + 1 : at + 4]) for at, word in enumerate(span))


def _reported(rule: _Rule, match: re.Match[str], message: _Message) -> bool:
    """Whether others say, think or found it, rather than the writer telling us."""
    inside = match.group().split()
    said = _Message([*message.before(match, 7), *inside[:3]])
    if said.has(_ALLEGED_RULES):
        return True
    if rule.label == "danger_self":
        return False
    if inside[0] in _WRITER or (rule.label == "danger_child" and inside[0] not in _WORDS["HE"] | _WORDS["PARENT"]):
        return said.has(_OF_ME_RULES)
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
    people = _OFFICIAL | _CHILD_SUBJECT
    return not people.isdisjoint(near) and _WORDS["HE"].isdisjoint(set(near) - {"she", "he", "hes", "shes"})


def _past(message: _Message) -> bool:
    return message.has(_PAST_SIGN_RULES) and not message.has(_RECENT_RULES)


def _past_words(match: re.Match[str], message: _Message) -> list[str]:
    """The words in and just before the match that put it in the past."""
    near = [*message.before(match, 4), *match.group().split()]
    return [word for word in near if word in _PAST_WORDS or (word.endswith("ed") and word not in _NOT_PAST)]


def _asks(message: _Message) -> bool:
    """Whether it asks about the meeting and names nothing recent."""
    return not _TOPIC.isdisjoint(message.tokens) and not message.has(_RECENT_RULES)


def _weigh(label: str, message: _Message) -> bool | None:
    """True for danger now, False for a mention, None for nothing under this label."""
    mention = False
    for rule in _SURE_RULES[label]:
        for match in rule.find(message):
            if _turned_round(rule, match, message):
                continue
            if label == "danger_self":
                past = _past_words(match, message)
                if past and (_past(message) or (not _WAS.isdisjoint(past) and not _STATES.isdisjoint(match.group().split()) and not message.has(_RECENT_RULES))):
                    mention = True
                    continue
                if not _SAYS_WORDS.isdisjoint(message.before(match, 3)) and _reported(rule, match, message):
                    continue
            return True
    for table in (_NOW_RULES, _PAST_RULES):
        for rule in table[label]:
            for match in rule.find(message):
                if _turned_round(rule, match, message) or _reported(rule, match, message) or _not_a_person(rule, match, message):
                    continue
                if label == "danger_child" and not _ACCIDENT.isdisjoint(message.tokens):
                    continue
                past = _past_words(match, message)
                asks = _asks(message) and (table is _PAST_RULES or label == "danger_abuse") and label != "danger_self"
                if not {"used", "arfer", "oedd", "roedd"}.isdisjoint(past) or ((past or table is _PAST_RULES) and (asks or _past(message))):
                    mention = True
                    continue
                return True
    return False if mention else None


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
            if weighed[label] is False or any(True for rule in _MENTION_RULES.get(label, []) for _ in rule.find(message)):
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
        for rule in _UPSET_RULES:
            for match in rule.find(message):
                if rule.negative or _UPSET_OTHERS.isdisjoint([*message.before(match, 3), *match.group().split()[:-1]]):
                    return True
        return False
    except Exception:
        return isinstance(text, str)
