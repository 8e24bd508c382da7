"""Everything that a file carries and the eye does not see (domain, section 4, "Ways a redaction fails")."""

from verification.reading.hidden.look import HiddenReader, hidden_in_pdf, hidden_on_page
from verification.reading.hidden.picture import hidden_in_picture

__all__ = ["HiddenReader", "hidden_in_pdf", "hidden_in_picture", "hidden_on_page"]
