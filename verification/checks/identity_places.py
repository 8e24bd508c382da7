"""Where in a document a BSN can be read, was covered, or may stand unread: what the identity check judges.

Looks at every place of domain, section 4: printed words and the second look at them, zones, codes, what
shows through masks, and what the file carries beneath them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verification.bsn import (
    Basis,
    Bsn,
    Context,
    find_in_code,
    find_in_mrz,
    find_in_text,
    find_in_words,
    find_zones_in_text,
    is_payroll,
    named_otherwise,
)
from verification.bsn_across import across, ends_in_label, number_at_start
from verification.bsn_label_places import Label
from verification.bsn_labels import LabelKind
from verification.bsn_layout import rows_of
from verification.bsn_links import Table
from verification.checks.identity_gaps import Gaps
from verification.checks.identity_readings import overlap, readings_of
from verification.identity_look import Look, badly_read, look_at
from verification.model import (
    Box,
    Document,
    DocumentReading,
    Hidden,
    Kind,
    Mask,
    MaskKind,
    Mrz,
    Page,
    Place,
    Sight,
    Where,
)

_WITHHELD = (Where.TEXT, Where.IMAGE, Where.LAYER, Where.FORM_FIELD, Where.OFF_PAGE)
"""Hidden content that stood on the page itself: its label may still show there, away from the number."""

_ON_MASK = 0.3
"""Share of a number's box on a mask from which on it is the number under it."""


def looks_of(reading: DocumentReading) -> list[Look]:
    """What each page looks like, whatever the document is called."""
    return [look_at((*page.words, *page.numbers), page.mrz) for page in reading.pages]


def sights_of(reading: DocumentReading) -> dict[Kind, Sight]:
    """Everything that a reading shows of a BSN, by the kinds of document that make a difference to where it
    is looked for; all others are looked at like `other`."""
    looks = looks_of(reading)
    kinds = [Kind.OTHER, Kind.IDENTITY] + ([] if is_payroll(reading.text) else [Kind.PAY_SLIP])
    sights = {kind: see(Document(reading, kind), looks) for kind in kinds}
    return {Kind.PAY_SLIP: sights[Kind.OTHER], **sights}


def see(document: Document, looks: Sequence[Look] | None = None) -> Sight:
    """Everything that a document shows of a BSN. `looks` are of its pages, where they are known."""
    pages = document.reading.pages
    looks = looks_of(document.reading) if looks is None else looks
    payroll = document.kind is Kind.PAY_SLIP or is_payroll(document.reading.text)
    foreign = any(look.foreign for look in looks) and not any(look.dutch for look in looks)
    readable: list[Place] = []
    doubtful: list[Place] = []
    masked: list[Place] = []
    uncovered: list[tuple[Place, bool]] = []
    known: set[str] = set()
    given = document.kind is Kind.IDENTITY
    views: list[_Seen] = []
    gaps = Gaps(pages)
    for page, look in zip(pages, looks, strict=True):
        context = Context(identity=given or look.identity, foreign=foreign, payroll=payroll)
        seen = _Seen(page, look, context, known)
        readable += seen.readable()
        doubtful += seen.doubtful()
        masked += seen.masked()
        uncovered += seen.shining_through()
        views.append(seen)
        uncovered += _hidden(page.hidden, context, gaps)
        doubtful += _closed(page.hidden)
        known |= seen.labelled
    identity = given or any(look.identity for look in looks)
    context = Context(identity=identity, foreign=foreign, payroll=payroll)
    uncovered += _in_file(document.reading.hidden, context, views, gaps)
    doubtful += _closed(document.reading.hidden)
    if given and not foreign and not any(page.words and not badly_read(page.words) for page in pages):
        doubtful.append(Place(None, None, Where.PRINTED, 0.5))
    open_labels = tuple(seen.page.number for seen in views if ends_in_label(seen.views[0]))
    leading = tuple(place for seen in views for place in seen.leading())
    whole = Sight(
        identity,
        tuple(readable),
        tuple(uncovered),
        tuple(doubtful),
        tuple(masked),
        () if foreign else open_labels,
        () if foreign else leading,
    )
    return across(whole)


