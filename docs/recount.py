"""Counts the public file of a poll again, without the program that wrote it: `python recount.py FILE`.

It needs nothing but Python. Each rule stands here a second time, as plainly as can be; docs/polls.md has it in words.
"""

import json
import sys


def count(file):
    """Return the result that the file's ballots give, in the form in which it stands in the file."""
    ballots, kind, options = file["ballots"], file["kind"], range(1, len(file["options"]) + 1)
    voting = [ballot for ballot in ballots if ballot["choice"] or ballot.get("maybe")]
    chosen = [ballot["choice"][:1] if kind == "ranked" else ballot["choice"] for ballot in voting]
    counts = [sum(option in choice for choice in chosen) for option in options]
    result = {"counts": counts, "abstained": len(ballots) - len(voting), "voters": len(ballots)}
    if kind == "ranked":
        rankings = [ballot["choice"] for ballot in voting]
        result["rounds"], result["leading"], result["tied"] = runoff(rankings, options, file["rules"].get("ties"))
        result["pairs"] = [[sum(prefers(r, one, other) for r in rankings) for other in options] for one in options]
        return result
    score = {option: (counts[option - 1],) for option in options}
    if kind == "dates":
        maybe = [sum(option in ballot.get("maybe", []) for ballot in voting) for option in options]
        result["maybe"] = maybe
        score = {option: (counts[option - 1] + maybe[option - 1], counts[option - 1]) for option in options}
    best = max(score.values(), default=(0,))
    result["leading"] = [option for option in options if best[0] and score[option] == best]
    return result


def prefers(ranking, one, other):
    """Tell whether a ballot prefers one option to another: it stands before it, or the other does not stand there."""
    if one == other or one not in ranking:
        return False
    return other not in ranking or ranking.index(one) < ranking.index(other)


def runoff(rankings, options, ties):
    """Return the rounds of an instant run-off, where it ends, and the options at whose tie it stopped."""
    left, rounds = list(options), []
    while True:
        tops = [next((option for option in ranking if option in left), None) for ranking in rankings]
        counts = {option: tops.count(option) for option in left}
        cast = sum(counts.values())
        one = {"counts": {str(option): counts[option] for option in left}, "exhausted": len(tops) - cast, "out": []}
        rounds.append(one)
        leading = [option for option in left if cast and counts[option] == max(counts.values())]
        if not cast or 2 * max(counts.values()) > cast or len(left) == 1:
            return rounds, leading, []
        lowest = [option for option in left if counts[option] == min(counts.values())]
        one["out"] = goes_out(lowest, counts, rounds, ties)
        if not one["out"]:
            return rounds, leading if lowest == leading else [], lowest
        left = [option for option in left if option not in one["out"]]


def goes_out(lowest, counts, rounds, ties):
    """Return which of the lowest options go out; none where the rule for ties cannot tell."""
    if ties == "listed":  # the one that is listed last
        return lowest[-1:]
    if ties == "together":  # all of them, unless nothing would be left
        return lowest if len(lowest) < len(counts) else []
    if ties == "earlier":  # the one with fewest ballots in the latest earlier round in which they differ
        for before in reversed(rounds[:-1]):
            fewest = min(before["counts"][str(option)] for option in lowest)
            lowest = [option for option in lowest if before["counts"][str(option)] == fewest]
    others = [counts[option] for option in counts if option not in lowest]
    together = sum(counts[option] for option in lowest)
    # Options that have fewer ballots together than any other would go out one after the other, in whatever order.
    return lowest if len(lowest) == 1 or (others and together < min(others)) else []


def main(path):
    """Print the result of a file, and whether the result that stands in it is the same; exit with 1 if not."""
    with open(path, encoding="utf-8") as text:
        file = json.load(text)
    result = count(file)
    print(file["poll"], file["question"])
    for number, (option, votes) in enumerate(zip(file["options"], result["counts"]), 1):
        print(f"  {number}. {option}: {votes}")
    for number, one in enumerate(result.get("rounds", []), 1):
        print(f"  round {number}: {one['counts']}, exhausted {one['exhausted']}, out {one['out']}")
    print(f"  voters {result['voters']}, abstained {result['abstained']}, leading {result['leading']}")
    same = result == file["result"]
    print("The result in the file is the same." if same else "PROBLEM: the result in the file is another one.")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
