"""Options of the test suite, and what its parts share."""

import gc
import time
from collections.abc import Callable

import pytest

CpuSeconds = Callable[[Callable[[], object]], float]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files of tests/writers/golden anew; look at the difference in git",
    )


@pytest.fixture
def cpu_seconds() -> CpuSeconds:
    """CPU time of a call. The garbage collector is left out: it would look through all that other
    tests left in memory for what the call makes."""

    def measured(call: Callable[[], object]) -> float:
        gc.disable()
        try:
            start = time.process_time()
            call()
            return time.process_time() - start
        finally:
            gc.enable()

    return measured
