"""The committee's report: a note of two pages, then annexes. What it says, apart from how it looks.

`content` holds the records, `note` and `annexes` fill them, `page` and `pdf` write them.
"""

from mcda.show.report.content import Report
from mcda.show.report.whole import report

__all__ = ["Report", "report"]
