"""Places in what a parent types: which area they lie in, in English and Welsh.

The names come from `content/`, so editors add a village without touching code. They are kept in a plain dictionary
by first word: some 5,000 names with their mutations are ready in a fifth of a second and looked up in microseconds,
where spaCy's PhraseMatcher would build a document for each name, and its fuzzy matching compares with every pattern.
Typing mistakes are found through a dictionary of names with one or two letters left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from conference_guide.content import Area, Content, Council, LocalisedText, PlaceChoice
from conference_guide.not_places import NOT_PLACES
from conference_guide.text import fold
from conference_guide.typed import Typed, fold_in_place, mutations


@dataclass(frozen=True)
class PlaceFound:
    """The places found in a message.

    `areas`: ids of the areas they lie in, in order of mention, none twice. `council`: the name of the council where it
    has no page of ours. `choices`: what an ambiguous name may mean; the guide asks. `name`: that ambiguous name.
    """

    areas: list[str] = field(default_factory=list)
    council: LocalisedText | None = None
    choices: list[PlaceChoice] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    name: str | None = None


@dataclass(frozen=True)
class _Place:
    """What a name stands for: an area, perhaps a council in it, or a choice."""

    area: str
    council: LocalisedText | None = None
    choices: tuple[PlaceChoice, ...] = ()
    label: str = ""
    whole_nation: bool = False  # "Wales" itself, not a part of it


@dataclass(frozen=True)
class _Name:
    """One way to write a place: its words, and whether it needs a word such as "in" before it."""

    words: tuple[str, ...]
    place: _Place
    needs_cue: bool = False


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


@dataclass(frozen=True)
class _Hit:
    first: int  # token index
    last: int
    place: _Place


_TOKEN = re.compile(r"[a-z0-9]+|&")
_POSSESSIVE = re.compile(r"'s(?![a-z])")
_MAKE_SAME = {"&": "and", "saint": "st", "upon": "on"}

_CUES = frozenset("in from near around outside yn yng ym ger o lives live based".split())  # noqa: SIM905
_MOVE_CUES = frozenset({("moved", "to"), ("moving", "to"), ("move", "to"), ("back", "to"), ("wedi", "i"), ("symud", "i")})
_WELSH_CUES = frozenset({"yn", "yng", "ym", "i", "o", "ger", "a", "am", "at", "neu", "gan", "dros", "drwy", "heb", "hyd"})
_ARTICLES = frozenset({"y", "yr", "r"})
_COUNCIL_AFTER = frozenset({"council", "county", "borough", "city", "social", "childrens", "children", "safeguarding", "area"})
_COUNCIL_BEFORE = frozenset({"cyngor", "gyngor", "nghyngor", "tref", "dinas", "sir"})
# "in reading the report" is not in Reading.
_NOT_AFTER_WORD = frozenset(
    {"the", "my", "this", "it", "her", "his", "a", "an", "your", "our", "their", "about", "that", "these", "out",
     "what", "and", "or", "through", "them", "him", "me", "us", "you", "down", "up", "y", "yr", "r", "lights"}
)  # fmt: skip
_STREETS = frozenset(
    {
        "road",
        "rd",
        "street",
        "st",
        "avenue",
        "ave",
        "lane",
        "close",
        "drive",
        "terrace",
        "crescent",
        "way",
        "arms",
        "gardens",
    }
)
_STREETS_BEFORE = frozenset({"stryd", "ffordd", "heol", "lon", "rhodfa", "maes"})
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "pc", "dc", "sgt", "judge", "called", "named", "uncle", "auntie"})
# Longer names that hold a place and mean something else.
_OTHER_NAMES = (
    "new south wales",
    "prince of wales",
    "princess of wales",
    "bank of england",
    "church of england",
    "church in wales",
)
_NEGATIONS = re.compile(
    r"(?:\b(?:not|isn'?t|aren'?t|wasn'?t|no longer|never|don'?t live|dont live|nid|ddim|dim|nage|"
    r"instead of|rather than|yn lle|yn hytrach na|"
    r"used to live|used to be|left|moved away|originally|forget|stop using|anghofiwch|anghofia|gadael|"
    r"arfer byw)(?: (?:in|from|live in|living in|at|near|i|yn|yng|ym|o|y|yr|(?:yn )?byw(?: yn| yng|"
    r" ym)?))?"
    r"|\bnot (?:in|from) the) $"
)
_FROM = re.compile(r"\b(?:from|o|left)(?: (?:y|yr|the))? $")
_TO = re.compile(
    r"\b(?:to|i|into|now|now in|nawr yn|nawr yng|nawr ym|rwan yn|rwan yng|rwan ym)(?: (?:y|yr|in|yn|yng|ym|"
    r"live in|living in))? $"
)
_BUT = re.compile(r"\b(?:but|ond|though|whereas)\b")
_OF_THE_CHILD = re.compile(
    r"\b(?:kids?|child(?:ren)?|baby|son|daughter|lad|girls?|boys?|conference|meeting|"
    r"b?plant|phlant|(?:f?m|f)ab|merch|hogyn|hogan|crwt|groten|bychan|babi|(?:cyn|gyn)hadledd|g?cyfarfod)\b"
)
_OF_ANOTHER = re.compile(r"\b(?:dad|father|mum|mother|ex|partner|gran|nan|tad|dad|mam|nain|taid|mamgu|tadcu|cyn bartner)\b")
_ONCE = re.compile(r" (?:gynt|before|once|originally|o'r blaen)\b")
_OUTWARD = re.compile(r"([a-z]{1,2})\d[a-z\d]?")
_INWARD = re.compile(r" ?(?:…|\d[a-z]{2}\b)")  # the second half is hidden before a message gets here (text.py)
_NEARBY = 30  # characters
_NOW = re.compile(r"\b(?:now|nawr|rwan|erbyn hyn|bellach)\b")
# What the page shows, or where they used to be: it gives way to a place said of themselves.
_SHOWN = re.compile(
    r"\b(?:answers? for|(?:this|it|that) is for|says|said|pressed|picked|chose|lived in|assumed i'?m in|"
    r"think i'?m in|ar gyfer|atebion|deud|dweud|gweud|"
    r"ddewisa?i?s i)(?: (?:the|y|yr))? $"
)
_OF_THEMSELVES = re.compile(
    r"\b(?:i'?m in|i am in|we'?re in|we are in|i live in|we live in|i'?m from|dwi'n|dwi o|dwi y[mn]g?|"
    r"fi'n byw y[mn]g?|dwi'n byw y[mn]g?|ni'n byw y[mn]g?|fi o|"
    r"rwy'n byw y[mn]g?|use|set it to|put)(?: (?:y|yr))? $"
)
_FILLERS = frozenset(
    [
        "um",
        "er",
        "its",
        "it",
        "s",
        "is",
        "i",
        "im",
        "am",
        "m",
        "in",
        "from",
        "near",
        "live",
        "at",
        "the",
        "we",
        "re",
        "yn",
        "yng",
        "ym",
        "o",
        "i",
        "r",
        "y",
        "yr",
        "ger",
        "byw",
        "dwi",
        "rydw",
        "rwy",
        "n",
        "w",
        "we're",
        "our",
        "my",
        "council",
        "county",
        "area",
        "please",
        "thanks",
        "diolch",
        "ie",
        "yes",
        "yeah",
        "sorry",
        "hi",
        "hello",
        "just",
        "mae",
        "cyngor",
        "sir",
        "town",
        "city",
        "village",
    ]
)

_POSTCODE = re.compile(r"(?<![\w])([a-z]{1,2}\d[a-z\d]?)(?: ?\d[abd-hjlnp-uw-z]{2})?(?![\w])")

_SHORTEST_TYPO = 6  # letters of the name; shorter names are matched exactly
_SHORTEST_TWO_TYPOS = 10
_SURE_WITHOUT_CUE = 8  # letters of a mistyped name that needs no word such as "in" before it
_PREFIX = 11  # letters of a name by which its mistyped forms are found


def _tokens(text: str) -> list[_Token]:
    """The words of folded text; "Conwy's" is "conwy", "o'r" is "o", "r"."""
    bare = _POSSESSIVE.sub("  ", text)
    return [_Token(_MAKE_SAME.get(m.group(), m.group()), m.start(), m.end()) for m in _TOKEN.finditer(bare)]


def _spellings(name: str) -> set[tuple[str, ...]]:
    """The ways to write a name: with spaces or hyphens, joined where it has hyphens, "St David's" as "St Davids"."""
    folded = fold_in_place(name).text
    found = {tuple(token.word for token in _tokens(folded))}
    if "'" in folded:
        found.add(tuple(token.word for token in _tokens(folded.replace("'", ""))))
    if "-" in folded:
        found.add(tuple(token.word for token in _tokens(folded.replace("-", ""))))
    found |= {words[1:] for words in found if len(words) > 1 and words[0] in ("y", "yr")}  # "o'r Barri"
    return {words for words in found if words}


def _without(word: str, most: int) -> set[str]:
    """The beginning of a word with up to `most` letters left out, itself included."""
    found = latest = {word[:_PREFIX]}
    for _ in range(most):
        latest = {shorter[:gap] + shorter[gap + 1 :] for shorter in latest for gap in range(len(shorter))}
        found = found | latest
    return found


def _typos(name: str) -> int:
    """How many typing mistakes a name of that length may hold."""
    return 0 if len(name) < _SHORTEST_TYPO else 1 if len(name) < _SHORTEST_TWO_TYPOS else 2


def _distance(one: str, other: str) -> int:
    """Typing mistakes between two words: letters added, left out, changed, or two side by side swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]


