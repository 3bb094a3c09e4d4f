"""The demonstration's pictures, drawn by code: no photograph, no licence to clear. The same bytes every time."""

import io
import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

#: The units that scenes are drawn in, and the pixels that come out: 300 to the inch on a whole A5 page.
SIZE = (1600, 1200)
PIXELS = (2560, 1920)
_SCALE = 3  # drawn larger and reduced, for smooth edges

Rgb = tuple[int, int, int]
Point = tuple[float, float]

NIGHT: Rgb = (20, 38, 58)
DUSK: Rgb = (58, 84, 108)
SNOW: Rgb = (226, 234, 240)
SHADE: Rgb = (176, 194, 208)
COPPER: Rgb = (184, 98, 52)
DARK_COPPER: Rgb = (120, 58, 32)
FLAME: Rgb = (255, 196, 92)
EMBER: Rgb = (240, 120, 48)
GREEN: Rgb = (31, 90, 70)
LEAF: Rgb = (64, 128, 84)
CREAM: Rgb = (250, 243, 230)
RED: Rgb = (186, 38, 48)
BARK: Rgb = (74, 54, 44)


class Scene:
    """A canvas in units of the finished picture, with soft light."""

    def __init__(self, top: Rgb, bottom: Rgb) -> None:
        self.image = _gradient(top, bottom)
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], color: Rgb) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=color)

    def ellipse(self, x: float, y: float, rx: float, ry: float, color: Rgb) -> None:
        """Fill an ellipse around a point."""
        self.draw.ellipse([(x - rx) * _SCALE, (y - ry) * _SCALE, (x + rx) * _SCALE, (y + ry) * _SCALE], fill=color)

    def box(  # noqa: PLR0917 -- x, y, width, height: as everywhere
        self, x: float, y: float, width: float, height: float, color: Rgb, radius: float = 0
    ) -> None:
        """Fill a rectangle."""
        corners = [x * _SCALE, y * _SCALE, (x + width) * _SCALE, (y + height) * _SCALE]
        self.draw.rounded_rectangle(corners, radius=radius * _SCALE, fill=color)

    def line(self, points: Sequence[Point], color: Rgb, width: float) -> None:
        """Draw a line with round joints."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self.draw.line(scaled, fill=color, width=round(width * _SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, width / 2, color)

    def glow(self, x: float, y: float, radius: float, color: Rgb, strength: float = 0.8) -> None:
        """Lay light around a point."""
        light = Image.new("RGB", self.image.size)
        pen = ImageDraw.Draw(light)
        shade = tuple(round(channel * strength) for channel in color)
        core = radius * 0.45
        pen.ellipse([(x - core) * _SCALE, (y - core) * _SCALE, (x + core) * _SCALE, (y + core) * _SCALE], fill=shade)
        # Blurred small, then enlarged: the same softness at a fraction of the cost.
        small = light.resize((light.width // 8, light.height // 8), Image.Resampling.BOX)
        soft = small.filter(ImageFilter.GaussianBlur(radius * _SCALE / 8 * 0.42))
        soft = soft.resize(light.size, Image.Resampling.BICUBIC)
        self.image = ImageChops.screen(self.image, soft)
        self.draw = ImageDraw.Draw(self.image)

    def snowfall(self, seed: int, count: int) -> None:
        """Scatter flakes."""
        dice = random.Random(seed)  # noqa: S311 -- a picture, not a secret
        for _ in range(count):
            size = dice.uniform(1.2, 4.2)
            self.ellipse(dice.uniform(0, SIZE[0]), dice.uniform(0, SIZE[1] * 0.86), size, size, (214, 224, 233))

    def png(self) -> bytes:
        """The finished picture."""
        out = io.BytesIO()
        self.image.resize(PIXELS, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
        return out.getvalue()


def laternen() -> bytes:
    """Three copper lanterns on a terrace covered in snow."""
    scene = Scene(NIGHT, DUSK)
    _hills(scene, 640, (30, 52, 72), 1.0)
    _firs(scene, seed=4, base=740, color=(22, 44, 58))
    scene.polygon(_wave(790, 14, 0.004), SNOW)
    scene.polygon(_wave(900, 10, 0.006), (238, 243, 247))
    for x, y, size in ((470, 900, 1.25), (880, 850, 0.95), (1210, 880, 0.75)):
        scene.glow(x, y - 190 * size, 520 * size, FLAME, 0.62)
    for x, y, size in ((1210, 880, 0.75), (880, 850, 0.95), (470, 900, 1.25)):
        _lantern(scene, x, y, size)
    scene.snowfall(11, 170)
    return scene.png()


def feuerschale() -> bytes:
    """A copper fire bowl burning in a winter garden."""
    scene = Scene((26, 34, 52), (92, 84, 92))
    _firs(scene, seed=9, base=720, color=(24, 38, 46))
    scene.polygon(_wave(760, 18, 0.004), SHADE)
    scene.polygon(_wave(860, 12, 0.005), SNOW)
    scene.glow(800, 640, 900, EMBER, 0.7)
    for side in (-1, 0, 1):
        scene.line([(800 + side * 150, 840), (800 + side * 250, 1030)], DARK_COPPER, 26)
    _flames(scene, 800, 760, 1.0)
    scene.ellipse(800, 770, 330, 64, DARK_COPPER)
    scene.ellipse(800, 762, 300, 48, (70, 32, 20))
    _flames(scene, 800, 772, 0.86)
    scene.polygon([(470, 770), (1130, 770), (1010, 890), (800, 930), (590, 890)], COPPER)
    scene.polygon([(470, 770), (1130, 770), (1090, 812), (800, 846), (510, 812)], (204, 122, 72))
    dice = random.Random(3)  # noqa: S311 -- a picture, not a secret
    for _ in range(60):
        size = dice.uniform(1.5, 4)
        scene.ellipse(800 + dice.uniform(-260, 260), dice.uniform(120, 600), size, size, FLAME)
    return scene.png()


def amaryllis() -> bytes:
    """A red amaryllis blooming in a copper pot by the window."""
    scene = Scene((238, 226, 206), CREAM)
    scene.box(150, 0, 1300, 960, (206, 222, 232))
    scene.polygon([(150, 640), (480, 560), (860, 660), (1450, 540), (1450, 960), (150, 960)], (232, 239, 244))
    _firs(scene, seed=21, base=650, color=(150, 176, 176), left=190, right=1420, tallest=220)
    for x in (150, 786, 1422):
        scene.box(x - 14, 0, 42, 960, (252, 249, 243))
    scene.box(136, 440, 1330, 30, (252, 249, 243))
    scene.box(0, 950, 1600, 70, (214, 186, 150))
    scene.box(0, 1010, 1600, 190, (196, 164, 126))
    for lean, length in ((-250, 330), (-140, 470), (190, 430), (290, 300)):
        _leaf(scene, 820, 820, lean, length)
    scene.line([(815, 840), (822, 600), (832, 430)], LEAF, 34)
    scene.line([(809, 840), (815, 600), (826, 430)], (96, 158, 108), 9)
    for x, y, size, turn in ((668, 400, 0.95, -28), (1000, 396, 0.95, 26), (834, 318, 1.1, 0)):
        _bloom(scene, x, y, size, turn)
    scene.polygon([(650, 820), (1000, 820), (950, 1060), (700, 1060)], COPPER)
    scene.polygon([(650, 820), (745, 820), (762, 1060), (700, 1060)], (212, 136, 88))
    scene.box(630, 790, 390, 52, (198, 112, 64), 10)
    scene.ellipse(825, 1064, 190, 16, (160, 128, 96))
    scene.box(700, 1050, 250, 12, DARK_COPPER, 4)
    return scene.png()


def vogelhaus() -> bytes:
    """A robin on a bird house covered in snow."""
    scene = Scene((186, 208, 222), (236, 240, 242))
    _hills(scene, 860, (206, 220, 228), 0.8)
    scene.polygon(_wave(980, 20, 0.004), (246, 249, 250))
    scene.line([(1600, 250), (1300, 330), (1050, 300)], BARK, 34)
    scene.line([(1380, 312), (1300, 200), (1210, 150)], BARK, 16)
    for x, y in ((1210, 150), (1262, 178), (1050, 296), (1180, 312)):
        scene.ellipse(x, y + 22, 18, 20, RED)
    scene.line([(920, 500), (920, 1200)], BARK, 44)
    scene.polygon([(600, 540), (920, 330), (1240, 540)], (156, 112, 74))
    scene.polygon([(620, 520), (1220, 520), (1180, 860), (660, 860)], (176, 128, 86))
    scene.polygon([(620, 520), (760, 520), (770, 860), (660, 860)], (194, 148, 104))
    scene.ellipse(930, 680, 96, 100, (60, 42, 34))
    scene.box(620, 846, 600, 44, (140, 98, 64), 8)
    scene.polygon([(540, 540), (920, 290), (1300, 540), (1240, 560), (920, 360), (600, 560)], GREEN)
    snow = [
        (536, 528),
        (600, 470),
        (760, 380),
        (920, 262),
        (1080, 376),
        (1240, 474),
        (1304, 528),
        (1180, 490),
        (920, 330),
    ]
    scene.polygon([*snow, (660, 492)], SNOW)
    _robin(scene, 690, 800)
    scene.snowfall(31, 110)
    return scene.png()


PICTURES: dict[str, Callable[[], bytes]] = {
    "laternen.png": laternen,
    "feuerschale.png": feuerschale,
    "amaryllis.png": amaryllis,
    "vogelhaus.png": vogelhaus,
}


def _gradient(top: Rgb, bottom: Rgb) -> Image.Image:
    column = Image.new("RGB", (1, SIZE[1]))
    for y in range(SIZE[1]):
        share = y / (SIZE[1] - 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    return column.resize((SIZE[0] * _SCALE, SIZE[1] * _SCALE), Image.Resampling.BICUBIC)


def _wave(y: float, height: float, step: float) -> list[Point]:
    """The outline of snow: a gentle wave from the left to the right edge, closed at the bottom."""
    line = []
    for x in range(0, 1601, 20):
        lift = math.sin(x * step) + 0.6 * math.sin(x * step * 2.3 + 1)
        line.append((float(x), y + height * lift))
    return [*line, (1600.0, 1200.0), (0.0, 1200.0)]


def _hills(scene: Scene, y: float, color: Rgb, size: float) -> None:
    scene.polygon(_wave(y, 60 * size, 0.003), color)
    scene.polygon(_wave(y + 70, 40 * size, 0.0045), tuple(max(0, channel - 8) for channel in color))  # type: ignore[arg-type]


def _firs(
    scene: Scene, *, seed: int, base: float, color: Rgb, left: float = -40, right: float = 1640, tallest: float = 420
) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a picture, not a secret
    x = left
    while x < right:
        height = dice.uniform(0.45, 1.0) * tallest
        width = height * 0.42
        for tier in range(4):
            top = base - height + tier * height * 0.2
            reach = width * (0.32 + tier * 0.2)
            scene.polygon([(x, top), (x - reach, top + height * 0.36), (x + reach, top + height * 0.36)], color)
        scene.box(x - 6, base - height * 0.1, 12, height * 0.12, BARK)
        x += width * dice.uniform(0.55, 1.1)


def _lantern(scene: Scene, x: float, y: float, size: float) -> None:
    def at(dx: float, dy: float) -> Point:
        return x + dx * size, y + dy * size

    scene.ellipse(x, y + 8 * size, 130 * size, 20 * size, (150, 170, 188))
    scene.line([at(-52, -330), at(0, -410), at(52, -330)], DARK_COPPER, 9 * size)
    scene.polygon([at(-60, -330), at(60, -330), at(96, -272), at(-96, -272)], COPPER)
    scene.polygon([at(-60, -330), at(-10, -330), at(-20, -272), at(-96, -272)], (206, 124, 74))
    scene.polygon([at(-82, -272), at(82, -272), at(82, -24), at(-82, -24)], (255, 226, 160))
    scene.polygon([at(-82, -272), at(-8, -272), at(-8, -24), at(-82, -24)], (255, 236, 190))
    scene.polygon([at(-24, -24), at(24, -24), at(24, -112), at(-24, -112)], (250, 240, 220))
    scene.polygon([at(0, -192), at(17, -146), at(0, -112), at(-17, -146)], EMBER)
    scene.polygon([at(0, -176), at(9, -144), at(0, -118), at(-9, -144)], FLAME)
    for dx in (-90, -6, 78):
        scene.box(x + dx * size, y - 276 * size, 12 * size, 256 * size, COPPER)
    scene.box(x - 100 * size, y - 28 * size, 200 * size, 34 * size, DARK_COPPER, 6 * size)
    scene.box(x - 100 * size, y - 28 * size, 90 * size, 10 * size, COPPER, 4 * size)


#: Tongues of fire, back to front: how far from the middle, how high, which color.
_TONGUES = (
    (-170, 300, EMBER),
    (150, 330, EMBER),
    (-60, 430, EMBER),
    (40, 520, EMBER),
    (-90, 250, FLAME),
    (90, 280, FLAME),
    (0, 380, FLAME),
    (10, 200, CREAM),
)


def _flames(scene: Scene, x: float, y: float, size: float) -> None:
    for lean, height, color in _TONGUES:
        base = lean * size * 0.8
        width = height * 0.22 * size
        tip = (x + base + lean * 0.12, y - height * size)
        scene.polygon(_drop(x + base, y, width, tip), color)


def _drop(x: float, y: float, width: float, tip: Point) -> list[Point]:
    """A flame: a drop whose tip may lean."""
    left, right = [], []
    for step in range(21):
        share = step / 20
        reach = width * math.sin(math.pi * (0.28 + 0.72 * share))
        middle = x + (tip[0] - x) * share**1.4 + 12 * math.sin(share * 5)
        height = y + (tip[1] - y) * share
        left.append((middle - reach, height))
        right.append((middle + reach, height))
    return left + right[::-1]


def _leaf(scene: Scene, x: float, y: float, lean: float, length: float) -> None:
    spine = [(x + lean * (step / 16) ** 1.7, y - length * math.sin(step / 16 * 1.9)) for step in range(17)]
    width = [26 * math.sin(math.pi * (0.08 + 0.92 * step / 16)) + 2 for step in range(17)]
    left = [(px - w, py) for (px, py), w in zip(spine, width, strict=True)]
    right = [(px + w, py) for (px, py), w in zip(spine, width, strict=True)]
    scene.polygon(left + right[::-1], LEAF)
    scene.line(spine, (96, 158, 108), 5)


def _bloom(scene: Scene, x: float, y: float, size: float, turn: float) -> None:
    for index in range(6):
        angle = math.radians(turn + index * 60 - 90)
        color: Rgb = (204, 48, 56) if index % 2 else RED
        petal = []
        for step in range(25):
            around = 2 * math.pi * step / 24
            along = 84 * size * (1 + math.cos(around)) * (1 + 0.1 * math.cos(around))
            across = 56 * size * math.sin(around)
            right = along * math.cos(angle) - across * math.sin(angle)
            down = along * math.sin(angle) + across * math.cos(angle)
            petal.append((x + right, y + down))
        scene.polygon(petal, color)
        vein = (x + 120 * size * math.cos(angle), y + 120 * size * math.sin(angle))
        scene.line([(x, y), vein], (226, 96, 92), 5 * size)
    scene.ellipse(x, y, 24 * size, 24 * size, (150, 190, 110))
    for index in range(6):
        angle = math.radians(turn + index * 60 - 60)
        tip = (x + 62 * size * math.cos(angle), y + 62 * size * math.sin(angle))
        scene.line([(x, y), tip], (250, 226, 190), 4 * size)
        scene.ellipse(*tip, 8 * size, 8 * size, FLAME)


def _robin(scene: Scene, x: float, y: float) -> None:
    scene.polygon([(x - 120, y - 50), (x - 270, y + 10), (x - 256, y + 44), (x - 90, y + 4)], (104, 84, 66))
    for dx in (-12, 34):
        scene.line([(x + dx, y + 40), (x + dx + 6, y + 92)], (70, 50, 40), 8)
    scene.ellipse(x, y - 36, 140, 104, (128, 104, 82))
    scene.ellipse(x + 26, y - 4, 112, 74, (238, 228, 214))
    scene.ellipse(x + 74, y - 76, 92, 92, (220, 100, 44))
    scene.ellipse(x + 70, y - 152, 78, 70, (128, 104, 82))
    scene.ellipse(x + 98, y - 128, 60, 56, (220, 100, 44))
    scene.polygon([(x + 146, y - 152), (x + 190, y - 140), (x + 146, y - 128)], (60, 46, 38))
    scene.ellipse(x + 104, y - 164, 11, 11, (28, 22, 20))
    scene.ellipse(x + 107, y - 167, 4, 4, (255, 255, 255))
    scene.polygon([(x - 130, y - 70), (x + 10, y - 70), (x - 20, y + 10), (x - 150, y + 16)], (104, 84, 66))
