"""Places, and the area each lies in, from what parents type in both languages."""

from __future__ import annotations

import time

import pytest

from conference_guide.content import Content
from conference_guide.places import PlaceFinder


@pytest.fixture(scope="module")
def finder(content):
    return PlaceFinder(content)


# The "inside" column of "Places that are not where people think".
INSIDE = {
    "rotherham": (
        "Rotherham|Maltby|Rawmarsh|Wath upon Dearne|Wath-on-Dearne|Wickersley|North Anston|South Anston|Swallownest|"
        "Kiveton Park|Thurcroft|Thrybergh|Greasbrough|Kimberworth|Brinsworth|Catcliffe|Treeton|Thorpe Hesley|Todwick|"
        "Laughton-en-le-Morthen|Woodsetts|Brampton Bierlow|Kilnhurst|Swinton, Rotherham|Dinnington, Rotherham"
    ),
    "conwy": (
        "Conwy|Deganwy|Llandudno|Llandudno Junction|Penrhyn Bay|Colwyn Bay|Old Colwyn|"
        "Rhos-on-Sea|Abergele|Kinmel Bay|Towyn|Llanrwst|Betws-y-Coed|Llanfairfechan|"
        "Penmaenmawr|Trefriw|Dolgarrog|Capel Curig|Dolwyddelan|Llangernyw|Llansannan|"
        "Cerrigydrudion|Pentrefoelas"
    ),
    "somerset": (
        "Taunton|Bridgwater|Yeovil|Frome|Wells|Glastonbury|Street|"
        "Shepton Mallet|Minehead|Burnham-on-Sea|Highbridge|Cheddar|Chard|Crewkerne|"
        "Ilminster|Wincanton|Somerton|Langport|Bruton|Castle Cary|Watchet|"
        "Williton|Dulverton"
    ),
    "mid_and_west_wales": (
        "Carmarthen|Llanelli|Ammanford|Llandeilo|Llandovery|Burry Port|Kidwelly|"
        "Whitland|Newcastle Emlyn|Hendy|Aberystwyth|Cardigan|Lampeter|Aberaeron|"
        "New Quay|Tregaron|Llandysul|Haverfordwest|Milford Haven|Pembroke|Pembroke Dock|"
        "Tenby|Fishguard|St Davids|Narberth|Newport, Pembrokeshire|Newtown|Welshpool|"
        "Brecon|Builth Wells|Llandrindod Wells|Machynlleth|Ystradgynlais|Hay-on-Wye|Crickhowell|"
        "Knighton|Presteigne|Llanidloes|Rhayader"
    ),
    "north_yorkshire": (
        "Northallerton|Harrogate|Knaresborough|Ripon|Scarborough|Whitby|Selby|"
        "Skipton|Catterick Garrison|Malton|Norton-on-Derwent|Pickering|Helmsley|Thirsk|"
        "Stokesley|Great Ayton|Filey|Tadcaster|Settle|Easingwold|Bedale|"
        "Leyburn|Sherburn in Elmet|Boroughbridge"
    ),
}
# The "near, but another council" column: they get their nation's answers, never our areas'.
BORDER_TRAPS = [
    ("Sheffield", ["england"]),
    ("Doncaster", ["england"]),
    ("Mexborough", ["england"]),
    ("Barnsley", ["england"]),
    ("Worksop", ["england"]),
    ("Swinton, Salford", ["england"]),
    ("Bangor", ["wales"]),
    ("Rhyl", ["wales"]),
    ("St Asaph", ["wales"]),
    ("Denbigh", ["wales"]),
    ("Ruthin", ["wales"]),
    ("Bethesda", ["wales"]),
    ("Caernarfon", ["wales"]),
    ("Blaenau Ffestiniog", ["wales"]),
    ("Holywell", ["wales"]),
    ("in Flint", ["wales"]),
    ("Anglesey", ["wales"]),
    ("Keynsham", ["england"]),
    ("Midsomer Norton", ["england"]),
    ("Radstock", ["england"]),
    ("Weston-super-Mare", ["england"]),
    ("weston super mare", ["england"]),
    ("Clevedon", ["england"]),
    ("Portishead", ["england"]),
    ("Nailsea", ["england"]),
    ("Yatton", ["england"]),
    ("Bristol", ["england"]),
    ("Sherborne", ["england"]),
    ("Tiverton", ["england"]),
    ("Honiton", ["england"]),
    ("Warminster", ["england"]),
    ("Swansea", ["wales"]),
    ("Gorseinon", ["wales"]),
    ("Gower", ["wales"]),
    ("Pontarddulais", ["wales"]),
    ("Neath", ["wales"]),
    ("Port Talbot", ["wales"]),
    ("Pontardawe", ["wales"]),
    ("Merthyr Tydfil", ["wales"]),
    ("Brynmawr", ["wales"]),
    ("Abergavenny", ["wales"]),
    ("Dolgellau", ["wales"]),
    ("Barmouth", ["wales"]),
    ("Bala", ["wales"]),
    ("Aberdyfi", ["wales"]),
    ("Newquay", ["england"]),
    ("Oswestry", ["england"]),
    ("Hereford", ["england"]),
    ("Kington", ["england"]),
    ("Middlesbrough", ["england"]),
    ("Redcar", ["england"]),
    ("Redcar and Cleveland", ["england"]),
    ("Stockton", ["england"]),
    ("Haxby", ["england"]),
    ("Strensall", ["england"]),
    ("Guisborough", ["england"]),
    ("Saltburn", ["england"]),
    ("Yarm", ["england"]),
    ("Thornaby", ["england"]),
    ("Bridlington", ["england"]),
    ("Pocklington", ["england"]),
    ("Goole", ["england"]),
    ("Wetherby", ["england"]),
    ("Otley", ["england"]),
    ("Ilkley", ["england"]),
    ("Keighley", ["england"]),
    ("Darlington", ["england"]),
    ("Sedbergh", ["england"]),
    ("Bodelwyddan", ["wales"]),
    ("Prestatyn", ["wales"]),
    ("Llangollen", ["wales"]),
    ("Bath", ["england"]),
    ("Blaenau Gwent", ["wales"]),
    ("Newport city", ["wales"]),
    ("Cumbria", ["england"]),
]
SAID = [
    ("Llandudno", ["conwy"]),
    ("I live in Llandudno", ["conwy"]),
    ("i Landudno", ["conwy"]),
    ("dwi'n byw yng Nghonwy", ["conwy"]),
    ("o Gonwy", ["conwy"]),
    ("yng Nghaerfyrddin", ["mid_and_west_wales"]),
    ("o Gaerfyrddin", ["mid_and_west_wales"]),
    ("Wlad yr Haf", ["somerset"]),
    ("yng Ngwlad yr Haf", ["somerset"]),
    ("i Bowys", ["mid_and_west_wales"]),
    ("ym Mhowys", ["mid_and_west_wales"]),
    ("o Geredigion", ["mid_and_west_wales"]),
    ("yng Ngheredigion", ["mid_and_west_wales"]),
    ("o Lanelli", ["mid_and_west_wales"]),
    ("Sir Gaerfyrddin", ["mid_and_west_wales"]),
    ("Sir Benfro", ["mid_and_west_wales"]),
    ("betws y coed", ["conwy"]),
    ("Betws-y-Coed", ["conwy"]),
    ("betwsycoed", ["conwy"]),
    ("llandundo", ["conwy"]),
    ("Somereset", ["somerset"]),
    ("i live in somerest", ["somerset"]),
    ("carmarthan", ["mid_and_west_wales"]),
    ("abergelle", ["conwy"]),
    ("aberystwith", ["mid_and_west_wales"]),
    ("northalerton", ["north_yorkshire"]),
    ("scarbrough", ["north_yorkshire"]),
    ("harogate", ["north_yorkshire"]),
    ("Llandudno Junction", ["conwy"]),
    ("cyffordd llandudno", ["conwy"]),
    ("Newport Pagnell", ["england"]),
    ("Bath and North East Somerset", ["england"]),
    ("bath & north east somerset", ["england"]),
    ("North Somerset", ["england"]),
    ("York", ["england"]),
    ("north york", ["england"]),
    ("North Yorkshire", ["north_yorkshire"]),
    ("north yorks council", ["north_yorkshire"]),
    ("Towyn", ["conwy"]),
    ("Tywyn", ["wales"]),
    ("England", ["england"]),
    ("Wales", ["wales"]),
    ("Lloegr", ["england"]),
    ("yn Lloegr", ["england"]),
    ("Cymru", ["wales"]),
    ("Yng Nghymru", ["wales"]),
    ("I'm in Taunton not Conwy", ["somerset"]),
    ("not Conwy, Somerset", ["somerset"]),
    ("we moved from Selby to Llandudno", ["conwy"]),
    ("symudon ni o Selby i Landudno", ["conwy"]),
    ("Conwy and Taunton", ["conwy", "somerset"]),
    ("nid Conwy, Gwlad yr Haf", ["somerset"]),
    ("dim Conwy, Ceredigion", ["mid_and_west_wales"]),
    ("I live in Reading", ["england"]),
    ("Reading", ["england"]),
    ("in Settle", ["north_yorkshire"]),
    ("street", ["somerset"]),
    ("I live in Street", ["somerset"]),
    ("i live in wells", ["somerset"]),
    ("Bow Street", ["mid_and_west_wales"]),
    ("Wells, Somerset", ["somerset"]),
    ("selby", ["north_yorkshire"]),
    ("in selby", ["north_yorkshire"]),
    ("Newport, Pembrokeshire", ["mid_and_west_wales"]),
    ("Richmond, North Yorkshire", ["north_yorkshire"]),
    ("Wellington Somerset", ["somerset"]),
    ("Casnewydd", ["wales"]),
    ("newport city council", ["wales"]),
    ("LL30", ["conwy"]),
    ("my postcode is ll30 2ab", ["conwy"]),
    ("TA1", ["somerset"]),
    ("Conwy's page", ["conwy"]),
    ("o'r Barri", ["wales"]),
    ("Sir Gâr", ["mid_and_west_wales"]),
    ("Ynys Mon", ["wales"]),
    ("Llandudno, Wales", ["conwy"]),
    ("Taunton in England", ["somerset"]),
    ("Cardiff council", ["wales"]),
    ("mid and west wales", ["mid_and_west_wales"]),
    ("mid wales", ["wales"]),
    ("north wales", ["wales"]),
    ("gogledd cymru", ["wales"]),
    ("colwin bay", ["conwy"]),
    ("colwyn bay", ["conwy"]),
    ("bae colwyn", ["conwy"]),
    ("ym mae colwyn", ["conwy"]),
    ("aber gele", ["conwy"]),
    ("Rhos on sea", ["conwy"]),
    ("London", ["england"]),
    ("Llundain", ["england"]),
    ("Bradford on Avon", ["england"]),
    ("Tunbridge Wells", ["england"]),
    ("Dinas Powys", ["wales"]),
    ("Newtown", ["mid_and_west_wales"]),
    ("y Drenewydd", ["mid_and_west_wales"]),
    ("Haverfordwest", ["mid_and_west_wales"]),
    ("Hwlffordd", ["mid_and_west_wales"]),
    ("Old Colwyn", ["conwy"]),
    ("Bridgewater", ["somerset"]),
    ("Burnham on Sea", ["somerset"]),
    ("yn Nhaunton", ["somerset"]),
    ("st davids", ["mid_and_west_wales"]),
    ("St. David's", ["mid_and_west_wales"]),
    ("saint davids", ["mid_and_west_wales"]),
    ("tyddewi", ["mid_and_west_wales"]),
    ("hay on wye", ["mid_and_west_wales"]),
    ("used to live in Selby now in Llandudno", ["conwy"]),
    ("my ex lives in Leeds", ["england"]),
    ("leeds not bradford", ["england"]),
    ("conwy or wales", ["conwy"]),
    ("dwi'n byw yn y Rhyl", ["wales"]),
    ("byw ym Mangor", ["wales"]),
    ("byw yng Nghaernarfon", ["wales"]),
    ("yn Aberystwyth", ["mid_and_west_wales"]),
    ("ger Llanrwst", ["conwy"]),
    ("tauton", ["somerset"]),
    ("in tauton", ["somerset"]),
    ("Wiltshire", ["england"]),
    ("Devon", ["england"]),
    ("kent council", ["england"]),
    ("Cyngor Conwy", ["conwy"]),
    ("cyngor Sir Gaerfyrddin", ["mid_and_west_wales"]),
    ("o gyngor conwy", ["conwy"]),
    ("why are you giving me answers for Wales I'm in England", ["england"]),
    ("this is for north yorkshire and im in somerset", ["somerset"]),
    ("i Gymru dwi isio'r atebion, nid i Loegr", ["wales"]),
    ("byw yn y Bala", ["wales"]),
    ("anghofia Conwy, Llandrindod ydw i", ["mid_and_west_wales"]),
    ("New Quay", ["mid_and_west_wales"]),
]
NO_PLACE = [
    "England and Wales",
    "Cymru a Lloegr",
    "can I speak Welsh",
    "I speak English",
    "Cymraeg",
    "Saesneg",
    "can I get help in reading the report",
    "we settle down",
    "they want to bury it",
    "on the street",
    "he is well",
    "high street",
    "my friend Selby",
    "Chelsea is my daughter",
    "Barry is the social worker",
    "LL18",
    "what is a child protection conference",
    "do I have to go to the meeting",
    "oes rhaid i mi fynd",
    "beth yw cynhadledd amddiffyn plant",
    "can I bring my mum",
    "pa fath o gynhadledd",
    "my social worker is Mrs Hastings",
    "I live on Taunton Road",
    "Stryd Conwy",
    "rather not say",
    "what season is it",
    "this is silly",
    "i am not in conwy",
    "llanfair pg",
    "will i be taken to court",
    "the report is pending",
    "my machgen",
    "fy machgen i",
    "in march",
    "dwi ddim yn byw yng Nghonwy",
    "sbio arni hi yn y bath",
    "pa fath o gyfarfod, o'r math hwn",
    "I went to one years ago",
    "My hands won't stop trembling",
    "It says Conwy at the top and I'm not in Conwy",
    "can i marry her",
]


