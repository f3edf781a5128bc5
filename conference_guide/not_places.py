"""Everyday words and people's names, English and Welsh, within a typing mistake of a place name.

Worked out by trying the common words of both languages against the names in `content/areas`. A word here is never
taken for a mistyped place; the words of the content itself are known anyway.
"""

NOT_PLACES: frozenset[str] = frozenset(
    """
    afield artillery askew astern bagan bagla bagley bailey balsam bamford banger barged bargod barner bartley
    bayley beadle beale beckham bedwar bellingham berries bickering blackwell blaine blychau bootleg bottle boulton
    brabham brampton brenton bridged brigham brighten bristow britton broadband brookhaven brownstone built bunbury
    burleigh burlington burney burwell callan cambria cannoch canton carreg carrington carrot carton castelled
    cathay cawod celan cellar ceulan charley clayton clymych cobham colville comer conley cooley copley corden
    corwin cotswolds coulson cowen cowley cragen cramen cramer crasen crawled crawler creditor criban cribin
    croesoch croger croker crosshairs crowley crynant crynwyd daley dalton darden darfen darien darken darley darren
    darwin dawen decorum derwen devices docking dolais dorsey drefnant dunham duster earle easing eastbound eating
    elwood faerdy farnsworth feddau fenon finland finley forde forestall forth fulton ganant garant gelding gordon
    gorgon groton guilford gwersyll gwersylla gyffion gyfrin haddock hadley hailey haley halley handley haney harley
    harlot hartford hassle hatton havana haven havent hawley hayley haywood hemlock hempstead henry henson hepburn
    herndon hesse heston hilton hinkley hitching hoeden holden holland holton honion hornsby hovering howland
    huntington huston hyland jarrod kempton kendall landon langston langton lannister layton leinster leland
    letchwith letterhead litchfield llabed lladdaf lladdoch llechwyd lledod lloer llwyddo llwydo lofts lotus lyncon
    lyndon lytton machgen madwyr malden manteision maple marble mariam marking markle marriott marry maryam masha
    meddau medwy melinen mendio merritt midland midway miner mineral miners minerva mochen mornington morrison
    morristown morten mountains mumble mumbled mynachlogydd nestor newest northrop northwards nunnery orton panna
    parley pathway paulson peddle penalty penance pending penile penner pinker pinned pinter pollock pondered
    prescott prestige pulley purely puritan ramsay ramses ratcliffe rather redford resolve resolved resolves rhisgl
    rhonda rockford romney rossetti rousey rushton saith sandler sanford saxon scalding scully seafood seager sealer
    seamen season seater seton sgien shetty shirley sigar silly skewed skewer sleight slouch southward southwards
    spaulding stained stains starbuck statham staves steamer stiles stockbridge stood stoves strives sturridge
    sunbury sundown survey sutherland tendering tending thane thirst threfnant tipion tiptoe tones tonnes tooling
    totes toting touting trefniant treiech waddington wadsworth waking walden walken wastage watched watcher watches
    wattage whitey whitfield whitney wickham widens williston wilshire wilton windham wines winston winton wisgech
    wooing woolley wordsworth workshop worthington ynadon
    """.split()  # noqa: SIM905
)
