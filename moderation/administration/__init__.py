"""Actions of an admin.

Each locks the community, guards, writes, and records what differs, or is refused.
"""
