"""Pure decisions: values in, values out, `now` an argument; no Django, no database, no queue, no clock."""
