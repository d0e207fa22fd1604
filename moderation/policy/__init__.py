"""Pure decisions on plain values, without Django, database, queue or clock.

`now` is always an argument.
"""
