"""Ctrl-C inside of two analyses that heed it stops both."""

from __future__ import annotations

import signal

import pytest

from mcda.optimise.engines import Clock, heeding_ctrl_c


def test_ctrl_c_cancels_the_clocks_around_it() -> None:
    outer, inner, aside = Clock.of(None), Clock.of(None), Clock.of(None)
    before = signal.getsignal(signal.SIGINT)
    with heeding_ctrl_c(outer):
        with heeding_ctrl_c(aside):
            pass
        with heeding_ctrl_c(inner):
            signal.raise_signal(signal.SIGINT)
        assert (outer.over, inner.over, aside.over) == (True, True, False)
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
