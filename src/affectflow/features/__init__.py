"""Features: from a corpus's clips and transcripts to one row of numbers for each item.

`extract` measures one shard of a corpus with one feature set. Each kind of extractor is a
module of this package that bears the kind's name; it is imported when it is asked for.
"""

from .shard import extract

__all__ = ["extract"]
