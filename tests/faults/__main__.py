"""`make faults`: applicants upload to the full set while its parts are killed with -9 and stopped.

First a bare boto3 writer shows that the object store itself loses nothing through the same kills. Then every
accepted upload must reach its right end exactly once. The exit status is 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from storage.assembly import database, object_store
from storage.rights import Identity
from tests.faults import judging
from tests.faults.applicants import Applicant, Told
from tests.faults.breaking import Fault, How, schedule, store_targets, strike, targets
from tests.faults.judging import Case
from tests.faults.listening import Listener
from tests.faults.plans import DossierPlan, plans
from tests.faults.writer import write_through
from tests.stack.full_set import Stack, full_set, storage_settings
from tests.stack.service import supervised

_APPLICANTS = 4  # at the same time
_BETWEEN = 6.0  # seconds between two faults, at most
_STORE_FAULTS = 8  # of the bare writer: each process of the store and all, each way
_KEPT = Path("out/faults")
_SETTINGS = {
    "BEWIJSLOKET_LONG_DOCUMENT_PAGES": "4",
    "BEWIJSLOKET_PAGES_PER_RANGE": "2",
    "BEWIJSLOKET_TASK_LOST_MINUTES": "2",
}
_CLAMD = {"StreamMaxLength": "50M", "MaxFileSize": "50M", "MaxScanSize": "50M"}


class Pace:
    """Documents are begun as faults happen: the last with the last."""

    def __init__(self, documents: int, faults: int) -> None:
        self._per_fault = documents / max(faults, 1)
        self._begun, self._done = 0, 0
        self._moved = threading.Condition()
        self._over = False

    def begin(self) -> None:
        """Wait for the turn of one more document."""
        with self._moved:
            self._moved.wait_for(lambda: self._over or self._begun < (self._done + 1) * self._per_fault)
            self._begun += 1

    def struck(self, *, last: bool = False) -> None:
        with self._moved:
            self._done += 1
            self._over = self._over or last
            self._moved.notify_all()


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    options.add_argument("--documents", type=int, default=200)
    options.add_argument("--faults", type=int, default=66)
    options.add_argument("--seed", type=int, default=None, help="of everything random; else one is made")
    options.add_argument("--patience", type=float, default=900, help="seconds to settle after the last fault")
    options.add_argument("--no-writer", action="store_true", help="leave the bare writer out")
    options.add_argument("--only", action="append", help="parts to break, by name; repeatable")
    chosen = options.parse_args()
    seed = secrets.randbelow(10**6) if chosen.seed is None else chosen.seed
    print(f"seed {seed}: {chosen.documents} documents, {chosen.faults} faults", flush=True)
    with tempfile.TemporaryDirectory(prefix="bewijsloket-faults-") as folder:
        return Run(Path(folder), random.Random(seed), seed).run(chosen)


class Run:
    """One run; what the service said is kept in `out/faults`."""

    def __init__(self, folder: Path, rng: random.Random, seed: int) -> None:
        self._folder, self._rng, self._seed = folder, rng, seed
        self._told = Told()
        self._started = time.monotonic()
        self._struck: Counter[str] = Counter()

    def run(self, chosen: argparse.Namespace) -> int:
        _KEPT.mkdir(parents=True, exist_ok=True)
        log = _KEPT / f"service-{self._seed}.log"
        log.unlink(missing_ok=True)
        planned = plans(self._rng, chosen.documents)
        with ExitStack() as stack:
            servers = stack.enter_context(full_set(self._folder, kept="bluestore", clamd_settings=_CLAMD))
            lost = [] if chosen.no_writer else self._bare(servers)
            listener = Listener(servers.settings["BEWIJSLOKET_BROKER_URL"])
            stack.callback(listener.stop)
            running = stack.enter_context(supervised({**servers.settings, **_SETTINGS}, log=log))
            parts = targets(servers, running.pid, self._rng)
            if chosen.only:
                parts = [one for one in parts if one.name in chosen.only]
            self._say(f"the service runs; its log is {log}")
            self._break_and_upload(planned, schedule(self._rng, parts, chosen.faults), running.port)
            kept = storage_settings(servers.settings)
            case = Case(
                database(kept),
                object_store(kept, Identity.WORKER),
                listener,
                self._told.accepted,
                self._told.submitted,
            )
            self._settle(case, chosen.patience)
            wrong = [*lost, *self._told.wrong, *judging.faults_found(case)]
            return self._report(case, wrong, chosen)

    def _say(self, text: str) -> None:
        print(f"[{time.monotonic() - self._started:6.1f} s] {text}", flush=True)

    def _bare(self, servers: Stack) -> list[str]:
        parts = store_targets(servers.s3)
        faults = [Fault(one, how) for one in parts for how in How][:_STORE_FAULTS]
        written = write_through(servers.s3, faults, self._rng)
        self._say(
            f"bare writer through {len(faults)} faults of the store: {len(written.answered)} puts answered, "
            f"{written.unanswered} not, {len(written.lost)} lost"
        )
        return [f"the bare writer lost {name}" for name in written.lost]

    def _break_and_upload(self, planned: Sequence[DossierPlan], faults: Sequence[Fault], port: int) -> None:
        pace = Pace(sum(len(one.sendings) for one in planned), len(faults))
        if not faults:
            pace.struck(last=True)
        with ThreadPoolExecutor(_APPLICANTS) as pool:
            done = [pool.submit(self._applicant(port, one, pace.begin)) for one in planned]
            try:
                for number, fault in enumerate(faults, start=1):
                    time.sleep(self._rng.uniform(0, _BETWEEN))
                    self._say(f"{fault.name}; {len(self._told.accepted)} accepted")
                    strike(fault, self._rng)
                    self._struck[fault.name] += 1
                    pace.struck(last=number == len(faults))
            except BaseException:  # Ctrl-C, or a server that does not come back: nobody is waited for
                self._told.over.set()
                pace.struck(last=True)
                raise
            for one in done:
                one.result()
        self._say(f"all is sent: {len(self._told.accepted)} accepted, {dict(self._told.answers)}")

    def _applicant(self, port: int, plan: DossierPlan, begin: Callable[[], None]) -> Callable[[], None]:
        return lambda: Applicant(f"http://127.0.0.1:{port}", self._told).carry_out(plan, begin)

    def _settle(self, case: Case, patience: float) -> None:
        until, before = time.monotonic() + patience, None
        while (left := judging.unsettled(case)) and time.monotonic() < until:
            if left != before:
                self._say(f"settling: {left}")
            before = left
            time.sleep(2.0)
        self._say("all is quiet" if not left else f"NOT settled: {left}")

    def _report(self, case: Case, wrong: Sequence[str], chosen: argparse.Namespace) -> int:
        lost = sum("LOST" in one for one in wrong)
        figures = {
            "seed": self._seed,
            "documents": chosen.documents,
            "accepted": len(case.accepted),
            "submitted": len(case.submitted),
            "states": dict(judging.states(case.engine)),
            "faults": sum(self._struck.values()),
            "answers": dict(self._told.answers),
            "events": len(case.listener.known()),
            "repeats": case.listener.repeats,
            "redeliveries": judging.redeliveries(case.engine),
            "left in quarantine": judging.left_in_quarantine(case),
            "losses": lost,
            "wrong": len(wrong),
            "seconds": round(time.monotonic() - self._started),
        }
        with (_KEPT / "runs.jsonl").open("a") as kept:
            kept.write(json.dumps({**figures, "kinds": dict(self._struck), "what": list(wrong)}) + "\n")
        print()
        for name, count in sorted(self._struck.items()):
            print(f"  {count:4} {name}")
        print()
        for name, figure in figures.items():
            print(f"  {name:20} {figure}")
        print(*(f"  WRONG {one}" for one in wrong), sep="\n")
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
