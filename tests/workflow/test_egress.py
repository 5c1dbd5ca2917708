"""Two addresses of ours on the way to one YouTube: one that is refused leaves the other."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.workflow.world import NOW
from tests.youtube.scene import CHANNEL, TALK, THE_TALK, world
from uploader.assembly import assemble
from uploader.demo.emulator import Emulator, Fault, Sort, Trouble, emulated
from uploader.errors import Cause, Later, Nobody
from uploader.settings import load_settings
from uploader.store import services
from uploader.store.database import Database, open_database
from uploader.workflow.egress import Egresses
from uploader.youtube import YouTube, YouTubeOptions

HOUR = timedelta(hours=1)


@dataclass
class Addresses:
    """Each address reaches an emulator of its own, so that a test sees which one was used."""

    first: Emulator
    second: Emulator
    tube: Egresses
    database: Database
    now: datetime = NOW

    def counted(self) -> tuple[int, int]:
        return len(self.first.requests), len(self.second.requests)

    def refused(self) -> dict[str, str]:
        with self.database.reading() as session:
            return services.refused(session)


@pytest.fixture
def addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Addresses]:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with ExitStack() as stack:
        ways = {name: stack.enter_context(emulated(world(THE_TALK), tmp_path / name)) for name in ("one", "two")}
        bundle = tmp_path / "both.pem"
        bundle.write_text("".join(way.ca_file.read_text() for way in ways.values()))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        database = open_database(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path)
        tubes = {
            f"youtube-{name}": YouTube(YouTubeOptions(pause=0, proxy=way.proxy, timeout=5, feed_timeout=5))
            for name, way in ways.items()
        }
        made = Addresses(
            ways["one"].emulator, ways["two"].emulator, Egresses(tubes, database, lambda: made.now), database
        )
        yield made
        database.close()


def test_an_address_that_is_refused_leaves_the_other_and_is_left_alone(addresses: Addresses) -> None:
    addresses.first.inject(Fault(Sort.FEED, Trouble.TOO_MANY))
    assert addresses.tube.feed(CHANNEL)
    assert addresses.counted() == (1, 1)
    assert addresses.tube.feed(CHANNEL)
    assert addresses.tube.watch(TALK, None).details.video_id == TALK
    assert addresses.counted() == (1, 4)
    assert addresses.refused() == {}


def test_where_all_are_refused_youtube_refuses_us_and_later_one_goes_ahead(addresses: Addresses) -> None:
    for emulator in (addresses.first, addresses.second):
        emulator.inject(Fault(Sort.FEED, Trouble.TOO_MANY))
    with pytest.raises(Nobody) as refusal:
        addresses.tube.feed(CHANNEL)
    assert refusal.value.service == "youtube"
    assert addresses.counted() == (1, 1)
    addresses.now += HOUR
    addresses.second.heal()
    assert addresses.tube.feed(CHANNEL)
    assert addresses.counted() == (2, 2)
    assert addresses.tube.feed(CHANNEL)
    assert addresses.counted() == (2, 3)  # the first one is refused again, for two hours now


def test_captions_are_asked_for_by_the_address_that_saw_the_page(addresses: Addresses) -> None:
    seen = addresses.tube.watch(TALK, None)
    addresses.first.inject(Fault(Sort.TIMEDTEXT, Trouble.TOO_MANY))
    with pytest.raises(Later) as later:
        addresses.tube.transcript(seen)
    assert later.value.cause is Cause.PACED
    assert later.value.until == addresses.now
    assert addresses.tube.transcript(addresses.tube.watch(TALK, None)).cues
    assert "timedtext" in addresses.second.counted()


def test_settings_name_one_proxy_or_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADER_YOUTUBE_PROXY", "http://me:hunter2@one.test:1, direct")
    monkeypatch.setenv("UPLOADER_LLM_MODEL", "m")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-a")
    monkeypatch.setenv("UPLOADER_DATA_DIR", str(tmp_path))
    made = assemble(load_settings(), publishing=False)
    assert isinstance(made.tube, Egresses)
    assert [way.options.proxy for way in made.tube.ways.values() if isinstance(way, YouTube)] == [
        "http://me:hunter2@one.test:1", "",
    ]  # fmt: skip
    assert all(len(name) == 16 and "hunter2" not in name for name in made.tube.ways)
    made.database.close()
    monkeypatch.setenv("UPLOADER_YOUTUBE_PROXY", "http://one.test:1")
    one = assemble(load_settings(), publishing=False)
    assert isinstance(one.tube, YouTube)
    assert one.tube.options.proxy == "http://one.test:1"
    one.database.close()
