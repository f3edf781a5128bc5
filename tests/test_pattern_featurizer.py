from __future__ import annotations

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from conference_guide.nlu.pattern_featurizer import PatternFeaturizer, Synonyms
from conference_guide.text import unmutated

EXAMPLES = ["can my mum come", "who will be there", "ga i ddod â chyfreithiwr", "pwy fydd yno", "can she come with me"] * 2


@pytest.fixture
def trained(tmp_path):
    storage, resource = LocalModelStorage.create(tmp_path), Resource("patterns")
    component = PatternFeaturizer(storage, resource)
    component.train(TrainingData([Message({TEXT: text}) for text in EXAMPLES], entity_synonyms={"mum": "mam"}))
    return PatternFeaturizer.load({}, storage, resource, None)


def test_a_message_has_the_same_features_alone_as_in_training(trained):
    texts = ["can my MUM come?", "ga i ddod a nghyfreithiwr", "nothing known at all", "", "🙂", "come come come"]
    whole = trained._matrix(texts).toarray()
    alone = np.vstack([trained._row(text).toarray() for text in texts])
    assert np.allclose(whole, alone, atol=1e-6)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("cyfreithiwr", "gyfreithiwr"),
        ("cyfreithiwr", "nghyfreithiwr"),
        ("cyfreithiwr", "chyfreithiwr"),
        ("plentyn", "mhlentyn"),
        ("plentyn", "blentyn"),
        ("tad", "nhad"),
        ("llys", "lys"),
        ("rhieni", "rieni"),
        ("mam", "fam"),
        ("brawd", "mrawd"),
    ],
)
def test_mutated_forms_of_a_word_are_the_same(first, second):
    assert unmutated(first) == unmutated(second)


def test_synonyms_are_one_in_any_mutation():
    synonyms = Synonyms({"solicitor": "cyfreithiwr", "lawyer": "cyfreithiwr"})
    said = {synonyms.apply(word) for word in ("solicitor", "lawyer", "cyfreithiwr", "nghyfreithiwr", "Gyfreithiwr")}
    assert said == {"=cyfreithiwr"}
