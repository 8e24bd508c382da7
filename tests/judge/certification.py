"""Scanned copies of diplomas and statements with every kind of certification mark, and none."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from PIL import Image

from . import fonts, language, marks, ordinary, pack, people, scan, texts
from .canvas import A4, Page, pdf, raster
from .certwords import AUTHORITIES, COPY, NOTARY_EEA, NOTARY_NL, NOTARY_OUTSIDE, OTHER_PARTY, OWN
from .flow import Flow
from .model import Bundle, Doc
from .registry import Leaf

EVIDENCE = ("diploma", "employment-statement")
STRICT = ("periodic-registration", "professional-competence")
WIDE = ("registration", "automatic-recognition")
AUTHORITY = ("eu-recognition", "european-professional-card")


class Copy:
    """A copy of a paper with room at its foot for a mark."""

    def __init__(self, rng: random.Random, code: str, kind: str) -> None:
        self.rng, self.code, self.kind = rng, code, kind
        self.family = rng.choice(language.families(code, born_digital=False))
        flow = Flow(rng, self.family, size=rng.uniform(10, 11.5), top=rng.uniform(50, 70))
        known = language.facts(rng, code)
        if code == "nl":
            known["inst"] = rng.choice(people.SCHOOLS if kind == "diploma" else people.EMPLOYERS)
        self.inst, self.city = known["inst"], known["city"]
        title, body = (texts.DIPLOMA if kind == "diploma" else texts.WORK)[code]
        frame = kind == "diploma" and rng.random() < 0.5
        if frame:
            flow.page.rect((24, 24, A4[0] - 24, A4[1] - 24), stroke=(120, 100, 60), width=3)
            flow.page.rect((30, 30, A4[0] - 30, A4[1] - 30), stroke=(120, 100, 60), width=0.7)
        if rng.random() < 0.6:
            flow.page.image((A4[0] / 2 - 26, flow.y - 10, A4[0] / 2 + 26, flow.y + 42), marks.logo(rng))
            flow.y += 44
        flow.para(self.inst, style="b", size=13, align="m" if kind == "diploma" else rng.choice("lmr"))
        flow.heading(title, size=22 if kind == "diploma" else 15, align="m" if kind == "diploma" else "l")
        for part in body:
            flow.para(part.format(**known))
        flow.page.image((flow.margin + 10, flow.y + 4, flow.margin + 140, flow.y + 50), marks.scribble(rng))
        flow.page.text(flow.margin + 10, flow.y + 62, people.surname_line(rng), self.family, 9)
        self.flow, self.page = flow, flow.pages[0]
        self.foot = max(flow.y + 84, rng.uniform(560, 640))

    def stamp(self, image: Image.Image, x: float, y: float, wide: float) -> None:
        """Place a stamp, its top left at a place in points."""
        high = wide * image.height / image.width
        self.page.image((x, y, x + wide, y + high), image)

    def mark(
        self, wording: str, lines: tuple[str, ...], ring: str, *, sign: bool = True, faint: float = 0.0
    ) -> None:
        """Set a certification mark: wording (printed, stamped or by hand), stamp, date, signature."""
        rng, page = self.rng, self.page
        faint = faint or rng.choice((0.95, 0.9, 0.85, 0.7))
        x, y = rng.uniform(60, 130), min(self.foot, 650.0)
        way = rng.random()
        if wording:
            family = rng.choice(("nimbusmono", "nimbus", "carlito", "roman", "hand3")) if way < 0.5 else ""
            if family:
                page.text(
                    x - 10,
                    y,
                    wording,
                    family,
                    10.5 if family != "hand3" else 12,
                    fill=(20, 20, 60) if family == "hand3" else (0, 0, 0),
                )
            else:
                self.stamp(
                    marks.oblong_stamp(
                        rng, [wording.upper() if rng.random() < 0.4 else wording], faint=faint
                    ),
                    x - 10,
                    y - 22,
                    min(380.0, 7.2 * len(wording)),
                )
        y += 18
        form = rng.random()
        if ring and form < 0.4:
            middle = [line for line in lines if len(line) < 26][:2]
            self.stamp(
                marks.round_stamp(rng, ring, middle, faint=faint),
                x + rng.uniform(0, 60),
                y,
                rng.uniform(108, 130),
            )
            if rng.random() < 0.7:
                for i, line in enumerate(lines):
                    page.text(x + 210, y + 60 + i * 13, line, "carlito", 10)
        else:
            self.stamp(
                marks.oblong_stamp(rng, list(lines), faint=faint, oval=form > 0.88),
                x,
                y,
                rng.uniform(170, 225),
            )
        if sign:
            page.image(
                (x + 178, y + 18, x + 318, y + 72),
                marks.scribble(rng) if rng.random() < 0.75 else marks.initials(rng),
            )
        if rng.random() < 0.75:
            page.text(
                x + rng.uniform(-10, 40),
                y + 120,
                f"{rng.choice(people.CITIES)}, {people.date(people.day(rng, 2020), 'nl')}"
                if rng.random() < 0.5
                else people.date(people.day(rng, 2020)),
                rng.choice((*fonts.HANDS[:2], "carlito")),
                11,
                fill=(20, 25, 90),
            )


def _fill(rng: random.Random, lines: tuple[str, ...], ring: str) -> tuple[tuple[str, ...], str]:
    last = rng.choice(people.SURNAMES).split("-")[0]
    city = rng.choice(people.CITIES)
    street, town = people.address(rng)
    known = {
        "who": people.surname_line(rng),
        "last": last,
        "LAST": last.upper(),
        "city": city,
        "CITY": city.upper(),
        "street": street,
        "town": town,
        "wbtv": str(rng.randint(200, 49999)),
    }
    return tuple(line.format(**known) for line in lines), ring.format(**known)


def _wording(rng: random.Random, code: str) -> str:
    return rng.choice(COPY.get(code, COPY["en"])) if rng.random() < 0.85 else ""


def issuer(copy: Copy, rng: random.Random, _procedure: str) -> str:
    """The institution that issued the paper certifies it."""
    extra = {
        "nl": ("Studentenzaken", "Personeel & Organisatie", "Examencommissie", "HR-servicepunt"),
        "en": ("Registry", "Human Resources"),
        "fr": ("Service des diplômes", "Direction"),
        "de": ("Sekretariat", "Personalabteilung"),
    }
    lines = (copy.inst, f"{rng.choice(extra.get(copy.code, ('Secretariat',)))} - {copy.city}")
    copy.mark(rng.choice(COPY[copy.code]), lines, copy.inst.upper()[:38])
    return "certification.issuer"


def notary_nl(copy: Copy, rng: random.Random, _procedure: str) -> str:
    """A notary established in the Netherlands."""
    lines, ring = _fill(rng, rng.choice(NOTARY_NL), "mr. {who} * NOTARIS TE {CITY}")
    copy.mark(_wording(rng, rng.choice(("nl", "nl", "nl", "en"))), lines, ring.upper())
    return "certification.notary"


def notary_eea(copy: Copy, rng: random.Random, procedure: str) -> str:
    """A notary elsewhere in the EEA: accepted by some procedures only."""
    code, lines, ring = rng.choice(NOTARY_EEA)
    lines, ring = _fill(rng, lines, ring)
    copy.mark(_wording(rng, code), lines, ring)
    return "certification.notary" if procedure in WIDE else "certification.party-not-accepted"


def notary_outside(copy: Copy, rng: random.Random, _procedure: str) -> str:
    """A notary outside the EEA."""
    code, lines, ring = rng.choice(NOTARY_OUTSIDE)
    lines, ring = _fill(rng, lines, ring)
    copy.mark(_wording(rng, code), lines, ring)
    return "certification.party-not-accepted"


def other(copy: Copy, rng: random.Random, _procedure: str) -> str:
    """A municipality, translator, lawyer, embassy, shop: not a certifier here."""
    code, lines, ring = rng.choice(OTHER_PARTY)
    lines, ring = _fill(rng, lines, ring)
    copy.mark(rng.choice(COPY[code]), lines, ring)
    return "certification.party-not-accepted"


def authority(copy: Copy, rng: random.Random, procedure: str) -> str:
    """The competent authority of the diploma's country."""
    code, lines, ring = AUTHORITIES[copy.code]
    copy.mark(rng.choice(COPY[code]), lines, ring)
    return "certification.authority" if procedure in AUTHORITY else "certification.party-not-accepted"


