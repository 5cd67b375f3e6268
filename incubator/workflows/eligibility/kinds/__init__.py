"""The kinds of rule: facts compared with dates, amounts or choices; lists counted, summed or timed; days."""

from incubator.workflows.eligibility.kinds import amounts, choices, dates, days, judgements, lists, times

KINDS = (
    amounts,
    choices,
    dates,
    days,
    judgements,
    lists,
    times,
)  # read here, so that each is found by its name
