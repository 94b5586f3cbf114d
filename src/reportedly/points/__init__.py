"""Points in dispute: what acts of saying are about, every party's position over time, figures side by side, what changed.

    points = find_points(records, utterances, cast, vectors)
    points = find_points(..., standing=standing, links=store.links())     # with what people judged

A point is one stage of one story: that something was ordered, sent, opened, notified (data/LANGUAGE/points.toml has the words, the same
stages in every language). A statement speaks of a stage by its words; one without such words is put beside what it answers, else
beside the nearest statements of its story. What only one side speaks of, and nobody asks about, denies or leaves open, is no point in
dispute. Positions come from what a statement does and from its words: negation, hedges, conditions, questions. All is deterministic.
"""

from reportedly.points.finding import find_points

__all__ = ["find_points"]
