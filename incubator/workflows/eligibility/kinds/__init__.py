"""The kinds of rule: what is known is compared with a date, an amount or a choice, counted, added or timed."""
