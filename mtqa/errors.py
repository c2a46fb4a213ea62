"""The errors mtqa raises on purpose.

Each message has three parts: what is wrong, where (file and line when there is one), and what to
do about it. They are caught in two places only: the loop over inputs turns an `InputError` into a
`Failure`, and the command line prints the others and exits with 2.
"""


class MtqaError(Exception):
    """Base of all errors below; its text is meant for the user as it stands."""


class InputError(MtqaError):
    """An input that cannot be read as articles."""


class ConfigError(MtqaError):
    """An option, configuration file or run folder that cannot be used."""


class ModelError(MtqaError):
    """Model files that are missing, damaged or unfit for this version of mtqa."""
