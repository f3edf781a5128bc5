"""The model in use: the newest good one, and its successor as soon as there is one, without a restart."""

from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from conference_guide.models import files_stamp, good_models, hash_of

logger = logging.getLogger(__name__)

FIRST_WORDS = "pwy fydd yno"  # the first message pays for lazy loading, so it is ours


class LiveModel:
    """Keeps an agent on the newest model that is whole and loads; an older one stays in use while a newer does not.

    `problem` tells the operator what is wrong with newer models, or that there is none; None when all is well.
    """

    def __init__(self, agent: Agent, models: Path, look_every: float = 1.0):
        """Nothing loaded yet.

        Args:
            agent: Rasa's agent; its conversations stay when its model changes.
            models: the folder with the models.
            look_every: seconds between two looks at the folder.
        """
        self.problem: str | None = None
        self.hash: str | None = None
        self._agent = agent
        self._models = models
        self._look_every = look_every
        self._stamp: object = None
        self._looking = threading.Lock()

    def look(self) -> MessageProcessor | None:
        """The newest good model, loaded and tried out, if it is another than the one in use.

        It takes seconds and touches nothing that is in use, so it can run in a thread.
        """
        with self._looking:
            stamp = files_stamp(self._models)
            if stamp == self._stamp:
                return None
            self._stamp = stamp
            return self._load_newest()

    def _load_newest(self) -> MessageProcessor | None:
        problems: list[str] = []
        agent, loaded = self._agent, None
        for path in good_models(self._models, problems):
            found = hash_of(path)
            if found == self.hash:
                break
            try:
                loaded = MessageProcessor(path, agent.tracker_store, agent.lock_store, agent.nlg, agent.action_endpoint)
                asyncio.run(loaded.parse_message(UserMessage(FIRST_WORDS, metadata={})))
            except Exception as error:  # a corrupt archive or a missing encoder can fail in any way
                problems.append(
                    f"{path.name} does not load ({type(error).__name__}): the one before it is used; run `make train`"
                )
                loaded = None
                continue
            self.hash = found
            break
        else:
            problems.append(
                "no model in models/: run `make train`"
                if self.hash is None
                else "no good model in models/: the one loaded is used"
            )
        told, self.problem = self.problem, "; ".join(problems) or None
        if self.problem and self.problem != told:
            logger.error("the model: %s", self.problem)
        return loaded

    def use(self, processor: MessageProcessor) -> None:
        """Takes a loaded model into use; the turn under way ends with the one it began with.

        Args:
            processor: what `look` returned; call this on the event loop.
        """
        agent = self._agent
        processor.action_endpoint = agent.action_endpoint
        agent.processor = processor
        agent.domain = agent.tracker_store.domain = processor.domain
        logger.warning("the model %s is in use", processor.model_filename)

    def load(self) -> None:
        """Loads the newest good model and takes it into use, all at once."""
        processor = self.look()
        if processor is not None:
            self.use(processor)

    async def keep_looking(self) -> None:
        """Swaps in every newer good model, as long as the server runs."""
        while True:
            try:
                processor = await asyncio.get_running_loop().run_in_executor(None, self.look)
                if processor is not None:
                    self.use(processor)
            except OSError as error:
                logger.error("the folder of models cannot be read: %s", type(error).__name__)
            await asyncio.sleep(self._look_every)