class _Seen:
    """What one page shows."""

    def __init__(self, page: Page, look: Look, context: Context, known: Iterable[str]) -> None:
        self.page, self.look, self.context = page, look, context
        self.where = Where.PRINTED if context.identity else Where.TEXT
        self.opaque = [m for m in page.masks if m.kind in (MaskKind.BAR, MaskKind.SCRIBBLE)]
        self.unclear = [m for m in page.masks if m.kind is MaskKind.TRANSLUCENT and not m.recovered]
        self.showing = [m for m in page.masks if m.recovered and m not in self.opaque]
        self.views = readings_of(page, self.showing)
        found = [bsn for view in self.views for bsn in find_in_words(view, context, known=known)]
        self.bsns = self._outside_masks([*found, *self._meant_to_hide()])
        self.labelled = {b.digits for b in self.bsns if b.basis is Basis.LABEL and not b.doubtful}

    def _meant_to_hide(self) -> Iterable[Bsn]:
        """Numbers under a line or marker: what someone meant to hide needs no label to be a BSN, but a label
        may call it something else.
        """
        others = named_otherwise(self.views[-1], self.context) if self.showing else ()
        for mask in self.showing:
            if any(overlap(box, mask.box) > _ON_MASK for box in others):
                continue
            for bsn in find_in_text(mask.recovered, replace(self.context, identity=True)):
                if not bsn.doubtful:
                    yield replace(bsn, box=mask.box)

    def _outside_masks(self, bsns: list[Bsn]) -> list[Bsn]:
        """Without doubtful ones under a mask, or for which no label is left: each has its mask."""
        sure = [b for b in bsns if b.box is None or not (b.doubtful and _touches_any(b.box, self.opaque))]
        if not any(b.doubtful for b in sure):
            return sure
        at = [self._mask_at(label, self.opaque) for label in self._bsn_labels()]
        if not at or None in at:
            return sure
        return [b for b in sure if not b.doubtful or any(m and _in_row(b.box, m.box) for m in at)]

    def _bsn_labels(self) -> Iterable[Label]:
        for view in self.views[:2]:
            for label in Table(rows_of(view)).labels:
                if label.kind in (LabelKind.BSN, LabelKind.FOREIGN):
                    yield label

    def readable(self) -> Iterable[Place]:
        number = self.page.number
        for bsn in self.bsns:
            if not bsn.doubtful or len(bsn.digits) >= 9:
                yield Place(number, bsn.box, self.where, bsn.confidence)
        for zone in self.page.mrz:
            found = find_in_mrz(zone)
            if found is not None:
                yield Place(number, found.box, Where.MRZ, found.confidence)
        for code in self.page.codes:
            for found in find_in_code(code.text, self.context):
                yield Place(number, code.box, Where.QR, found.confidence)

    def leading(self) -> Iterable[Place]:
        """A number at the start of the page that is a BSN if the page before ends in its label."""
        box = number_at_start(self.views[0])
        if box is not None:
            yield Place(self.page.number, box, self.where, 0.85)

    def doubtful(self) -> Iterable[Place]:
        """Labelled digits that are too few; zones, codes and labels of a Dutch document left unread."""
        number = self.page.number
        for bsn in self.bsns:
            if bsn.doubtful and len(bsn.digits) < 9:
                yield Place(number, bsn.box, self.where, 0.5)
        labels = list(self._empty_labels())
        for label in labels:
            mask = self._mask_at(label, self.unclear)
            if mask is not None:
                yield Place(number, mask.box, self.where, mask.confidence)
                break
        if self.context.foreign or not self.context.identity:
            return
        for zone in self.page.mrz:
            if _unread(zone):
                yield Place(number, zone.box, Where.MRZ, 0.5)
        for code in self.page.codes:
            if not code.text and self.look.dutch:
                yield Place(number, code.box, Where.QR, 0.5)
        masks = [*self.opaque, *self.unclear]
        if self.look.dutch and labels and not any(self._mask_at(label, masks) for label in labels):
            yield Place(number, labels[0].box, self.where, 0.4)

    def masked(self) -> Iterable[Place]:
        number = self.page.number
        for zone in self.page.mrz:
            if zone.masked and zone.issuer == "NLD":
                yield Place(number, zone.optional_box or zone.box, Where.MRZ, 0.9)
        for label in self._empty_labels():
            mask = self._mask_at(label, self.opaque)
            if mask is not None:
                yield Place(number, mask.box, self.where, mask.confidence)

    def shining_through(self) -> Iterable[tuple[Place, bool]]:
        """Masks that show what they cover: a BSN, or any text that they were meant to hide."""
        for mask in self.showing:
            if mask.kind is not MaskKind.TRANSLUCENT:
                continue
            holds = any(b.box is not None and overlap(b.box, mask.box) > 0.3 for b in self.bsns)
            holds = holds or bool(find_in_text(mask.recovered, replace(self.context, identity=True)))
            if holds or mask.confidence >= 0.75:
                yield Place(self.page.number, mask.box, Where.TRANSLUCENT, mask.confidence), holds

    def withheld(self) -> bool:
        """Whether a label of a BSN stands here without its number: a bare number elsewhere in the file may
        then be the one that was taken out.
        """
        if any(not b.doubtful for b in self.bsns):
            return False
        return any(label.kind is LabelKind.BSN for label in Table(rows_of(self.views[0])).labels)

    def _empty_labels(self) -> Iterable[Label]:
        """Labels of a BSN beside which no number was read."""
        if any(not b.doubtful for b in self.bsns) or not (self.context.identity or self.page.masks):
            return
        yield from self._bsn_labels()

    def _mask_at(self, label: Label, masks: Sequence[Mask]) -> Mask | None:
        """The mask at the place of a label's number: right of it, under it, over it or on it."""
        tall = label.box[3] - label.box[1]
        wide = label.box[2] - label.box[0]
        across = max(wide, 6 * tall)
        right = (
            label.box[0],
            label.box[1] - 0.8 * tall,
            label.box[2] + 3 * across,
            label.box[3] + 0.8 * tall,
        )
        under = (
            label.box[0] - 2 * tall,
            label.box[1] - 3 * tall,
            label.box[2] + across,
            label.box[3] + 4 * tall,
        )
        near = [m for m in masks if overlap(m.box, right) > 0.3 or overlap(m.box, under) > 0.3]
        return max(near, key=lambda m: m.confidence, default=None)


