"""Loading the demonstration: a brand, its guideline, a campaign and pieces. Doing it twice changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.models import Locale

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from hub.accounts.services import create_brand
from hub.assets.services import create_image
from hub.content.campaigns import Campaign
from hub.content.importing import Imported, import_pieces
from hub.demo.pictures import PICTURES
from hub.guidelines.selectors import version_in_force
from hub.guidelines.services import import_guideline

KEY = "kupfergruen"
CAMPAIGN = "winterlicht"
#: The files of the demonstration, inside the package.
FILES = resources.files("hub.demo")


@dataclass(frozen=True, slots=True)
class Login:
    """A demonstration user. The password is empty where somebody has set another one."""

    name: str
    role: str
    password: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded."""

    brand: Brand
    campaign: Campaign
    imported: list[Imported]


def load(folder: Path) -> Loaded:
    """Write the demonstration's files into a folder and load them into the hub."""
    files = write_files(folder)
    with transaction.atomic():
        for code in ("de", "en"):
            Locale.objects.get_or_create(language_code=code)
        brand = Brand.objects.filter(key=KEY).first() or create_brand(key=KEY, name="Kupfergrün")
        _load_guideline(brand)
        campaign = _load_campaign(brand)
        return Loaded(brand, campaign, import_pieces(files, campaign=campaign, publish=True))


def write_files(folder: Path) -> list[Path]:
    """Write the pieces as Markdown, with their pictures beside them; the pieces' paths, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file in sorted(FILES.joinpath("pieces").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".md"):
            target = folder / file.name
            target.write_bytes(file.read_bytes())
            written.append(target)
    for name, draw in PICTURES.items():
        target = folder / name
        if not target.exists():
            target.write_bytes(draw())
    return written


def logins() -> list[Login]:
    """The demonstration's users, made where they are not there yet."""
    brand = Brand.objects.get(key=KEY)
    return [
        _login("redaktion", Role.EDITOR, brand, first="Rieke", last="Sommer"),
        _login("marke", Role.BRAND_MANAGER, brand, first="Henrike", last="Brandt"),
        _login("admin", None, brand, first="Ada", last="Min"),
    ]


def _login(name: str, role: Role | None, brand: Brand, *, first: str, last: str) -> Login:
    user, is_new = User.objects.get_or_create(
        username=name,
        defaults={
            "first_name": first,
            "last_name": last,
            "language": "de",
            "is_superuser": role is None,
            "is_staff": role is None,
        },
    )
    # Made of this installation's secret key, so that it can be shown again without being kept anywhere.
    password = salted_hmac("hub.demo.login", name, algorithm="sha256").hexdigest()[:12]
    if is_new:
        user.set_password(password)
        user.save()
        user.brands.add(brand)
        if role is not None:
            user.groups.add(Group.objects.get(name=role.value))
    return Login(name, role.value if role else "Superuser", password if user.check_password(password) else "")


def _load_guideline(brand: Brand) -> None:
    """Publish the guideline, unless somebody has edited it since."""
    if version_in_force(brand) is not None:
        return
    for name, title in (("logo.svg", "Kupfergrün"), ("logo-on-dark.svg", "Kupfergrün auf dunklem Grund")):
        create_image(brand, FILES.joinpath(name).read_bytes(), title=title, name=name, alt="Kupfergrün")
    import_guideline(brand, FILES.joinpath("guideline.yaml").read_text("utf-8"))


def _load_campaign(brand: Brand) -> Campaign:
    campaign = Campaign.objects.filter(brand=brand, slug=CAMPAIGN).first()
    if campaign is not None:
        return campaign
    zone = ZoneInfo(brand.time_zone)
    today = timezone.now().astimezone(zone).date()
    ends = date(today.year if today < date(today.year, 12, 24) else today.year + 1, 12, 24)
    campaign = Campaign(
        brand=brand,
        name="Winterlicht",
        slug=CAMPAIGN,
        goal="Licht und Wärme für den Garten im Winter; 1.200 Bestellungen bis Heiligabend.",
        phase="purchase",
        audience="Menschen mit Garten, Balkon oder Terrasse, die gern schenken.",
        regions=["DE", "AT"],
        starts_at=datetime.combine(date(ends.year, 11, 15), time(8), zone),
        ends_at=datetime.combine(ends, time(23, 59), zone),
        budget="24000.00",
        channel_budgets={"email": 2500, "social": 6500, "print": 9000, "sms": 1000},
        targets={"Bestellungen": 1200, "Öffnungsrate": "28 %"},
        utm_key=f"winterlicht-{ends.year}",
        voucher_codes=["BLUETE20"],
        briefing="Versandkosten entfallen bis Heiligabend von selbst. BLUETE20 gilt nur für das Amaryllis-Set.",
        facts=[("fact", {"name": "ends", "type": "date", "value": ends.isoformat(), "qualifier": "", "display": ""})],
    )
    campaign.live = False
    campaign.save()
    campaign.publish(campaign.save_revision())
    campaign.refresh_from_db()
    return campaign
