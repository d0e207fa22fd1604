"""What is held about a member, how it is given out, and how it is erased."""
