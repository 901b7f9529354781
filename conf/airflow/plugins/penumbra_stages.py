"""Stages of Penumbra as tasks of Airflow.

It lies in the plugins folder because the triggerer, which waits for the experts, imports from there
and not from DAGs.
"""

import asyncio
import hashlib
import json
import logging
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException
from airflow.triggers.base import BaseTrigger, TriggerEvent
from fsspec.core import url_to_fs

log = logging.getLogger(__name__)

_WRONG_USAGE = re.compile(r"Error code is: 2\b")


def round_folder(round: int | str) -> str:
    return f"round={int(round):03d}"


def run_id(run_uri: str, round: int) -> str:
    """One name per round of a run, so that no retry starts a round twice."""
    readable = re.sub(r"[^A-Za-z0-9_.-]+", "-", run_uri).strip("-")
    # Addresses that differ only in what was replaced are two runs.
    unlike = hashlib.sha256(run_uri.encode()).hexdigest()[:8]
    return f"{readable}-{unlike}-round-{round:03d}"


def read_outcome(run_uri: str, round: int | str) -> dict[str, Any]:
    """What a round came to: {round, outcome, stop, why}, as ingest or decide left it."""
    files, root = url_to_fs(run_uri)
    files.invalidate_cache()
    return json.loads(files.cat_file(f"{root}/_state/{round_folder(round)}/outcome.json"))


def labels_are_in(run_uri: str, round: int | str) -> bool:
    """Whether ingest is done; the outcome says "waiting" until decide has put another."""
    files, root = url_to_fs(run_uri)
    files.invalidate_cache()
    return files.exists(f"{root}/_state/{round_folder(round)}/ingest/_SUCCESS")


def fingerprint(folder: str) -> str:
    """Changes whenever a file below the folder comes, goes or is written again."""
    files, root = url_to_fs(folder)
    files.invalidate_cache()
    found = files.find(root, detail=True)
    lines = [
        f"{name} {about.get('size')} {about.get('ETag') or about.get('mtime')}"
        for name, about in sorted(found.items())
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class StageOperator(SparkSubmitOperator):
    """A stage by spark-submit. Trying again is safe; only wrong settings fail at once."""

    def execute(self, context: Any) -> None:
        try:
            super().execute(context)
        except AirflowException as problem:
            if _WRONG_USAGE.search(str(problem)):
                raise AirflowFailException(str(problem)) from problem
            raise


class LabelFilesTrigger(BaseTrigger):
    """Fires once an inbox differs from what was seen, and has been the same for two looks."""

    def __init__(self, inbox: str, seen: str, seconds: float) -> None:
        super().__init__()
        self.inbox = inbox
        self.seen = seen
        self.seconds = seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        return (
            "penumbra_stages.LabelFilesTrigger",
            {"inbox": self.inbox, "seen": self.seen, "seconds": self.seconds},
        )

    async def run(self) -> AsyncIterator[TriggerEvent]:
        last = self.seen
        while True:
            # In weeks of waiting a store fails now and then: that is no reason to give up.
            try:
                now = await asyncio.to_thread(fingerprint, self.inbox)
            except Exception:
                log.warning("Cannot look into %s; looking again", self.inbox, exc_info=True)
                now = last
            else:
                if now == last and now != self.seen:
                    yield TriggerEvent({"inbox": self.inbox})
                    return
            last = now
            await asyncio.sleep(self.seconds)


class IngestOperator(StageOperator):
    """Takes labels in; while answers are missing it waits for label files, without a worker.

    :param run_uri: address of the run
    :param round: from 1
    :param inbox: folder of label files, without that of the round
    :param look_every: time between two looks into the inbox
    """

    template_fields = (*StageOperator.template_fields, "run_uri", "round", "inbox")

    def __init__(
        self, *, run_uri: str, round: str, inbox: str, look_every: timedelta, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.run_uri = run_uri
        self.round = round
        self.inbox = inbox
        self.look_every = look_every

    def execute(self, context: Any) -> None:
        inbox = f"{self.inbox}/{round_folder(self.round)}"
        # Before the labels are read: a file that comes meanwhile is a reason to look again.
        seen = fingerprint(inbox)
        super().execute(context)
        if not labels_are_in(self.run_uri, self.round):
            self.log.info(read_outcome(self.run_uri, self.round)["why"])
            self.defer(
                trigger=LabelFilesTrigger(inbox, seen, self.look_every.total_seconds()),
                method_name="resume",
            )

    def resume(self, context: Any, event: dict[str, Any]) -> None:
        """Goes on when label files have come."""
        self.execute(context)
