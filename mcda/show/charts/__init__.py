"""Charts: one specification each, drawn as SVG, PNG or an interactive page (Altair, Vega-Lite)."""

from mcda.show.charts.chart import Chart

__all__ = ["Chart"]
