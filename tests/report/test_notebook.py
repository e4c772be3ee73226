"""A report is a text wherever it is asked for: in a notebook, and whatever the environment says."""

import builtins

import pytest

from readiness.report import Options, render


@pytest.fixture
def notebook(monkeypatch):
    """What a library finds that asks whether it runs in a notebook."""

    class ZMQInteractiveShell:
        pass

    shell = ZMQInteractiveShell()
    monkeypatch.setattr(builtins, "get_ipython", lambda: shell, raising=False)


@pytest.mark.parametrize("options", [Options(), Options(colour=True), Options(width=200)], ids=str)
def test_in_a_notebook_a_report_is_given_back_and_not_displayed(saved, options, request, capfd):
    outside = render(saved, options=options)
    request.getfixturevalue("notebook")

    assert render(saved, options=options) == outside
    assert saved.verdict.title in outside
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COLUMNS", "33"),
        ("LINES", "5"),
        ("TERM", "dumb"),
        ("NO_COLOR", "1"),
        ("FORCE_COLOR", "1"),
        ("TTY_COMPATIBLE", "1"),
        ("JUPYTER_COLUMNS", "33"),
    ],
)
def test_a_text_depends_on_its_options_and_not_on_the_environment(saved, monkeypatch, name, value):
    outside = [render(saved), render(saved, options=Options(colour=True))]
    monkeypatch.setenv(name, value)

    assert [render(saved), render(saved, options=Options(colour=True))] == outside
