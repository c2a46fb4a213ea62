"""The command line: the only place that knows all other parts.

Exit codes: 0 done or passed, 2 bad usage, configuration or input, 3 gate failed, 130 interrupted.
1 is left to Python for a crash, so that a traceback is never read as "quality too low".

Nothing slow is imported here or at the top of a command's module: `mtqa --help` answers at once.
"""

import os
import sys
from typing import NoReturn, TextIO

import click

from mtqa import __version__
from mtqa.cli.compare import compare
from mtqa.cli.gate import baseline, gate
from mtqa.cli.hook import hook
from mtqa.cli.manual import checks, config, explain
from mtqa.cli.model import evaluate, train
from mtqa.cli.review import calibrate, sample
from mtqa.cli.runs import report
from mtqa.cli.schema import schema
from mtqa.cli.score import score
from mtqa.cli.show import show
from mtqa.errors import MtqaError
from mtqa.text.visible import visible

BAD_INPUT = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell reports of a program whose reader went away (128 + SIGPIPE), as after `| head`."""

_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    # Without it two threads are slower than one as soon as another job shares the CPUs.
    "OMP_WAIT_POLICY": "PASSIVE",
}


_HELP = """Say which passages of machine-translated articles are garbled, and why.

\b
mtqa score articles/ --out runs/today
mtqa report runs/today --format html --out reports/today
mtqa gate runs/today --max-unfit 0

Exit codes: 0 done or passed, 2 bad usage or input, 3 gate failed, 130 interrupted."""


class _ReaderLeftError(Exception):
    """Whoever read our output has left, as `head` does."""


class _Commands(click.Group):
    """A group that lets `main` decide what these two mean; click would end with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderLeftError from None
        except KeyboardInterrupt:
            raise click.Abort from None


@click.group(cls=_Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mtqa", message="%(prog)s %(version)s")
def commands() -> None:
    """The group of all commands; its help is `_HELP`."""


for command in (
    score,
    report,
    show,
    gate,
    baseline,
    hook,
    compare,
    checks,
    explain,
    config,
    schema,
    sample,
    calibrate,
    train,
    evaluate,
):
    commands.add_command(command)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_character(stream)
    sys.exit(_exit_code())


def _exit_code() -> int:
    """Run a command; what went wrong becomes one clear line per fault, and the exit code."""
    try:
        code: int = commands(standalone_mode=False) or 0
        sys.stdout.flush()
    except MtqaError as error:
        for line in str(error).splitlines():
            click.echo(f"mtqa: error: {visible(line)}", err=True)
        return BAD_INPUT
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except click.Abort:
        click.echo("mtqa: interrupted", err=True)
        return INTERRUPTED
    except (_ReaderLeftError, BrokenPipeError):
        # What is still buffered must not raise again when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:  # a full disk, a folder that may not be read: no fault of ours
        click.echo(f"mtqa: error: the system refused: {visible(str(error))}", err=True)
        return BAD_INPUT
    return code


def _never_fail_on_a_character(stream: TextIO) -> None:
    """A terminal that cannot show a character gets its escape instead of a crash."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
