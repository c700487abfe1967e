"""Tables as data: exact cells under typed columns, to be shown anywhere.

A page, a workbook, a notebook and the data beside a chart all show the same `DataTable`.
"""

from mcda.show.datatables.datatable import Cell, Column, DataTable, Measured, Row, shown

__all__ = ["Cell", "Column", "DataTable", "Measured", "Row", "shown"]
