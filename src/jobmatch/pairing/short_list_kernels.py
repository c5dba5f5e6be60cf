"""Short lists: a few jobs a person, grown as scans find pairs that are missing."""

from __future__ import annotations

from jobmatch.compiled import kernel


@kernel
def keep_new(ptr, job, first, jobs, values, filled, price, count, new_job, new_cost):
    """The found pairs that the lists of persons first, first + 1, … lack, one after another; return how many.

    Row r of `jobs`, `values` and `filled` belongs to person first + r; ``count[r]`` gets how many of it are new.
    """
    at = 0
    for r in range(filled.size):
        begin = at
        low, high = ptr[first + r], ptr[first + r + 1]
        for z in range(filled[r]):
            j = jobs[r, z]
            held = False
            for y in range(low, high):
                if job[y] == j:
                    held = True
                    break
            if not held:
                new_job[at] = j
                new_cost[at] = values[r, z] - price[j]
                at += 1
        count[r] = at - begin
    return at


@kernel
def extend(ptr, job, cost, first, count, new_job, new_cost, ptr_out, job_out, cost_out):
    """Write the lists of persons first, first + 1, …, with ``count[r]`` new pairs behind those that each one has.

    ``ptr_out[first]`` is where to begin; `ptr_out` is filled beyond.
    """
    taken = 0
    for r in range(count.size):
        at = ptr_out[first + r]
        for z in range(ptr[first + r], ptr[first + r + 1]):
            job_out[at] = job[z]
            cost_out[at] = cost[z]
            at += 1
        for _ in range(count[r]):
            job_out[at] = new_job[taken]
            cost_out[at] = new_cost[taken]
            at += 1
            taken += 1
        ptr_out[first + r + 1] = at


@kernel
def least_values(ptr, job, cost, price, stay, first, last, best):
    """Each person's least cost + price over the short list and staying, into ``best[first:last]``."""
    for i in range(first, last):
        least = stay[i]
        for z in range(ptr[i], ptr[i + 1]):
            least = min(least, cost[z] + price[job[z]])
        best[i] = least