def own(copy: Copy, rng: random.Random, _procedure: str) -> str:
    """The applicant's own statement."""
    text, y = rng.choice(OWN), min(copy.foot, 680.0)
    family = rng.choice(("hand3", "hand1", "carlito", "roman"))
    copy.page.text(70, y, text, family, 12 if family.startswith("hand") else 10.5, fill=(20, 25, 100))
    copy.page.image((80, y + 8, 220, y + 58), marks.scribble(rng))
    if rng.random() < 0.6:
        copy.page.text(
            80, y + 72, f"{people.person(rng).name}, {people.date(people.day(rng, 2020))}", "carlito", 10
        )
    return "certification.own-statement"


def apostille(copy: Copy, rng: random.Random, _procedure: str) -> str:
    """An apostille, which says nothing about the copy."""
    page, x, y = copy.page, rng.uniform(120, 200), min(copy.foot - 20, 555.0)
    wide, high = 290.0, 238.0
    page.rect((x, y, x + wide, y + high), fill=(255, 255, 255), stroke=(0, 0, 0), width=1.2)
    page.text(x + wide / 2, y + 18, "APOSTILLE", "roman", 14, style="b", anchor="m")
    page.text(x + wide / 2, y + 31, "(Convention de La Haye du 5 octobre 1961)", "roman", 9, anchor="m")
    who = people.surname_line(rng)
    rows = (
        ("1. Country / Pays:", rng.choice(("Romania", "Türkiye", "Polska", "España", "India"))),
        ("This public document / Le présent acte public", ""),
        ("2. has been signed by", who),
        ("3. acting in the capacity of", "rector"),
        ("4. bears the seal/stamp of", copy.inst[:30]),
        ("Certified / Attesté", ""),
        ("5. at", copy.city),
        ("6. the", people.date(people.day(rng, 2018))),
        ("7. by", "Ministry of Justice"),
        ("8. No", f"{rng.randint(1000, 99999)}/{rng.randint(2018, 2025)}"),
        ("9. Seal/stamp:", ""),
        ("10. Signature:", ""),
    )
    for i, (label, value) in enumerate(rows):
        page.text(x + 10, y + 48 + i * 14.5, f"{label}  {value}", "roman", 9.5)
    copy.stamp(marks.round_stamp(rng, "MINISTRY OF JUSTICE", []), x + 110, y + 175, 60)
    page.image((x + 185, y + 195, x + 285, y + 232), marks.scribble(rng))
    return "certification.apostille-only"


