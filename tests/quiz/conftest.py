"""A pseudo-terminal with a screen: keys in, what a person would see out."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import sys
import termios
import time
from pathlib import Path

import pexpect
import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from readiness.quiz.moves import LeftError
from readiness.quiz.screens import Asking
from readiness.quiz.terminal.face import TerminalFace
from readiness.quiz.terminal.running import Runner
from readiness.quiz.wording import SittingProgress

ROOT = Path(__file__).parents[2]
STARTUP = 20.0


class Terminal:
    """`readiness quiz` on a screen of so many columns and rows."""

    def __init__(
        self,
        home: Path,
        *options: str,
        columns: int = 80,
        rows: int = 24,
        into: Path | None = None,
        **environ: str,
    ) -> None:
        plain = {
            k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "ACCESSIBLE", "COLUMNS", "LINES"}
        }
        chosen = {
            "TERM": "xterm-256color",
            "READINESS_HOME": str(home),
            "OPENBLAS_NUM_THREADS": "1",
            **environ,
        }
        self.raw = ""
        self.gone = False
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        call = [sys.executable, "-m", "readiness", "quiz", *options]
        if into is not None:
            call = ["sh", "-c", f"exec {shlex.join(call)} > {shlex.quote(str(into))}"]
        self.child = pexpect.spawn(
            call[0],
            call[1:],
            encoding="utf-8",
            codec_errors="replace",
            dimensions=(rows, columns),
            env={**plain, **chosen},
            cwd=str(ROOT),
            timeout=STARTUP,
        )
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = self.child.ptyproc.delayafterterminate = 0.01
        self.settings_before = termios.tcgetattr(self.child.child_fd)

    def read(self, seconds: float = 0.02) -> None:
        """Take what was printed meanwhile."""
        try:
            text = self.child.read_nonblocking(1 << 16, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += text
        self._stream.feed(text)

    @property
    def text(self) -> str:
        """The screen."""
        self.read()
        return "\n".join(line.rstrip() for line in self.screen.display)

    def see(self, *wanted: str, within: float = STARTUP) -> str:
        """Wait until every text is on the screen."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            text = self.text
            if all(part in text for part in wanted):
                return text
        raise AssertionError(f"{wanted} did not appear on\n{self.text}")

    def press(self, *keys: str) -> None:
        """Keys one after the other, each handled before the next."""
        for key in keys:
            self.child.send(KEYS.get(key, key))
            self._settle()

    def _settle(self) -> None:
        before = self.raw
        self.read(0.3)
        while before != self.raw:
            before = self.raw
            self.read(0.06)

    def answer(self, n: int, key: str = "2") -> None:
        """Answer `n` questions, whatever they are."""
        for _ in range(n):
            text = self.see("Ctrl-C save and leave")
            if "Enter answers |" in text and "1-4 mark" not in text:
                self.child.send("3\r")
            else:
                self.child.send("0" if "1-4 mark" in text else key)
            before = self.screen.display[0]
            end = time.monotonic() + STARTUP
            while self.screen.display[0] in {before, " " * self.screen.columns} and time.monotonic() < end:
                self.read()

    def ends(self, within: float = STARTUP) -> int:
        """Wait for the end; the exit code, negative for a signal."""
        end = time.monotonic() + within
        while self.child.isalive() and time.monotonic() < end:
            self.read(0.05)
        self.read(0.2)
        assert not self.child.isalive(), self.text
        status = self.child.exitstatus
        assert status != 1, self.raw[-3000:]
        return status if status is not None else -self.child.signalstatus

    def hang_up(self, within: float = STARTUP) -> None:
        """Close the terminal, as when its window is closed, and wait for the end."""
        self.gone = True
        self.child.ptyproc.fileobj.close()
        end = time.monotonic() + within
        while os.waitpid(self.child.pid, os.WNOHANG) == (0, 0):
            assert time.monotonic() < end
            time.sleep(0.02)

    def resize(self, columns: int, rows: int) -> None:
        """As when the window is dragged."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        self._settle()


KEYS = {
    "enter": "\r",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "page down": "\x1b[6~",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
    "backspace": "\x7f",
}


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def quiz(home):
    started = []

    def start(*options, **shape):
        terminal = Terminal(home, *options, **shape)
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        if not terminal.gone:
            terminal.child.kill(9)
            terminal.child.close()


class DrawingRunner(Runner):
    """Keeps what was drawn at first."""

    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.drawn = None

    def run(self, app):
        def keep(_):
            if self.drawn is None:
                self.drawn = self.stream.getvalue()

        app.after_render += keep
        return super().run(app)


class Drawing:
    """A face that draws screens without a terminal."""

    def __init__(self, columns, rows, runner=DrawingRunner):
        self.stream = io.StringIO()
        self.size = Size(rows=rows, columns=columns)
        self.runner = runner(self.stream)

    def answer(self, asking, keys=""):
        """Show a question to somebody who presses these keys."""
        output = Vt100_Output(self.stream, lambda: self.size, term="xterm-256color", enable_cpr=False)
        with create_pipe_input() as pipe:
            face = TerminalFace(self.stream, source=pipe, output=output, runner=self.runner)
            pipe.send_text(keys)
            return face.show(asking)

    def draw(self, asking):
        """The lines that are on the screen at first."""
        with contextlib.suppress(LeftError):
            self.answer(asking, "\x03")
        screen = pyte.Screen(self.size.columns, self.size.rows)
        pyte.Stream(screen).feed(self.runner.drawn)
        return [line.rstrip() for line in screen.display]


def asking_for(question, **more):
    progress = SittingProgress(38, 52, f"check 7, about 5 minutes left, {question.title}")
    shape = {"sureness": 12.0, "earlier": None, "can_go_back": True, "opens_section": False}
    return Asking(question, progress, **(shape | more))


@pytest.fixture
def drawing():
    """A face that draws one screen without a terminal."""
    return Drawing


@pytest.fixture
def drawing_runner():
    """What runs the prompts of such a face."""
    return DrawingRunner


@pytest.fixture
def asking():
    """A question in the middle of a sitting."""
    return asking_for
