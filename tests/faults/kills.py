"""SIGKILL at random moments while pieces are published; then everything agrees, and nothing acknowledged is lost."""

import json
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tests.faults.rig import Rig, rig


@dataclass
class Writer(threading.Thread):
    """Publishes one piece again and again, each time with the next number, and remembers what was acknowledged."""

    rig: Rig
    slug: str
    stopped: threading.Event
    acknowledged: int = 0
    tried: int = 0
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Publish until told to stop."""
        while not self.stopped.is_set():
            self.tried += 1
            try:
                answer = requests.post(self.rig.url(f"/test/publish/{self.slug}/{self.tried}"), timeout=30)
            except requests.RequestException:
                time.sleep(0.02)  # nobody knows whether it was published
                continue
            if answer.status_code == 200:
                self.acknowledged = self.tried
            elif answer.status_code != 503:
                self.failures.append(f"{answer.status_code}: {answer.text[:300]}")


def prove(folder: Path, port: int, *, kills: int, seed: int, writers: int = 2, **environment: str) -> dict[str, object]:
    """Kill web and worker by turns of chance; what was wrong afterwards (empty: nothing)."""
    chance = random.Random(seed)
    with rig(folder, port, **environment) as hub:
        hub.run("tests.faults.world", str(writers))
        hub.open()
        for what in ("web", "worker"):
            hub.start(what)
        hub.wait()
        stopped = threading.Event()
        crowd = [Writer(hub, f"laterne-{number}", stopped) for number in range(writers)]
        for writer in crowd:
            writer.start()
        killed = {"web": 0, "worker": 0}
        for _ in range(kills):
            time.sleep(chance.uniform(0.02, 0.8))
            what = chance.choice(("web", "worker"))
            killed[what] += 1
            assert hub.is_alive(what), f"{what} died of itself: {hub.log.read_text()[-3000:]}"
            hub.kill(what)
            time.sleep(chance.uniform(0, 0.2))
            hub.start(what)
        hub.wait()
        time.sleep(0.3)
        stopped.set()
        for writer in crowd:
            writer.join(60)
        acknowledged = {writer.slug: writer.acknowledged for writer in crowd}
        time.sleep(2)  # the leases of the killed run out
        hub.kill("worker")
        time.sleep(2)
        found = json.loads(hub.run("tests.faults.agreement", json.dumps(acknowledged)))
        return {
            **found,
            "failures": [line for writer in crowd for line in writer.failures][:5],
            "acknowledged": acknowledged,
            "tried": {writer.slug: writer.tried for writer in crowd},
            "killed": killed,
        }
