"""BLAKE2b (RFC 7693), compiled: 8-byte digests of many short texts under one key.

`hashlib` gives the same digests; for millions of ids most of its time would go to calls from Python. A text's bytes are
hashed in blocks of 128, of which the key is the first; the state after that block is the same for all.
"""

# numba infers the types here
# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators, allow-incomplete-defs

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel, part

BLOCK = 128

MORE, LAST = np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)
"""Word that tells the last block of a text from those before it."""

INITIAL = np.array(
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ],
    np.uint64,
)  # fmt: skip

ORDER = np.array(
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    ],
    np.int64,
)
"""In which order each round takes the words of a block."""


@part
def turned(x, bits):
    """`x` rotated to the right."""
    return (x >> np.uint64(bits)) | (x << np.uint64(64 - bits))


@part
def mixed(a, b, c, d, x, y):
    """One mixing step of four words with two words of the block."""
    a = a + b + x
    d = turned(d ^ a, 32)
    c = c + d
    b = turned(b ^ c, 24)
    a = a + b + y
    d = turned(d ^ a, 16)
    c = c + d
    b = turned(b ^ c, 63)
    return a, b, c, d


@part
def compress(h, m, hashed, last):
    """Take a block of sixteen words `m` into the state `h`; `hashed` bytes so far, this block's among them.

    `last` is LAST for the last block of a text, else MORE.
    """
    a0, a1, a2, a3, b0, b1, b2, b3 = h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]
    c0, c1, c2, c3 = INITIAL[0], INITIAL[1], INITIAL[2], INITIAL[3]
    d0, d1, d2, d3 = INITIAL[4] ^ np.uint64(hashed), INITIAL[5], INITIAL[6] ^ last, INITIAL[7]
    for r in range(12):
        s = ORDER[r]
        a0, b0, c0, d0 = mixed(a0, b0, c0, d0, m[s[0]], m[s[1]])
        a1, b1, c1, d1 = mixed(a1, b1, c1, d1, m[s[2]], m[s[3]])
        a2, b2, c2, d2 = mixed(a2, b2, c2, d2, m[s[4]], m[s[5]])
        a3, b3, c3, d3 = mixed(a3, b3, c3, d3, m[s[6]], m[s[7]])
        a0, b1, c2, d3 = mixed(a0, b1, c2, d3, m[s[8]], m[s[9]])
        a1, b2, c3, d0 = mixed(a1, b2, c3, d0, m[s[10]], m[s[11]])
        a2, b3, c0, d1 = mixed(a2, b3, c0, d1, m[s[12]], m[s[13]])
        a3, b0, c1, d2 = mixed(a3, b0, c1, d2, m[s[14]], m[s[15]])
    h[0], h[1], h[2], h[3] = h[0] ^ a0 ^ c0, h[1] ^ a1 ^ c1, h[2] ^ a2 ^ c2, h[3] ^ a3 ^ c3
    h[4], h[5], h[6], h[7] = h[4] ^ b0 ^ d0, h[5] ^ b1 ^ d1, h[6] ^ b2 ^ d2, h[7] ^ b3 ^ d3


@part
def absorb(h, m, data, start, end, hashed, last):
    """Take the bytes of one block, zeros after `end`, into the state; `m` is scratch."""
    m[:] = 0
    for z in range(min(end - start, BLOCK)):
        m[z >> 3] |= np.uint64(data[start + z]) << np.uint64((z & 7) << 3)
    compress(h, m, hashed, last)


@kernel
def digests(data, ends, key):
    """Digest of each text, its first byte the highest, as `hashlib.blake2b(text, digest_size=8, key=key)` gives it.

    Parameters
    ----------
    data
        The bytes of all texts, uint8, and of the key (1 to 64 bytes).
    ends
        End of each text in `data`, int64, shape ``(texts,)``; it begins where the one before ends.
    """
    m, begin, h = np.zeros(16, np.uint64), INITIAL.copy(), np.empty(8, np.uint64)
    begin[0] ^= np.uint64(0x01010008 ^ (key.size << 8))
    alone = begin.copy()
    start, hashed = np.int64(0), np.int64(BLOCK)  # not literals: each would compile anew
    absorb(alone, m, key, start, key.size, hashed, LAST)
    absorb(begin, m, key, start, key.size, hashed, MORE)
    found = np.empty(ends.size, np.uint64)
    for k in range(ends.size):
        end = ends[k]
        h[:] = begin
        hashed = np.int64(BLOCK)
        while end - start > BLOCK:
            hashed += BLOCK
            absorb(h, m, data, start, end, hashed, MORE)
            start += BLOCK
        if end > start:
            absorb(h, m, data, start, end, hashed + end - start, LAST)
        else:  # an empty text: the key's block is the last
            h[:] = alone
        start = end
        swapped = np.uint64(0)
        for z in range(8):
            swapped |= ((h[0] >> np.uint64(8 * z)) & np.uint64(255)) << np.uint64(56 - 8 * z)
        found[k] = swapped
    return found
