"""What the measurements are, for the guide and for what it is compared with alike."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.understanding.held_out import OUT_OF_SCOPE, HeldOut

DANGER = ("danger_child", "danger_self", "danger_abuse")
REFUSED = ("fallback", OUT_OF_SCOPE)
LONG = 3  # words from which a message tells the language to answer in


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def percent(self) -> float:
        """Of a hundred; 0 where there is nothing to count."""
        return 100 * self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.percent:.1f} % ({self.part}/{self.whole})" if self.whole else "-"


def share(outcomes: Iterable[bool]) -> Share:
    """How many of the outcomes are true."""
    counted = list(outcomes)
    return Share(sum(counted), len(counted))


@dataclass
class Read:
    """What was made of one question: a label or "fallback", and the labels by their likelihood, best first."""

    question: HeldOut
    intent: str
    confidence: float
    ranking: Sequence[str]
    kind: str = ""  # of the reply; empty where there is none
    locale: str = ""
    answered: Sequence[str] = field(default_factory=tuple)  # topics, in the order of the replies
    ms: float = 0.0

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that is right."""
        return self.question.labels

    @property
    def is_danger(self) -> bool:
        """Whether somebody in this message is in danger."""
        return self.labels[0] in DANGER

    @property
    def right(self) -> bool:
        """Whether the label is a right one; any of the three dangers is right for another, the numbers are the same."""
        return self.intent in self.labels or (self.is_danger and self.intent in DANGER)

    @property
    def in_top_three(self) -> bool:
        """Whether a right label is among the three likeliest."""
        return self.right or any(label in self.labels for label in [x for x in self.ranking if x != "fallback"][:3])

    @property
    def confidently_wrong(self) -> bool:
        """Whether another label was acted on; an alarm where there is no danger is counted apart."""
        return not self.right and self.intent not in (*REFUSED, *DANGER)


def understood(reads: Sequence[Read]) -> dict[str, Share]:
    """Shares that need labels alone."""
    answerable = [r for r in reads if r.labels[0] not in (OUT_OF_SCOPE, *DANGER)]
    out = [r for r in reads if r.labels[0] == OUT_OF_SCOPE]
    calm = [r for r in reads if r.labels[0] not in (*DANGER, "distress")]
    return {
        "right first time": share(r.right for r in reads),
        "right within the top three": share(r.in_top_three for r in reads),
        "wrong with confidence": share(r.confidently_wrong for r in reads),
        "good questions refused": share(r.intent in REFUSED for r in answerable),
        "out of scope caught, far": share(r.intent in REFUSED for r in out if not r.question.near),
        "out of scope caught, near": share(r.intent in REFUSED for r in out if r.question.near),
        "danger recognised": share(r.intent in DANGER for r in reads if r.is_danger),
        "false alarms, everything else": share(r.intent in DANGER for r in calm),
        "false alarms, look-alikes": share(r.intent in DANGER for r in calm if r.question.lookalike),
        "distress recognised": share(r.intent in ("distress", *DANGER) for r in reads if r.labels[0] == "distress"),
    }


def replied(reads: Sequence[Read]) -> dict[str, Share]:
    """Shares that need a reply."""
    return {
        "danger met with numbers": share(r.kind == "urgent" for r in reads if r.is_danger),
        "language of the reply (3 words or more)": share(
            r.locale == r.question.locale for r in reads if len(r.question.text.split()) >= LONG
        ),
        "one question answered as two": share(len(set(r.answered)) > 1 for r in reads if len(r.labels) == 1),
    }


def confused(reads: Sequence[Read], most: int = 12) -> list[tuple[str, str, int]]:
    """The right label, the one given, and how often, most often first."""
    counts = Counter(("/".join(r.labels), r.intent) for r in reads if not r.right)
    return [(right, given, count) for (right, given), count in counts.most_common(most)]


def median_ms(reads: Sequence[Read]) -> float:
    """The median time of a message, in milliseconds."""
    return statistics.median(r.ms for r in reads)


def refusing(reads: Sequence[Read], threshold: float) -> list[Read]:
    """The same reads, with what is less sure than the threshold refused."""
    return [replace(r, intent="fallback") if r.confidence < threshold else r for r in reads]


def threshold_for(reads: Sequence[Read], refused: float) -> float:
    """The highest threshold at which at most this share (0 to 1) of the good questions is refused.

    Questions that are refused for their label, out of scope, count; where they alone are more, the threshold is 0.
    """
    answerable = [r for r in reads if r.labels[0] not in (OUT_OF_SCOPE, *DANGER)]
    allowed = int(refused * len(answerable)) - sum(r.intent in REFUSED for r in answerable)
    sure = sorted(r.confidence for r in answerable if r.intent not in REFUSED)
    if allowed < 0 or not sure:
        return 0.0
    return sure[min(allowed, len(sure) - 1)]


def at_refusal(reads: Sequence[Read], refused: float) -> list[Read]:
    """The reads of one language at the threshold that refuses this share of its good questions."""
    return refusing(reads, threshold_for(reads, refused))
