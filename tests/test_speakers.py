"""Who is typing, where they say so of themselves, in both languages."""

from __future__ import annotations

import pytest

from conference_guide.content import Speaker
from conference_guide.speakers import find_speaker

GRANDPARENT = [
    "I'm the nan",
    "im the nan can i come",
    "I am their grandmother",
    "I'm the children's gran",
    "im the kids nan",
    "I'm a grandparent, can I go?",
    "we are the grandparents",
    "I'm the paternal grandfather",
    "I'm her great-grandmother",
    "I'm his nanny, do I get a letter",
    "my grandson's conference",
    "can I go to my granddaughter's meeting",
    "my grandchildren are on the register",
    "what happens to my grandkids",
    "As a grandparent, do I get a say?",
    "nan here, what do I do",
    "Our granddaughter lives with us",
    "fi yw mam-gu'r plant",
    "fi ydi nain y plant",
    "nain ydw i",
    "Taid y plant ydw i",
    "dwi'n nain i'r plant",
    "rwy'n fam-gu i'r plant",
    "mae cynhadledd fy ŵyr wythnos nesaf",
    "ga i ddod i gyfarfod fy wyres",
    "mae fy wyrion ar y gofrestr",
    "fi yw tad-cu'r bachgen",
    "ni ydi nain a taid y plant",
    "fel nain y plant, ga i ddod?",
    "mam-gu dwi",
]
SUPPORTER = [
    "I'm going with my friend to hers",
    "I'm going to support my sister",
    "im supporting my friend at her conference",
    "I've been asked to support my neighbour",
    "can I go with my sister to her meeting",
    "I'm coming along with a friend to her conference",
    "my friend has asked me to come with her",
    "my sister wants me to go with her",
    "I'm the supporter",
    "I'm her supporter, can I speak?",
    "I'm going to my friend's conference",
    "I am there to support my best mate",
    "how can I support my friend at her meeting",
    "dw i'n mynd yn gefn i fy chwaer",
    "dwi'n mynd i gefnogi fy ffrind",
    "rwy'n cefnogi fy ffrind",
    "dwi'n mynd efo fy ffrind i'w chyfarfod",
    "fi yw'r cefnogwr",
    "cefnogwr ydw i",
    "mae fy ffrind wedi gofyn i mi ddod",
    "ga i fynd gyda fy chwaer i'w chynhadledd",
    "fydda i'n mynd yn gwmni i fy ffrind",
    "wi'n mynd i gefnogi'n chwaer",
]
YOUNG_PERSON = [
    "I'm 14 and it's about me",
    "im 14 do i have to go",
    "I am 12 can I come",
    "14 here, can my friend come",
    "I'm only 11",
    "I'm thirteen and nobody tells me anything",
    "I'm 16 and the meeting is about me",
    "I'm 17, can my mum see what I say",
    "I'm the child",
    "I'm the young person, can I speak?",
    "there's a meeting about me on Monday",
    "I'm a 15 year old",
    "I'm 10 and I don't want to go",
    "im just a kid do they listen",
    "dwi'n 13 a nghyfarfod i ydi o",
    "dwi'n 14 oes rhaid i fi fynd",
    "dwi'n bymtheg oed",
    "14 ydw i",
    "fi ydi'r plentyn",
    "mae'r cyfarfod amdana i",
    "person ifanc ydw i",
    "rwy'n ddeuddeg oed, ga i ddod?",
    "wi'n 16 a ma'r gynhadledd amdana i",
    "13 oed ydw i",
]
NOBODY = [
    "can my mum come",
    "my 14 year old",
    "my nan wants to come",
    "can the grandparents go",
    "can their gran come with me",
    "my son's nan looks after him",
    "the children live with their grandparents",
    "can I bring a friend",
    "can my sister support me",
    "I'm going with my solicitor",
    "I'm going with my friend",
    "my friend is coming with me to my conference",
    "my friend's conference was awful",
    "I'm supporting my children",
    "I'm 17 and pregnant",
    "I'm 16 and my baby is 2 months",
    "I'm 16",
    "I'm 34",
    "I'm 15 weeks",
    "I'm 10 minutes late",
    "I'm 12 weeks pregnant",
    "is the meeting about me or my child",
    "what do they say about me",
    "I'm a mum at 15",
    "my daughter is 14 and it's about her",
    "I'm the mum",
    "I'm a nanny for a family",
    "I'm in a support group",
    "who is the supporter",
    "is my mum invited as the nan",
    "I'm worried about the nan",
    "I'm not the nan",
    "gaiff fy mam ddod",
    "mae nain y plant eisiau dod",
    "gaiff nain a taid ddod",
    "mae mam-gu yn gofalu amdanyn nhw",
    "ga i ddod â ffrind",
    "gaiff fy chwaer fy nghefnogi",
    "dwi'n mynd efo fy nghyfreithiwr",
    "mae fy ffrind yn dod gyda fi",
    "mae fy mab yn 14",
    "dwi'n 34",
    "dwi'n 16 a disgwyl",
    "dwi'n 12 wythnos yn feichiog",
    "fi yw'r fam",
    "beth maen nhw'n ddweud amdana i",
    "pwy yw'r cefnogwr",
    "a yw'r cyfarfod amdana i neu fy mhlentyn",
    "dwi'n cefnogi fy mhlant",
    "mae fy merch yn bymtheg",
    "dwi'n byw gyda mam-gu'r plant",
    "plant ydyn nhw",
    "i was 14 when it happened",
    "my brother is the dad",
    "how do supporters get invited",
    "sut mae cefnogwr yn cael gwahoddiad",
]
CASES = [
    *((text, "grandparent") for text in GRANDPARENT),
    *((text, "supporter") for text in SUPPORTER),
    *((text, "young_person") for text in YOUNG_PERSON),
]


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_who_speaks_is_known_where_they_say_so_of_themselves(text, speaker):
    assert find_speaker(text) == speaker


@pytest.mark.parametrize("text", NOBODY)
def test_somebody_who_is_only_mentioned_is_not_the_one_who_speaks(text):
    assert find_speaker(text) is None


def test_every_speaker_that_is_found_can_have_words_of_their_own():
    assert {speaker for _, speaker in CASES} == {speaker.value for speaker in Speaker}