@pytest.mark.parametrize(("area", "place"), [(area, place) for area, names in INSIDE.items() for place in names.split("|")])
def test_a_place_inside_an_area_belongs_to_it(finder, area, place):
    assert finder.find(place).areas == [area]
    assert finder.find(f"I live in {place}").areas == [area]


@pytest.mark.parametrize(("text", "areas"), BORDER_TRAPS)
def test_a_place_across_the_border_gets_its_nation_and_its_own_council(finder, text, areas):
    found = finder.find(text)
    assert found.areas == areas
    assert found.council is not None or text == "Cumbria"


@pytest.mark.parametrize(("text", "areas"), SAID)
def test_the_areas_of_a_message_are_found(finder, text, areas):
    assert finder.find(text).areas == areas


@pytest.mark.parametrize("text", NO_PLACE)
def test_words_that_are_no_place_are_left_alone(finder, text):
    found = finder.find(text)
    assert (found.areas, found.choices) == ([], [])


@pytest.mark.parametrize(
    ("text", "name", "choices"),
    [
        ("Newport", "Newport", 3),
        ("Newport in Wales", "Newport", 2),
        ("Richmond", "Richmond", 2),
        ("we live in Wellington", "Wellington", 2),
        ("Yorkshire", "Yorkshire", 2),
        ("Norton", "Norton", 2),
        ("yn Swydd Efrog", "Swydd Efrog", 2),
        ("Richmond in Yorkshire", "Richmond", 2),
    ],
)
def test_an_ambiguous_name_is_asked_about(finder, text, name, choices):
    found = finder.find(text)
    assert (found.areas, found.name, len(found.choices)) == ([], name, choices)


