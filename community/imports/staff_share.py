"""Judge how many of a file's authors would be staff."""

from dataclasses import dataclass

# Of fewer authors any share may be right.
FEWEST = 5
MOST = 0.8
TURNED = "If from_staff is mapped wrongly or the wrong way round, map it anew (--map from_staff=!COLUMN)."
RIGHT = "If they are staff, say --staff-is-right."
ON_A_PAGE = "If staff is mapped wrongly or the wrong way round, choose it anew; if they are staff, say so."


@dataclass(frozen=True, slots=True)
class StaffFigures:
    """The authors of a file, those who begin conversations, and those of its channel so far, with staff among them."""

    authors: int = 0
    staff: int = 0
    beginners: int = 0
    staff_beginners: int = 0
    authors_before: int = 0
    staff_before: int = 0
    # Of the file's staff, those who are staff in the channel already.
    known_staff: int = 0

    @property
    def is_doubtful(self) -> bool:
        """Whether so many would be staff that a person has to say that it is right."""
        if self.authors < FEWEST or not self.staff:
            return False
        # Compared as products, so that no rounding decides.
        is_most = self.staff > MOST * self.authors
        begins = self.beginners > 0 and 2 * self.staff_beginners >= self.beginners
        # A channel without staff so far gives no share to compare with. Whoever is staff there already says nothing, as
        # the same few answer in a small file and in a large one.
        new = self.staff - self.known_staff
        is_other = self.staff_before > 0 and new * self.authors_before > 2 * self.staff_before * self.authors
        return is_most or begins or is_other

    @property
    def in_words(self) -> str:
        would = f"{self.staff:,} of the {self.authors:,} authors would be staff ({self.staff / self.authors:.0%})"
        begin = f", {self.staff_beginners:,} of the {self.beginners:,} who begin conversations"
        so_far = f", where so far {self.staff_before:,} of {self.authors_before:,} authors of the channel are"
        return f"{would}{begin if self.beginners else ''}{so_far if self.staff_before else ''}."