def _names_of(area_id: str, area: Area) -> Iterator[tuple[str, _Place]]:
    """Every name that an area's file gives, with what it stands for."""
    own = _Place(area_id, whole_nation=False)
    nation = _Place(area_id, whole_nation=area.kind == "nation")
    for name in (area.name.en, area.name.cy):
        yield name, nation
    for name in area.names:
        yield name, own
    for district, names in area.places.items():
        yield district, own
        for name in names:
            yield name, own
    for council in area.councils:
        yield from _names_of_council(area_id, council)


def _names_of_council(area_id: str, council: Council) -> Iterator[tuple[str, _Place]]:
    place = _Place(area_id, council=council.name)
    for name in (council.name.en, council.name.cy, *council.names, *council.places):
        yield name, place


def _texts(value: object) -> Iterator[str]:
    """Every text inside a content model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


class PlaceFinder:
    """Finds places in messages; made once for each snapshot of the content."""

    def __init__(self, content: Content):
        self._areas = content.areas
        self._postcodes = {code.lower(): area for code, area in content.places.postcodes.items()}
        self._names: dict[str, list[_Name]] = {}
        self._typed_wrong: dict[str, list[tuple[str, int, _Place]]] = {}  # name, number of its words, place
        self._inner_words: set[str] = set()  # words of names that have more than one
        self._joined: dict[str, _Place] = {}  # long names in one word
        self._words = NOT_PLACES | self._content_words(content)
        self._ordinary = {words for name in content.places.ordinary_words for words in _spellings(name)}
        self._build(content)

    @staticmethod
    def _content_words(content: Content) -> set[str]:
        texts = [text for topic in content.topics.values() for text in _texts(topic.model_dump())]
        texts += [text for reply in content.replies.values() for text in _texts(reply.model_dump())]
        return {word for text in texts for word in _TOKEN.findall(fold(text))}

    def _build(self, content: Content) -> None:
        exact: dict[tuple[str, ...], _Place] = {}
        for choice in content.places.ambiguous:
            for words in _spellings(choice.name):
                exact[words] = _Place("", choices=tuple(choice.choices), label=choice.name)
        # Areas with a page first: where a name stands twice, theirs is the one we can answer for.
        order = sorted(content.areas, key=lambda area_id: ("nations", "council", "nation").index(content.areas[area_id].kind))
        for area_id in order:
            for name, place in _names_of(area_id, content.areas[area_id]):
                for words in _spellings(name):
                    exact.setdefault(words, place)
        for words, place in exact.items():
            self._add(_Name(words, place, needs_cue=words in self._ordinary))
        for words, place in exact.items():
            for changed in mutations(words[0]):
                mutated = (changed, *words[1:])
                if mutated not in exact and self._mutation_stands(mutated):
                    self._add(_Name(mutated, place, needs_cue=self._mutation_needs_cue(words, mutated, place)))
        for words, place in exact.items():
            if words not in self._ordinary:
                self._add_typos("".join(words), len(words), place)
            if len(words) > 1:
                self._inner_words.update(word for word in words if len(word) > 2 and word not in ("the", "and"))
            elif len(words[0]) >= _SURE_WITHOUT_CUE:
                self._joined[words[0]] = place
        for names in self._names.values():
            names.sort(key=lambda name: -len(name.words))

    def _mutation_needs_cue(self, words: tuple[str, ...], mutated: tuple[str, ...], place: _Place) -> bool:
        english = self._nation(place.area) == "england"
        return len(mutated) == 1 and (english or len(mutated[0]) < 5 or words in self._ordinary)

    def _mutation_stands(self, mutated: tuple[str, ...]) -> bool:
        """Whether a mutated name can be told from a word: "Bath" as "fath" and "Gwent" as "went" cannot."""
        return len(mutated) > 1 or mutated == ("ryl",) or (len(mutated[0]) > 4 and mutated[0] not in NOT_PLACES)

    def _add(self, name: _Name) -> None:
        self._names.setdefault(name.words[0], []).append(name)

    def _add_typos(self, joined: str, count: int, place: _Place) -> None:
        if _typos(joined):
            for key in _without(joined, _typos(joined)):
                self._typed_wrong.setdefault(key, []).append((joined, count, place))

    # ------------------------------------------------------------ finding

    def find(self, text: str, bare: bool = False) -> PlaceFound:
        """The places in a message.

        Args:
            text: the message as typed.
            bare: the guide has just asked for the area, so "Wells" or "Street" is a place here.
        """
        typed = fold_in_place(text)
        tokens = _tokens(typed.text)
        hits = self._hits(typed.text, tokens, bare)
        hits = self._affirmed(typed.text, tokens, hits)
        return self._result(typed, tokens, hits)

    def _hits(self, text: str, tokens: list[_Token], bare: bool) -> list[_Hit]:
        hits: list[_Hit] = []
        position = 0
        while position < len(tokens):
            name = self._exact_at(tokens, position, bare)
            if name:
                hits.append(_Hit(position, position + len(name.words) - 1, name.place))
                position += len(name.words)
                continue
            hit = self._postcode_at(text, tokens, position, bare) or self._typo_at(tokens, position, bare)
            if hit:
                hits.append(hit)
                position = hit.last
            position += 1
        return [hit for hit in hits if hit.place.area != "england_and_wales"]

    def _exact_at(self, tokens: list[_Token], position: int, bare: bool) -> _Name | None:
        for name in self._names.get(tokens[position].word, ()):
            end = position + len(name.words)
            if tuple(token.word for token in tokens[position:end]) == name.words and self._stands(
                name, tokens, position, end, bare
            ):
                return name
        return None

    def _stands(self, name: _Name, tokens: list[_Token], start: int, end: int, bare: bool) -> bool:
        """Whether the words around a name let it be a place."""
        before = tokens[start - 1].word if start else ""
        after = tokens[end].word if end < len(tokens) else ""
        if before in _TITLES or before in _STREETS_BEFORE or after in _STREETS:
            return False
        if not name.needs_cue:
            return True
        rest = [token.word for token in (*tokens[:start], *tokens[end:])]
        if not rest or (bare and all(word in _FILLERS or (word,) in self._ordinary for word in rest)):
            return True
        if after in _COUNCIL_AFTER or before in _COUNCIL_BEFORE or self._place_starts(tokens, end):
            return True
        if before in _ARTICLES and start > 1 and self._nation(name.place.area) == "wales":  # "yn y Bala"
            before = tokens[start - 2].word
        earlier = tokens[start - 2].word if start > 1 else ""
        cued = before in _CUES or (earlier, before) in _MOVE_CUES or (name.words not in self._ordinary and before in _WELSH_CUES)
        return cued and after not in _NOT_AFTER_WORD

    def _place_starts(self, tokens: list[_Token], position: int) -> bool:
        """Whether a place that needs no cue follows, as in "Wells, Somerset"."""
        if position >= len(tokens):
            return False
        return any(
            not name.needs_cue and tuple(token.word for token in tokens[position : position + len(name.words)]) == name.words
            for name in self._names.get(tokens[position].word, ())
        )

    def _postcode_at(self, text: str, tokens: list[_Token], position: int, bare: bool) -> _Hit | None:
        """A postcode by its first half; by the letters alone only where it cannot be a road or a model number."""
        token = tokens[position]
        area = None if token.word.isalpha() else self._postcodes.get(token.word)
        if area is None and (match := _OUTWARD.fullmatch(token.word)):
            whole = bare or len(tokens) == 1 or _INWARD.match(text[token.end :]) is not None
            area = self._postcodes.get(match.group(1)) if whole else None
        return _Hit(position, position, _Place(area)) if area in self._areas else None

    def _typo_at(self, tokens: list[_Token], position: int, bare: bool) -> _Hit | None:
        """A name written with a typing mistake or wrongly split, the longest first."""
        for length in range(min(4, len(tokens) - position), 0, -1):
            window = [token.word for token in tokens[position : position + length]]
            if not any(len(word) > 3 and word not in self._words and not word.isdigit() for word in window):
                continue
            place = self._joined.get("".join(window))
            if not place and (length == 1 or (window[0] in self._inner_words or window[-1] in self._inner_words)):
                sure = bare or len(tokens) == length or self._cued(tokens, position, position + length)
                place = self._nearest("".join(window), length, sure)
            if place and any(self._other_place_at(tokens, inner, place) for inner in range(position + 1, position + length)):
                continue  # "north York" is York, not North Yorkshire mistyped
            if place and self._stands(_Name(tuple(window), place), tokens, position, position + length, bare):
                return _Hit(position, position + length - 1, place)
        return None

    def _other_place_at(self, tokens: list[_Token], position: int, place: _Place) -> bool:
        """Whether a well-spelt place of another area begins at a word."""
        name = self._exact_at(tokens, position, bare=False)
        return bool(name and not name.place.choices and name.place.area != place.area)

    def _cued(self, tokens: list[_Token], start: int, end: int) -> bool:
        """Whether a word such as "in" stands before, or "council" after."""
        before = [token.word for token in tokens[max(0, start - 2) : start]]
        if before and before[-1] in _ARTICLES:
            before.pop()
        after = tokens[end].word if end < len(tokens) else ""
        return (
            bool(before and (before[-1] in _CUES or before[-1] in _WELSH_CUES))
            or after in _COUNCIL_AFTER
            or (tuple(before) in _MOVE_CUES)
        )

    def _nearest(self, joined: str, count: int = 1, sure: bool = False) -> _Place | None:
        """The one place a word may have been meant for; None where two places are as near.

        Args:
            joined: the word or words typed, without spaces.
            count: how many words they are; one word may stand for a longer name, several only for as many.
            sure: a place is expected here, so that a shorter name will do.
        """
        if len(joined) < (_SHORTEST_TYPO if sure else _SURE_WITHOUT_CUE) - 1 or joined in self._words:
            return None
        most = 2 if len(joined) >= _SHORTEST_TWO_TYPOS - 2 else 1
        candidates = {found for key in _without(joined, most) for found in self._typed_wrong.get(key, ())}
        near = []
        for name, words, place in candidates:
            if name[0] == joined[0] and count in (1, words) and (sure or len(name) >= _SURE_WITHOUT_CUE):
                distance = _distance(joined, name)
                if distance <= _typos(name):
                    near.append((distance, place))
        if not near:
            return None
        best = min(distance for distance, _ in near)
        places = {place for distance, place in near if distance == best}
        return places.pop() if len({(place.area, place.label) for place in places}) == 1 else None

    # ------------------------------------------------------------ which of them is meant

    def _affirmed(self, text: str, tokens: list[_Token], hits: list[_Hit]) -> list[_Hit]:
        """The places without those that are denied or left behind: "not Conwy", "from Selby to Llandudno"."""
        kept: list[_Hit] = []
        for hit in hits:
            before = text[: tokens[hit.first].start]
            if _NEGATIONS.search(before):
                kept = [other for other in kept if other.place != hit.place]
                continue
            if kept and (
                (_TO.search(before) and _FROM.search(text[: tokens[kept[-1].first].start]))
                or _NOW.search(text[tokens[kept[-1].last].end : tokens[hit.first].start])
                or self._is_of_the_child(text, tokens, kept[-1], hit)
            ):
                kept.pop()
            kept.append(hit)
        if any(_OF_THEMSELVES.search(text[: tokens[hit.first].start]) for hit in kept):
            shown = [hit for hit in kept if _SHOWN.search(text[: tokens[hit.first].start])]
            kept = [hit for hit in kept if hit not in shown] or kept
        return kept

    @staticmethod
    def _is_of_the_child(text: str, tokens: list[_Token], earlier: _Hit, later: _Hit) -> bool:
        """Whether the later place is where the child or the meeting is now, and the earlier one somebody else's or past."""
        start, end = tokens[earlier.last].end, tokens[later.first].start
        between, after = text[start:end], text[tokens[later.last].end :][:_NEARBY]
        turned = bool(_BUT.search(between))
        of_child = bool(_OF_THE_CHILD.search(between))
        of_another = bool(_OF_ANOTHER.search(text[: tokens[earlier.first].start][-_NEARBY:]) or _ONCE.match(between))
        if turned and _NOW.search(after):
            return True
        # Where the parent says they live themselves, it may be either: the guide asks.
        own = _OF_THEMSELVES.search(text[: tokens[earlier.first].start])
        return not own and of_child and (turned or of_another)

    def _nation(self, area_id: str) -> str | None:
        while area_id and self._areas[area_id].kind != "nation":
            area_id = self._areas[area_id].parent or ""
        return area_id or None

    def _choices_left(self, hit: _Hit, plain: list[_Hit]) -> list[PlaceChoice]:
        """The choices of an ambiguous name that agree with the other places of the message."""
        choices = list(hit.place.choices)
        for other in plain:
            if other.place.whole_nation:
                fitting = [choice for choice in choices if self._nation(choice.area) == other.place.area]
            else:
                fitting = [choice for choice in choices if choice.area == other.place.area]
            if fitting:
                choices = fitting
        return choices

    def _result(self, typed: Typed, tokens: list[_Token], hits: list[_Hit]) -> PlaceFound:
        plain = [hit for hit in hits if not hit.place.choices]
        found: list[_Hit] = []
        choices: list[PlaceChoice] = []
        name = None
        for hit in hits:
            if not hit.place.choices:
                found.append(hit)
                continue
            left = self._choices_left(hit, plain)
            if len(left) == 1:
                found.append(_Hit(hit.first, hit.last, _Place(left[0].area)))
            elif not choices:
                choices, name = left, hit.place.label
        areas = list(dict.fromkeys(hit.place.area for hit in found))
        nations = {self._nation(area) for area in areas if self._areas[area].kind == "council"}
        councils = {hit.place.council for hit in found if hit.place.council}
        loose = {hit.place.area for hit in found if hit.place.council}  # a nation that stands for a council of its own
        nations_only = {area for area in areas if self._areas[area].kind == "nation" and area in nations and area not in loose}
        if choices:  # "Newport, Wales": the nation only narrows the choice
            nations_only |= {hit.place.area for hit in found if hit.place.whole_nation}
        return PlaceFound(
            areas=[area for area in areas if area not in nations_only],
            council=councils.pop() if len(councils) == 1 else None,
            choices=choices,
            spans=[typed.span(tokens[hit.first].start, tokens[hit.last].end) for hit in hits],
            name=name,
        )
