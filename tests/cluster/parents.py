"""A light generator of load: parents who each have a conversation, and know what should be remembered of it."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from dataclasses import dataclass, field

from tests.cluster.cluster import NAME

# Two languages, several topics; none of them changes the area.
QUESTIONS = (
    "who will be there",
    "can i bring a solicitor",
    "pwy fydd yn y gynhadledd",
    "what happens after the meeting",
    "ga i ddod â ffrind",
    "how long does it take",
    "can i see the reports before",
    "beth yw'r grŵp craidd",
)


@dataclass
class Parent:
    """One conversation over one kept-open connection; plain sockets cost the machine less than a client library."""

    port: int
    tls: ssl.SSLContext
    area: str
    token: str | None = None
    seconds: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    answered: int = 0
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def _exchange(self, body: bytes) -> tuple[int, bytes]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port, ssl=self.tls, server_hostname=NAME)
        assert self._reader is not None
        head = f"POST /chat/messages HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(answer.split("content-length:", 1)[1].split("\r\n", 1)[0])
        return int(answer.split(" ", 2)[1]), await self._reader.readexactly(length)

    async def turn(self, number: int) -> None:
        """One question; everything that is not as it should be is noted."""
        message = {"text": QUESTIONS[number % len(QUESTIONS)], "conversation": self.token}
        if self.token is None:
            message["area"] = self.area
        started = time.perf_counter()
        try:
            status, body = await asyncio.wait_for(self._exchange(json.dumps(message).encode()), 20)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
            self.problems.append(type(error).__name__)
            self._writer = None
            return
        self.seconds.append(time.perf_counter() - started)
        if status != 200:
            self.problems.append(f"status {status}")
            return
        turn = json.loads(body)
        if not turn["replies"] or not turn["replies"][0]["text"]:
            self.problems.append("no reply")
        if turn["area"] != self.area:
            self.problems.append(f"{self.area} became {turn['area']}")
        if self.token is not None and turn["conversation"] != self.token:
            self.problems.append("a new conversation")
        self.token = turn["conversation"]
        self.answered += 1

    async def talk(self, until: float) -> None:
        number = 0
        while time.perf_counter() < until:
            await self.turn(number)
            number += 1
        if self._writer is not None:
            self._writer.close()


@dataclass
class Load:
    answered: int
    seconds: list[float]
    problems: list[str]
    lasted: float

    @property
    def per_second(self) -> float:
        return self.answered / self.lasted

    def percentile(self, share: float) -> float:
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


async def talk(cluster, parents: int, seconds: float, meanwhile=None) -> Load:
    """Parents who ask one question after another for some seconds; `meanwhile` runs beside them."""
    areas = ("conwy", "somerset", "north_yorkshire", "mid_and_west_wales")
    context = cluster.tls()
    people = [Parent(cluster.tls_port, context, areas[number % len(areas)]) for number in range(parents)]
    started = time.perf_counter()
    tasks = [person.talk(started + seconds) for person in people]
    await asyncio.gather(*tasks, *([meanwhile()] if meanwhile else []))
    return Load(
        answered=sum(person.answered for person in people),
        seconds=[taken for person in people for taken in person.seconds],
        problems=[problem for person in people for problem in person.problems],
        lasted=time.perf_counter() - started,
    )
