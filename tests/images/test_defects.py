"""Two hundred pictures of every format and defect: each arrives as is taken there, or fails by name."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publisher import registry
from publisher.images.fit import Fitted, fit
from publisher.images.sniff import ImageError, measure
from publisher.model.rendition import Limits

sys.path.insert(0, str(Path(__file__).parent))
from defects import COUNT, SECRET, Sample, defects

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = defects()
NAMES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "GIF": "image/gif"}
NAMES |= {"WEBP": "image/webp", "BMP": "image/bmp", "AVIF": "image/avif", "ICO": "image/x-icon"}
ADAPTERS = sorted(registry.names())
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")


def test_the_samples_are_the_same_each_time() -> None:
    assert defects() == SAMPLES
    assert len(SAMPLES) == COUNT
    assert len({sample.name for sample in SAMPLES}) == COUNT


@pytest.mark.parametrize("adapter", ADAPTERS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_arrives_or_fails_by_name(sample: Sample, adapter: str) -> None:
    limits = registry.adapter(adapter).limits
    found = result(sample, limits)
    if isinstance(found, ImageError):
        assert found.message
        assert found.hint
        assert sample.broken or sample.name.startswith(("cut", "changed", "half", "claims")), found.message
        return
    fitted = found
    vector = limits.files_with_text and fitted.media_type == "image/svg+xml"  # for browsers, which judge it
    assert vector or not sample.broken
    if not vector:
        arrived(fitted, limits)
    changed = sample.name.startswith("changed")  # Exif may be hidden so well that it is none any more
    assert changed or SECRET not in fitted.data
    assert fit(sample.data, limits) == fitted


def result(sample: Sample, limits: Limits) -> Fitted | ImageError:
    try:
        return fit(sample.data, limits)
    except ImageError as error:
        return error


def arrived(fitted: Fitted, limits: Limits) -> None:
    """What an eye of another make sees in what would be sent."""
    with Image.open(BytesIO(fitted.data)) as image:
        image.load()
        moves = getattr(image, "is_animated", False)
        assert NAMES[image.format or ""] == fitted.media_type
        assert not image.getexif().get_ifd(0x8825)
        if not limits.files_with_text:
            assert image.mode != "CMYK"
            assert image.getexif().get(0x0112, 1) == 1
            assert image.size == (fitted.width, fitted.height)
    assert fitted.media_type in limits.picture_types
    assert not moves or fitted.media_type in limits.animated_types
    most = (limits.animated_bytes if moves else 0) or limits.picture_bytes
    assert not most or len(fitted.data) <= most
    assert not limits.picture_side or max(fitted.width, fitted.height) <= limits.picture_side
    seen = measure(fitted.data)
    assert (seen.media_type, seen.width, seen.height) == (fitted.media_type, fitted.width, fitted.height)


_ALL = """
import json, sys, warnings
warnings.simplefilter("ignore")
sys.path[:0] = sys.argv[1:]
from defects import defects
from publisher.images.fit import fit
from publisher.images.sniff import ImageError
from publisher.model.rendition import Limits
samples = defects()
limits = Limits(picture_bytes=10_000_000, picture_bytes_advised=100_000)
ended = 0
for sample in samples:
    try:
        fit(sample.data, limits)
    except ImageError:
        pass
    ended += 1
try:  # ru_maxrss of a child begins with its parent's on Linux
    with open("/proc/self/status", encoding="ascii") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024
except OSError:
    try:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    except ImportError:
        peak = 0
print(json.dumps([ended, peak]))
"""


def test_all_of_them_take_less_than_400_megabytes() -> None:
    command = [sys.executable, "-c", _ALL, str(HERE), str(ROOT)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    ended, peak = json.loads(done.stdout)
    assert ended == COUNT
    assert peak < 400_000_000
