"""Which modules are given faults, and the tests that are each one's own."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
# Policy, the leases, the rights and the verbs of a case.
COVERED = (
    "moderation/policy/**/*.py",
    "moderation/**/lease*.py",
    "moderation/access.py",
    "moderation/models/people.py",
)
VERBS = ("moderation/cases/*.py",)
# Where a module's tests are not those of its own name.
ELSEWHERE = {
    "moderation/access.py": ("tests/test_people.py",),
    "moderation/models/people.py": ("tests/test_people.py", "tests/test_schema.py"),
    "moderation/models/leases.py": ("tests/work/test_leases.py", "tests/test_schema.py"),
    "moderation/uploads/lease.py": (
        *("tests/uploads/test_lease.py", "tests/uploads/test_fence.py"),
        *("tests/uploads/test_importing.py", "tests/uploads/test_failing.py"),
    ),
    "moderation/assessments/lease.py": ("tests/assessments/test_lease.py", "tests/assessments/test_fence.py"),
    # Whatever asks a team is taken back there.
    "moderation/cases/undo.py": (
        *("tests/cases/test_undo.py", "tests/escalations/test_actions.py", "tests/cases/test_bystanders.py"),
        "tests/outbox/test_fetching.py",
    ),
    "moderation/cases/arriving.py": ("tests/cases/test_arriving.py", "tests/cases/test_undo.py", "tests/outbox"),
    "moderation/cases/case_row.py": (
        *("tests/cases/test_settling.py", "tests/cases/test_settling_several.py"),
        *("tests/assessments/test_plan.py", "tests/cases/test_arriving.py"),
    ),
    "moderation/cases/clock_row.py": (
        "tests/cases/test_settling.py",
        "tests/cases/test_settling_several.py",
        "tests/assessments/test_plan.py",
    ),
    "moderation/cases/message_row.py": (
        "tests/cases/test_settling.py",
        "tests/cases/test_settling_several.py",
        "tests/assessments/test_plan.py",
    ),
    "moderation/cases/loading.py": (
        *("tests/cases/test_clocks.py", "tests/cases/test_clocks_kept.py"),
        *("tests/assessments/test_pipeline.py", "tests/assessments/test_pipeline_failing.py"),
    ),
    "moderation/cases/exporting.py": ("tests/commands/test_export_cases.py",),
    "moderation/cases/ordered.py": ("tests/commands/test_order.py",),
    "moderation/cases/placing.py": (
        *("tests/cases/test_opening.py", "tests/cases/test_parts_promised.py", "tests/escalations/test_gatherings.py"),
    ),
    "moderation/cases/severity.py": ("tests/cases/test_severity.py",),
    "moderation/policy/health/days.py": ("tests/policy/health/test_figures.py",),
    "moderation/policy/health/teams.py": ("tests/policy/health/test_figures.py",),
    **{
        f"moderation/policy/answers/{name}.py": ("tests/policy/test_answers.py",)
        for name in ("address", "automatic", "evidence", "mentions", "names", "opening", "values", "whom", "words")
    },
    "moderation/cases/clocks.py": (
        *("tests/cases/test_clocks.py", "tests/cases/test_clocks_kept.py", "tests/cases/test_bystanders.py"),
        "tests/cases/test_arriving.py",
    ),
    "moderation/cases/returned.py": ("tests/cases/test_clocks_kept.py",),
    "moderation/cases/kept_before.py": ("tests/answers/test_actions.py",),
    "moderation/cases/reckoning.py": ("tests/assessments/test_reckoning.py",),
    "moderation/cases/actions.py": ("tests/cases/test_actions.py", "tests/cases/test_bystanders.py"),
    "moderation/policy/values.py": ("tests/policy/test_values.py", "tests/policy/test_judge.py"),
    "moderation/policy/folding.py": (
        "tests/policy/test_folding.py",
        "tests/policy/test_normalise.py",
        "tests/policy/test_plainly.py",
    ),
    "moderation/policy/ciphers.py": (
        "tests/policy/test_further_disguises.py",
        "tests/policy/test_disguises.py",
        "tests/policy/checks/test_phrase.py",
    ),
    "moderation/policy/deciphering.py": ("tests/policy/test_disguises.py", "tests/policy/checks/test_phrase.py"),
    "moderation/policy/bleeped.py": ("tests/policy/test_further_disguises.py",),
    "moderation/policy/everyday.py": ("tests/policy/test_disguises.py", "tests/policy/checks/test_phrase.py"),
    "moderation/policy/twins.py": ("tests/policy/test_further_disguises.py", "tests/policy/test_disguises.py"),
    "moderation/policy/vocabulary.py": ("tests/policy/test_disguises.py", "tests/policy/checks/test_phrase.py"),
    "moderation/policy/wording.py": ("tests/policy/test_disguises.py", "tests/policy/checks/test_phrase.py"),
    **{
        f"moderation/policy/sentiment/{name}.py": ("tests/policy/sentiment/test_parley.py",)
        for name in ("__init__", "engine", "trouble", "words")
    },
    **{
        f"moderation/policy/likeness/{name}.py": ("tests/policy/likeness", "tests/policy/checks/test_likeness.py")
        for name in ("__init__", "features", "idle", "linear")
    },
    **{
        f"moderation/policy/composed/{name}.py": ("tests/policy/composed",)
        for name in ("facts", "line", "lists", "places", "targets", "values")
    },
    "moderation/policy/examples.py": ("tests/guidelines/test_examples.py",),
    "moderation/policy/sense_words.py": ("tests/policy/test_senses.py", "tests/policy/test_lookalikes.py"),
    "moderation/policy/frame_words.py": ("tests/policy/test_frames.py",),
    "moderation/policy/looks.py": ("tests/policy/test_guidelines.py", "tests/policy/test_matching.py"),
    "moderation/policy/checks/__init__.py": ("tests/policy/checks",),
    "moderation/policy/checks/check.py": ("tests/policy/checks",),
    "moderation/policy/checks/numbered.py": (
        *("tests/policy/checks/test_phone.py", "tests/policy/checks/test_personal.py"),
        "tests/policy/checks/test_network.py",
    ),
    "moderation/policy/checks/passage.py": ("tests/policy/checks",),
    "moderation/policy/checks/dialling.py": ("tests/policy/checks/test_phone.py",),
    **{
        f"moderation/policy/checks/{name}.py": ("tests/policy/checks/test_address.py",)
        for name in ("address_forms", "streets")
    },
}
STARTER = ("tests/policy/test_starter.py", "tests/policy/starter")
READING = ("tests/policy/test_reading.py",)


def modules() -> list[Path]:
    found = {path for pattern in (*COVERED, *VERBS) for path in ROOT.glob(pattern)}
    return sorted(path for path in found if "migrations" not in path.parts)


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def tests_of(module: str) -> tuple[str, ...]:
    """As `tests/` mirrors the project; a module without tests has none to notice a fault."""
    if "/starter/" in module:
        return STARTER
    if "/policy/reading/" in module:
        return READING
    path = Path(module)
    mirrored = Path("tests", *path.parts[1:-1], f"test_{path.name}")
    found = ELSEWHERE.get(module, (mirrored.as_posix(),))
    if "/checks/" in module:
        found = (*found, "tests/policy/checks/test_table.py")
    return tuple(name for name in found if (ROOT / name).exists())
