"""Read the model of alt-profanity-check as numbers, without the libraries that made it."""

import math
import pickle
import re
from array import array
from importlib import metadata
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from moderation.policy.likeness.linear import Model, Vote

PACKAGE = "alt-profanity-check"
# What its vectorizer takes for a word.
WORD = re.compile(r"\b\w\w+\b")
# What stands for an address says nothing about abuse.
ADDRESSES = {"http", "https", "hxxp", "www"}
ITEMS = {"f8": "d", "i8": "q"}
KNOWN = {
    ("sklearn.feature_extraction.text", "TfidfVectorizer"),
    ("sklearn.feature_extraction.text", "TfidfTransformer"),
    ("sklearn.calibration", "CalibratedClassifierCV"),
    ("sklearn.calibration", "_CalibratedClassifier"),
    ("sklearn.calibration", "_SigmoidCalibration"),
    ("sklearn.svm._classes", "LinearSVC"),
    ("joblib.numpy_pickle", "NumpyArrayWrapper"),
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy", "float64"),
    ("numpy._core.multiarray", "scalar"),
}


class Record:
    """Stands for an object of a library that is not loaded."""

    def __init__(self, *words: Any) -> None:
        self.words = words

    def __setstate__(self, state: Any) -> None:
        self.__dict__.update(state if isinstance(state, dict) else {"state": state})


class Wrapped(Record):
    """Stands before an array, whose numbers follow in the file."""


class Reader(pickle._Unpickler):
    """Reads what joblib wrote. Nothing but records comes of it, so nothing in the file can run."""

    dispatch: ClassVar[dict[int, Any]] = dict(pickle._Unpickler.dispatch)
    stack: list[Any]

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.file = file

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected in a model.")
        return Wrapped if name == "NumpyArrayWrapper" else Record

    def load_build(self) -> None:
        super().load_build()  # type: ignore[misc]
        if isinstance(self.stack[-1], Wrapped):
            self.stack[-1] = self.numbers(self.stack[-1])

    dispatch[pickle.BUILD[0]] = load_build

    def numbers(self, wrapped: Any) -> "array[Any]":
        padding = self.file.read(1)[0]
        self.file.read(padding)
        found: array[Any] = array(ITEMS[wrapped.dtype.words[0]])
        found.frombytes(self.file.read(math.prod(wrapped.shape) * found.itemsize))
        return found


def words_in(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word not in ADDRESSES]


def load_profanity() -> Model:
    """Load the package's model: its tf-idf weights folded into the coefficients of its calibrated classifiers."""
    vectorizer, classifier = read_record("vectorizer"), read_record("model")
    members = classifier.calibrated_classifiers_
    coefficients = [member.estimator.coef_ for member in members]
    scales = vectorizer._tfidf.idf_
    return Model(
        name="abuse",
        version=f"{PACKAGE} {metadata.version(PACKAGE)}",
        features=words_in,
        votes=tuple(vote_of(member) for member in members),
        weights={word: tuple(row[at] for row in coefficients) for word, at in vectorizer.vocabulary_.items()},
        scales={word: scales[at] for word, at in vectorizer.vocabulary_.items()},
    )


def vote_of(member: Any) -> Vote:
    (curve,) = member.calibrators
    return Vote(member.estimator.intercept_[0], scalar(curve.a_), scalar(curve.b_))


def scalar(number: Any) -> float:
    found = array("d")
    found.frombytes(number.words[1])
    return found[0]


def read_record(name: str) -> Any:
    # Found by its name, as importing the package would load what it was made with.
    distribution = metadata.distribution(PACKAGE)
    with Path(str(distribution.locate_file(f"profanity_check/data/{name}.joblib"))).open("rb") as file:
        return Reader(file).load()
