"""The kinds of rule: facts compared with a date, an amount or a choice; lists counted, added up or timed."""

from incubator.workflows.eligibility.kinds import amounts, choices, dates, judgements, lists, times

KINDS = (amounts, choices, dates, judgements, lists, times)  # read here, so that each is found by its name
