"""Read the models that the project fitted itself; docs/quality.md says on what."""

from importlib import resources

from moderation.policy.likeness.features import features_of
from moderation.policy.likeness.linear import Model, Vote

# A logistic regression says its probability itself.
SLOPE, OFFSET = -1.0, 0.0
SEPARATOR = "\t"


def load_own(name: str) -> Model:
    """Load a model from its table, whose first line has its version and where it begins."""
    table = resources.files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    head, *rows = table.splitlines()
    version, bias = head.split(SEPARATOR)
    pairs = (row.rsplit(SEPARATOR, 1) for row in rows)
    weights = {feature: (float(weight),) for feature, weight in pairs}
    return Model(name, version, features_of, (Vote(float(bias), SLOPE, OFFSET),), weights)


def table_of(version: str, bias: float, weights: dict[str, float]) -> str:
    """Write a model as the table that `load_own` reads."""
    rows = [f"{version}{SEPARATOR}{bias:.3f}", *(f"{name}{SEPARATOR}{weights[name]:.3f}" for name in sorted(weights))]
    return "\n".join(rows) + "\n"