@pytest.mark.parametrize(
    ("text", "areas"),
    [("wells thanks", ["somerset"]), ("its street", ["somerset"]), ("settle please", ["north_yorkshire"])],
)
def test_a_name_that_is_also_a_word_counts_where_the_guide_has_asked(finder, text, areas):
    assert finder.find(text, bare=True).areas == areas
    assert finder.find(text).areas == []


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("I live in Rhyl", "Denbighshire"),
        ("Caerdydd", "Cardiff"),
        ("Bath", "Bath and North East Somerset"),
        ("Taunton", None),
    ],
)
def test_the_council_without_a_page_is_named(finder, text, council):
    found = finder.find(text).council
    assert (found.en if found else None) == council


def test_two_councils_of_one_nation_name_neither(finder):
    found = finder.find("Cardiff and Swansea")
    assert (found.areas, found.council) == (["wales"], None)


def test_the_spans_are_those_of_the_text_as_typed(finder):
    text = "Dwi’n byw yng  Nghonwy, nid yn Sir Gâr"
    assert [text[start:end] for start, end in finder.find(text).spans] == ["Nghonwy"]


def test_a_place_that_an_editor_adds_is_found(content: Content):
    conwy = content.areas["conwy"]
    changed = conwy.model_copy(update={"places": {**conwy.places, "Conwy": [*conwy.places["Conwy"], "Cwm Newyddbeth"]}})
    areas = {**content.areas, "conwy": changed}
    snapshot = Content(**{**content.__dict__, "areas": areas})
    assert PlaceFinder(snapshot).find("yng Nghwm Newyddbeth").areas == ["conwy"]