def apostille_and_notary(copy: Copy, rng: random.Random, procedure: str) -> str:
    """An apostille on a second page, besides a Dutch notary's mark."""
    result = notary_nl(copy, rng, procedure)
    second = Copy(rng, copy.code, copy.kind)
    apostille(second, rng, procedure)
    second.page.ops = [
        op
        for op in second.page.ops
        if op.kind not in {"text", "image"} or not op.at or op.at[1] > second.foot - 30 or op.at[1] > 530
    ]
    copy.flow.pages.append(second.page)
    return result


def missing(_copy: Copy, _rng: random.Random, _procedure: str) -> str:
    """No mark at all: only the paper's own signature and emblem."""
    return "certification.missing"


def undetermined(copy: Copy, rng: random.Random, _procedure: str) -> str:
    """A mark of an unknown party, or wording without a stamp."""
    way = rng.randint(0, 2)
    if way == 0:  # stamp and signature, nobody named
        lines = rng.choice(
            (
                ("GEZIEN",),
                ("KOPIE",),
                ("COPY", "No. " + str(rng.randint(10, 999))),
                ("AKKOORD", people.date(people.day(rng, 2020))),
            )
        )
        copy.mark("", lines, "")
    elif way == 1:  # a party that wear has made illegible
        stamp = marks.round_stamp(
            rng,
            "".join(rng.choice("IlL1|i.-") for _ in range(24)),
            ["".join(rng.choice("lI.|-") for _ in range(8))],
            faint=0.35,
        )
        copy.stamp(stamp, 110, min(copy.foot, 650.0), 120)
        copy.page.image((210, 665, 350, 725), marks.scribble(rng))
    else:  # wording with a signature, no stamp
        copy.page.text(
            80,
            min(copy.foot, 680.0),
            rng.choice(COPY[rng.choice(("nl", "en", "fr", "de"))]),
            rng.choice(("carlito", "roman", "nimbus")),
            11,
        )
        copy.page.image((90, 688, 230, 740), marks.scribble(rng))
    return "certification.undetermined"


