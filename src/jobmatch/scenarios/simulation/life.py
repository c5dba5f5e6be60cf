"""One period after the other: who leaves, who comes, who is proposed what, who accepts, who starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import stats

from jobmatch.problem.arrays import Int
from jobmatch.scenarios.simulation.chance import accepts, leaves
from jobmatch.scenarios.simulation.document import Simulation
from jobmatch.scenarios.simulation.proposals import Listed, Proposer
from jobmatch.scenarios.simulation.world import World

TO_COME, WAITING, IN_POST, GONE = range(4)
"""Where a person stands."""

NONE = -1
"""Stands for no job."""


@dataclass(eq=False)
class Life:
    """Everybody's state under one rule; `period` moves it on by a month.

    Attributes
    ----------
    stands
        TO_COME, WAITING, IN_POST or GONE, shape ``(n,)``.
    job, since
        The post of who is in one, and the period in which it was begun.
    open
        Open posts of each job that is on the list, shape ``(m,)``.
    closed
        Posts taken off the list, shape ``(m,)``.
    answers
        Everything that was said of proposals so far: person, job, decision.
    proposed
        Proposals that nobody has answered yet: person → job, by row.
    spells
        Job, period of the start, period of the leaving (NONE while it lasts) of everyone who ever started.
    spell
        The number of the last one of each person, shape ``(n,)``.
    """

    world: World
    simulation: Simulation
    proposer: Proposer
    stands: Int = field(init=False)
    job: Int = field(init=False)
    since: Int = field(init=False)
    open: Int = field(init=False)
    closed: Int = field(init=False)
    answers: list[tuple[Int, Int, str]] = field(default_factory=list)
    proposed: tuple[Int, Int] = field(default_factory=lambda: (np.zeros(0, np.int64), np.zeros(0, np.int64)))
    spells: list[list[int]] = field(default_factory=list)
    spell: Int = field(init=False)

    def __post_init__(self) -> None:
        n, m = len(self.world.persons), len(self.world.posts)
        self.stands = np.full(n, TO_COME)
        self.job, self.since, self.spell = np.full(n, NONE), np.full(n, NONE), np.full(n, NONE)
        self.open, self.closed = np.zeros(m, np.int64), np.zeros(m, np.int64)

    def period(self, t: int) -> dict[str, int]:
        """Live through period t; the counts of what happened, and of how all stand before and after."""
        before = self._standing("_before")
        row = {**before, **self._leave(t), **self._change_lists(t)}
        row["posts_offered"] = int(self.open.sum())
        row |= self._place(t)
        row |= self._give_up(t)
        return row | self._standing("")

    def _standing(self, when: str) -> dict[str, int]:
        count = np.bincount(self.stands, minlength=4)
        listed = self.open.sum() + self.closed.sum() + count[IN_POST]
        return {
            f"to_come{when}": int(count[TO_COME]),
            f"waiting{when}": int(count[WAITING]),
            f"in_post{when}": int(count[IN_POST]),
            f"gone{when}": int(count[GONE]),
            f"posts_to_come{when}": int(self.world.vacancies.sum() - listed),
            f"posts_open{when}": int(self.open.sum()),
            f"posts_closed{when}": int(self.closed.sum()),
        }

    def _happens(self, who: Int, t: int, purpose: str, probability: Any) -> npt.NDArray[np.bool_]:
        return self.world.chance.happens(self.world.persons[who], t, purpose, probability)

    def _leave(self, t: int) -> dict[str, int]:
        """Those in post may leave; some come back onto the list, and their posts are open again."""
        asked = self.simulation.leaving
        who = np.flatnonzero(self.stands == IN_POST)
        job = self.job[who]
        gone = self._happens(who, t, "leaves", leaves(asked, self.world.stay[job], t - self.since[who]))
        who, job = who[gone], job[gone]
        back = self._happens(who, t, "returns", asked.returns)
        np.add.at(self.open, job, 1)
        self.stands[who] = np.where(back, WAITING, GONE)
        self.job[who] = NONE
        for spell in self.spell[who].tolist():
            self.spells[spell][2] = t
        self.answers.append((who, job, "left"))
        return {"left": int(who.size), "returned": int(back.sum())}

    def _change_lists(self, t: int) -> dict[str, int]:
        """Open posts are taken off the list, persons and posts come onto it."""
        u = self.world.chance.uniform(self.world.posts, t, "closes")
        closing = stats.binom.ppf(u, self.open, self.simulation.arrivals.posts_close)
        closing = np.clip(closing, 0, self.open).astype(np.int64)
        self.open -= closing
        self.closed += closing
        new = self.world.opens == t
        self.open[new] += self.world.vacancies[new]
        come = np.flatnonzero(self.world.comes == t)
        self.stands[come] = WAITING
        return {
            "arrived": int(come.size),
            "posts_arrived": int(self.world.vacancies[new].sum()),
            "posts_closing": int(closing.sum()),
        }

    def _place(self, t: int) -> dict[str, int]:
        """Jobs are proposed; proposals are answered; those who accept come, or do not."""
        who, job = self.proposer.propose(self._listed(), t)
        assert (self.stands[who] == WAITING).all(), "only who waits is proposed a job"
        assert (np.bincount(job, minlength=self.open.size) <= self.open).all(), "nor is a post proposed twice"
        asked = self.simulation.acceptance
        answered = self._happens(who, t, "answers", asked.answered)
        yes = answered & self._happens(who, t, "accepts", accepts(asked, *self.world.seen(who, job)))
        stays_away = yes & self._happens(who, t, "no_show", self.simulation.no_show.probability)
        starts = yes & ~stays_away
        for word, said in (("declined", answered & ~yes), ("no_show", stays_away), ("accepted", starts)):
            self.answers.append((who[said], job[said], word))
        self.proposed = who[~answered], job[~answered]
        self.stands[who[starts]] = IN_POST
        self.job[who[starts]], self.since[who[starts]] = job[starts], t
        np.subtract.at(self.open, job[starts], 1)
        self.spell[who[starts]] = len(self.spells) + np.arange(int(starts.sum()))
        self.spells += [[j, t, NONE] for j in job[starts].tolist()]
        return {
            "proposed": int(who.size),
            "unanswered": int((~answered).sum()),
            "declined": int((answered & ~yes).sum()),
            "accepted": int(yes.sum()),
            "no_show": int(stays_away.sum()),
            "started": int(starts.sum()),
        }

    def _give_up(self, t: int) -> dict[str, int]:
        """Some of those who still wait go away for good."""
        waiting = np.flatnonzero(self.stands == WAITING)
        gone = waiting[self._happens(waiting, t, "gives_up", self.simulation.arrivals.gives_up)]
        self.stands[gone] = GONE
        return {"gave_up": int(gone.size)}

    def _listed(self) -> Listed:
        """The lists as they are now, the proposals that are open, and all that was said so far."""
        world = self.world
        on_list = np.isin(self.stands, (WAITING, IN_POST))
        taken = np.bincount(self.job[self.stands == IN_POST], minlength=self.open.size)
        posts = self.open + taken
        said = pl.concat(
            [
                pl.DataFrame(
                    {"person_id": world.persons[who], "job_id": world.posts[job], "decision": [word] * who.size}
                )
                for who, job, word in self.answers
                if who.size and (on_list[who].any())
            ]
            or [pl.DataFrame(schema={"person_id": pl.String, "job_id": pl.String, "decision": pl.String})]
        )
        here = pl.Series(on_list)
        jobs = world.jobs.with_columns(pl.Series("vacancies", posts)).filter(pl.Series(posts > 0))
        known = said["person_id"].is_in(world.persons.filter(here).implode())
        known &= said["job_id"].is_in(world.posts.filter(pl.Series(posts > 0)).implode())
        who, job = self.proposed
        still = on_list[who] & (posts[job] > 0)
        plan = pl.DataFrame({"person_id": world.persons[who[still]], "job_id": world.posts[job[still]]})
        return Listed(
            seekers=world.seekers.filter(here),
            jobs=jobs,
            plan=plan if plan.height else None,
            decisions=said.filter(known),
        )