def test_every_postcode_of_the_content_leads_to_a_council_or_a_nation(content):
    assert {content.areas[area].kind for area in content.places.postcodes.values()} == {"council", "nation"}


def test_a_postcode_by_its_letters_counts_only_where_it_cannot_be_a_road(finder):
    assert finder.find("we are at CF10 …").areas == ["wales"]
    assert finder.find("LS1 …").areas == []  # LS crosses into North Yorkshire
    assert finder.find("coming up the M1 so might be late").areas == []
    assert finder.find("me and so on, n that").areas == []


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("his mum's in Swindon but the boys and their meeting are in Minehead", "somerset"),
        ("Ysgarborough gynt, ond mae'r ferch yn byw yn Abergele rwan", "conwy"),
        ("I was in Frome but I live in Brecon now", "mid_and_west_wales"),
    ],
)
def test_where_the_child_is_now_counts(finder, text, area):
    assert finder.find(text).areas == [area]


def test_the_index_is_ready_quickly_and_a_message_is_read_in_no_time(content):
    started = time.perf_counter()
    finder = PlaceFinder(content)
    built = time.perf_counter() - started
    message = "my daughter is nine, do we have to come to the meeting in Llandudno on Friday at 10 o'clock?"
    started = time.perf_counter()
    for _ in range(100):
        finder.find(message)
    each = (time.perf_counter() - started) / 100
    assert built < 3  # seconds, on a busy machine; 0.25 on a quiet one
    assert each < 0.005  # seconds, on a busy machine; 0.0004 on a quiet one
