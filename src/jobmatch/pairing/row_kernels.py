"""A person's row of found pairs: the few with the least keys, and the cheapest of all."""

from __future__ import annotations

import numpy as np

from jobmatch.compiled import woven

UNSEEN = -1
"""Stands for the number of pairs found where nothing had to be looked at."""


@woven
def noise_of(noise, i, j):
    """The pair's own draw from the table, whose length is a power of two (a mixing function of 64 bits)."""
    h = np.uint64(i) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(j) * np.uint64(0xD1B54A32D192ED03)
    h = (h ^ (h >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return noise[np.int64((h >> np.uint64(40)) & np.uint64(noise.size - 1))]


@woven
def offer(jobs, values, keys, r, found, job, value, key, bar, rest):
    """Put a pair into row r, ascending keys, if its key is below the bar; return the new bar, rest and number.

    `rest` is the least value of all pairs that were turned away or pushed out.
    """
    if key >= bar:
        return bar, min(rest, value), found
    most = keys.size
    if found == most:
        rest = min(rest, values[r, most - 1])
    at = min(found, most - 1)
    while at > 0 and keys[at - 1] > key:
        keys[at] = keys[at - 1]
        values[r, at] = values[r, at - 1]
        jobs[r, at] = jobs[r, at - 1]
        at -= 1
    keys[at] = key
    values[r, at] = value
    jobs[r, at] = job
    found = min(found + 1, most)
    return (keys[most - 1] if found == most else bar), rest, found


@woven
def with_least(jobs, values, r, found, least, least_job, rest):
    """See that the cheapest pair is in row r; return how many there are, and the least value of all others."""
    for z in range(found):
        if jobs[r, z] == least_job:
            return found, rest
    if least_job < 0:
        return found, rest
    most = values.shape[1]
    if found == most:
        rest = min(rest, values[r, most - 1])
    found = min(found + 1, most)
    jobs[r, found - 1] = least_job
    values[r, found - 1] = least
    return found, rest
