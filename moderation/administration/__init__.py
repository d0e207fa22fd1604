"""The verbs of an admin: each holds the community, guards, writes, and puts what differs on the record, or refuses."""