def _unread(zone: Mrz) -> bool:
    """Whether a zone may hold a BSN that was not read: not parsed, or its digits gone without a mask."""
    if zone.format == "unknown":
        return True
    return (
        zone.issuer == "NLD"
        and zone.format in ("TD1", "TD3")
        and "?" in zone.optional[:9]
        and not zone.masked
    )


def _hidden(items: Sequence[Hidden], context: Context, gaps: Gaps) -> Iterable[tuple[Place, bool]]:
    """Hidden content that holds a BSN, or that was covered, or that a bar took off the page."""
    for item in items:
        withheld = item.covered or item.where in _WITHHELD
        inside = replace(context, identity=context.identity or withheld)
        holds = any(not b.doubtful for b in find_in_text(item.text, inside))
        holds = holds or bool(find_in_code(item.text, context)) or bool(find_zones_in_text(item.text))
        if holds or item.covered or gaps.filled_by(item):
            yield Place(item.page, item.box, item.where, item.confidence), holds


def _in_file(
    items: Sequence[Hidden], context: Context, views: Sequence[_Seen], gaps: Gaps
) -> list[tuple[Place, bool]]:
    """Hidden content of the file as a whole: where a label stands on a page without its number, a bare number
    elsewhere counts as on an identity document. Labels are looked for only where that makes a difference.
    """
    bare = list(_hidden(items, replace(context, identity=True), gaps))
    named = list(_hidden(items, context, gaps))
    return bare if bare != named and any(seen.withheld() for seen in views) else named


def _closed(items: Sequence[Hidden]) -> Iterable[Place]:
    """Places in the file that could not be looked into."""
    return (Place(item.page, item.box, item.where, item.confidence) for item in items if item.unread)


def _touches_any(box: Box, masks: Sequence[Mask]) -> bool:
    return any(overlap(box, m.box) > 0.3 or overlap(m.box, box) > 0.5 for m in masks)


def _in_row(box: Box | None, mask: Box) -> bool:
    """Whether a number stands beside a mask; one without a place may."""
    return box is None or mask[1] <= (box[1] + box[3]) / 2 <= mask[3]
