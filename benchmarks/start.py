"""Seconds until a model can judge its first sentence, beside what it stands on.

    python benchmarks/start.py [--rounds N]

Each way is a process of its own; every round measures all of them one after the other, so that
whatever else the machine does falls on all. Shown are the median over the rounds and the median of
the ratios to torch within a round. A hook or a run of one article waits for little else.
"""

import argparse
import subprocess
import sys
import time
from statistics import median

WAYS = {
    "torch imported": "import torch",
    "embedded model loaded": "from mtqa.scorers import load; load('embedded')",
    "encoder of transformers imported": "from transformers import BertModel",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    options = parser.parse_args()
    rounds = [[seconds(code) for code in WAYS.values()] for _ in range(options.rounds)]
    print(f"{options.rounds} rounds, wall-clock seconds of a process\n")
    for place, name in enumerate(WAYS):
        taken = median(each[place] for each in rounds)
        ratio = median(each[place] / each[0] for each in rounds)
        print(f"{taken:6.2f}  {ratio:5.2f} x  {name}")


def seconds(code: str) -> float:
    """How long an interpreter takes that runs the code and ends."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
