"""What became of proposals: the decisions of this round and earlier ones, and the plan in force."""

from __future__ import annotations

import polars as pl

from jobmatch.lists.context import Reading
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.links import Linked, linked_ids
from jobmatch.lists.places import places_in
from jobmatch.lists.words_read import read_decision

EXCLUDING = ("left", "no_show", "declined", "forbidden")
"""Decisions after which a pair may not be proposed, in the order in which they explain a change."""

BINDING = ("forced", "accepted")
"""Decisions by which a person goes to a job and nowhere else, in the order in which they explain a change."""

WITHDRAWN = "withdrawn"

DECISIONS = (*BINDING, WITHDRAWN, *EXCLUDING)

RETURNS = ("accepted", "declined")
"""Decisions that show that a person who had withdrawn is back on the list."""

REFUSES = ("declined", "left")
"""Decisions by which a person has said no to a job."""

PAIR = ("person_id", "job_id")

_ENDS_ACCEPTED = ("left", "no_show")
"""Decisions on a pair that come after it was accepted, and end that."""


def canonical_decisions(
    reading: Reading, persons: pl.Series | None, jobs: pl.Series | None
) -> tuple[pl.DataFrame, Linked]:
    """The decisions on pairs, and where their ids stand in the two lists."""
    reading.log.number_rows(reading.raw.rows, reading.cells("person_id"))
    decision = reading.read("decision", read_decision, pl.String(), "cell_missing")
    withdrawn = (decision == WITHDRAWN).fill_null(False)
    columns, places = linked_ids(reading, persons, jobs, may_be_blank=withdrawn)
    frame = pl.DataFrame([*columns, decision, reading.cells("reason").fill_null(""), *reading.own_columns()])
    _check_contradictions(reading.log, frame)
    return frame, places


def _check_contradictions(log: FaultLog, frame: pl.DataFrame) -> None:
    """Note rows that cannot hold together with an earlier one, or with another of the same person."""
    rows = frame.select(*PAIR, "decision").with_row_index("at").drop_nulls("person_id")
    forced, accepted = rows.filter(decision="forced"), rows.filter(decision="accepted")
    accepted = accepted.join(rows.filter(pl.col("decision").is_in(_ENDS_ACCEPTED)), on=PAIR, how="anti")
    bound = pl.concat([forced, accepted.join(rows.filter(decision=WITHDRAWN), on="person_id", how="anti")])
    excluded = rows.filter(pl.col("decision").is_in(EXCLUDING))
    against = [
        bound.join(excluded, on=PAIR, suffix="_other"),
        forced.join(rows.filter(decision=WITHDRAWN), on="person_id", suffix="_other"),
        bound.join(bound, on="person_id", suffix="_other").filter(
            pl.col("job_id") != pl.col("job_id_other"), pl.col("at") > pl.col("at_other")
        ),
    ]
    both = pl.concat(each.select("at", "decision", "at_other", "decision_other") for each in against)
    both = both.sort("at", "at_other").unique("at", keep="first", maintain_order=True)
    others = {row[0]: row[1:] for row in both.select("at", "at_other", "decision_other").iter_rows()}

    def other(place: int) -> dict[str, object]:
        at, word = others[place]
        return {"first": None if log.rows is None else log.rows[at], "other": word}

    log.cells("decision_contradiction", "decision", both["at"], frame["decision"], more=other)


def canonical_plan(reading: Reading, persons: pl.Series | None, jobs: pl.Series | None) -> tuple[pl.DataFrame, Linked]:
    """The plan in force, and where its ids stand in the two lists: -1 for persons and jobs that are gone."""
    columns, places = linked_ids(reading, persons, jobs, may_be_gone=True)
    ids = columns[0]
    again = (ids.is_not_null() & ~ids.is_first_distinct()).arg_true()

    def first(place: int) -> dict[str, object]:
        return {"first": reading.raw.rows[int((ids == ids[place]).arg_true()[0])]}

    reading.log.cells("plan_person_twice", "person_id", again, ids, more=first)
    return pl.DataFrame(columns), places


def check_against_earlier(log: FaultLog, new: pl.DataFrame, earlier: pl.DataFrame) -> None:
    """Note rows that force a person where the person has said no in an earlier round, and not yes since."""
    rows = new.select(*PAIR, "decision").with_row_index("at")
    forced = rows.filter(decision="forced").join(rows.filter(decision="accepted"), on=PAIR, how="anti")
    back = rows.filter(pl.col("decision").is_in(RETURNS))
    refused = earlier.filter(pl.col("decision").is_in(REFUSES)).select(*PAIR, other="decision")
    gone = earlier.filter(decision=WITHDRAWN).select("person_id", other="decision").unique()
    against = pl.concat(
        [
            forced.join(refused, on=PAIR).select("at", "other"),
            forced.join(back, on="person_id", how="anti").join(gone, on="person_id").select("at", "other"),
        ]
    ).unique("at", keep="first", maintain_order=True)
    others = dict(against.sort("at").iter_rows())
    at = against["at"].sort()
    log.cells("forced_refused", "decision", at, new["decision"], more=lambda place: {"other": others[place]})


def with_earlier(
    new: pl.DataFrame | None, earlier: pl.DataFrame, persons: pl.Series, jobs: pl.Series
) -> tuple[pl.DataFrame, Linked]:
    """The decisions in force: the new ones, then those earlier ones that still hold (docs/levers.md, section 6)."""
    of_person, of_job = pl.col("person_id"), pl.col("job_id")
    withdrawn, binding = pl.col("decision") == WITHDRAWN, pl.col("decision").is_in(BINDING)
    listed = of_person.is_in(persons.implode()) & of_job.is_in(jobs.implode()).fill_null(False)
    ended = _ended(earlier)
    held = earlier.filter(~binding | listed).join(ended, on=[*PAIR, "decision"], how="anti")
    held = held.with_columns(pl.when(~withdrawn | of_job.is_in(jobs.implode())).then("job_id"))
    if new is None:
        merged = held
    else:
        settles = new.filter(binding | withdrawn).select("person_id")
        back = new.filter(withdrawn | pl.col("decision").is_in(RETURNS)).select("person_id")
        held = held.join(new.select(PAIR), on=PAIR, how="anti")
        held = pl.concat(
            [
                held.filter(~(binding | withdrawn)),
                held.filter(binding).join(settles, on="person_id", how="anti"),
                held.filter(withdrawn).join(back, on="person_id", how="anti"),
            ]
        )
        merged = pl.concat([new, held], how="diagonal_relaxed")
    return merged, (places_in(persons, merged["person_id"]), places_in(jobs, merged["job_id"]))


def _ended(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows `accepted` that rows of the same table have ended: they bind nobody, in no later round either."""
    accepted = rows.filter(decision="accepted")
    over = accepted.join(rows.filter(pl.col("decision").is_in(_ENDS_ACCEPTED)), on=PAIR, how="semi")
    gone = accepted.join(rows.filter(decision=WITHDRAWN), on="person_id", how="semi")
    return pl.concat([over, gone]).select(*PAIR, "decision").unique()
