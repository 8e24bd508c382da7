"""What the detectors of a page look at: pixels, scale and the words already read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from verification.model import Word

if TYPE_CHECKING:
    from verification.bsn_layout import Row
    from verification.reading.ink import Ink


@dataclass(frozen=True)
class PageView:
    """One upright page, straightened where it was a photograph.

    `rgb` is `(height, width, 3)` uint8. `dpi` is pixels per inch on paper, None where the scale is unknown.
    Boxes of `words` and of whatever a detector returns are fractions of this picture, origin top left.
    """

    rgb: NDArray[np.uint8]
    dpi: float | None
    words: tuple[Word, ...]
    number: int = 1
    born_digital: bool = False

    @cached_property
    def ink(self) -> Ink:
        """The ink of the picture, for stamps and handwriting alike; shared, so not to be written to."""
        from verification.reading.ink import ink_of

        return ink_of(self)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The words in rows, for whatever looks for labels and zones among them."""
        from verification.bsn_layout import rows_of

        return rows_of(self.words)

    @cached_property
    def grey(self) -> NDArray[np.uint8]:
        """The luminance of the picture, `(height, width)` uint8; shared, so not to be written to."""
        import cv2

        grey = np.asarray(cv2.cvtColor(self.rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        grey.setflags(write=False)
        return grey