Maker = Callable[[Copy, random.Random, str], str]


def _scan(pages: list[Page], rng: random.Random) -> tuple[str, bytes]:
    stem = rng.choice(
        ("diploma", "diploma gewaarmerkt", "verklaring", "scan_0032", "gewaarmerkte kopie", "IMG_0912")
    )
    if len(pages) == 1 and rng.random() < 0.2:
        return pack.save(
            [scan.photo(raster(pages[0], 240), rng, long_side=3000, tilt=0.04)],
            rng,
            dpi=240,
            stem=stem,
            camera=True,
        )
    dpi = rng.choice((200, 200, 240, 300))
    mode = rng.choices(("colour", "grey", "bilevel"), (7, 3, 0.6))[0]
    turn = rng.choices((0, 180, 90), (93, 4, 3))[0]
    images = [
        scan.scan(raster(page, dpi), rng, mode=mode, careful=True).rotate(turn, expand=True) for page in pages
    ]
    return pack.save(images, rng, dpi=dpi, stem=stem)


def make(rng: random.Random, _index: int, *, mark: Maker, procedure: str, codes: tuple[str, ...]) -> Bundle:
    """Make a scanned copy."""
    kind = (
        "diploma"
        if mark in {authority, apostille} or procedure != "periodic-registration"
        else rng.choice(EVIDENCE)
    )
    code = rng.choice(codes)
    copy = Copy(rng, code, kind)
    truth = mark(copy, rng, procedure)
    name, data = _scan(copy.flow.pages, rng)
    return Bundle([Doc(name, data, kind, certification=truth)], procedure)


def digital(rng: random.Random, _index: int, *, procedure: str) -> Bundle:
    """Make a born-digital paper: not a copy at all."""
    pages = ordinary.build(rng, "statement", ("BIG-nummer", people.big(rng)), born_digital=True)
    doc = Doc(
        "werkgeversverklaring.pdf",
        pdf(pages),
        "employment-statement",
        certification="certification.not-a-copy",
        bsn_visible=[],
        born_digital=True,
    )
    return Bundle([doc], procedure)


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    four = ("nl", "nl", "en", "fr", "de")
    two = ("nl", "en")
    result = []

    def add(name: str, mark: Maker, procedure: str, count: int, codes: tuple[str, ...]) -> None:
        result.append(
            Leaf(
                f"certification/{name}/{procedure}",
                count,
                partial(make, mark=mark, procedure=procedure, codes=codes),
            )
        )

    for procedure in (*STRICT, *WIDE, *AUTHORITY):
        codes = two if procedure in {"professional-competence", *AUTHORITY} else four
        add("issuer", issuer, procedure, 9, codes)
        add("notary-nl", notary_nl, procedure, 8, codes)
        add("other-party", other, procedure, 6, codes)
        add("notary-outside-eea", notary_outside, procedure, 4, codes)
        add("notary-eea", notary_eea, procedure, 6, codes)
        add("own-statement", own, procedure, 5, codes)
        add("apostille", apostille, procedure, 4, codes)
        add("missing", missing, procedure, 6, codes)
        add("undetermined", undetermined, procedure, 4, codes)
    for procedure in (*AUTHORITY, "periodic-registration", "registration"):
        add(
            "authority",
            authority,
            procedure,
            8 if procedure in AUTHORITY else 3,
            ("en", "de", "fr", "pl", "es", "it", "ro"),
        )
    add("apostille-and-notary", apostille_and_notary, "registration", 4, two)
    result.append(
        Leaf(
            "certification/born-digital/periodic-registration",
            14,
            partial(digital, procedure="periodic-registration"),
        )
    )
    return result
