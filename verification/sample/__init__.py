"""An invented bundle of evidence, to try the pre-check on: `bewijsloket sample FOLDER`."""

from verification.sample.bundle import write_sample

__all__ = ["write_sample"]
