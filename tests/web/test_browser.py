"""Whole sittings in a real browser; `run_browser.py` finds the tools and lets none of this be skipped."""

from __future__ import annotations

import os
import sys
import time
from itertools import pairwise

import pexpect
import pytest

from readiness.store import Store

from .conftest import ROOT, Client, wait_for

if "READINESS_BROWSER" not in os.environ:
    pytest.skip("needs Chromium: python tests/run_browser.py", allow_module_level=True)

from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from .browser import DESKTOP, DOWN, ENTER, PHONE, SPACE, TAB, browser

REFLOW = (1280, 1024)
"""The window that WCAG 2.2 zooms to 400 %: 320 by 256 pixels are left."""


@pytest.fixture(scope="module")
def window():
    with browser() as found:
        yield found


@pytest.fixture
def desk(window, served):
    """The browser at the first page, which must have kept to this server and said no error in the end."""
    window.requests.clear()
    window.errors.clear()
    window.driver.delete_all_cookies()
    window.shape(DESKTOP)
    window.open(served.address)
    window.origin = served.origin
    yield window
    window.listen()
    assert [address for address in window.requests if not address.startswith(served.origin)] == []
    assert [error for error in window.errors if " 409 " not in error and " 422 " not in error] == []


def answers(home, sitting=1):
    with Store(home) as store:
        return [(event.question, event.value) for event in store.sittings.events(sitting)]


def begin(window, mode="quick", *, learn=False):
    window.leave(window.one("a[href='/start']").click)
    window.one(f"input[value='{mode}']").click()
    if learn:
        window.one("input[name='learn']").click()
    window.leave(window.one("button[type=submit]").click)


def test_a_whole_sitting_by_keyboard_alone(desk, home):
    tab_to(desk, lambda: desk.focused().get_attribute("href") == f"{desk.origin}/start")
    desk.leave(lambda: desk.press(ENTER))
    tab_to(desk, lambda: desk.focused().get_attribute("name") == "mode")
    assert desk.focused().get_attribute("value") == "standard"
    tab_to(desk, lambda: desk.focused().tag_name == "button")
    desk.leave(lambda: desk.press(ENTER))
    kinds, n_checks = set(), 0
    while "/review" not in desk.path:
        assert desk.focused().get_attribute("id") == "top", "the question has the focus"
        kind = (desk.one("[name=answer]").get_attribute("type"), bool(desk.every("[value=idk]")))
        if kind not in kinds:
            kinds.add(kind)
            assert desk.axe() == []
        n_checks += kind[1]
        reply_by_keyboard(desk, kind, n_checks)
    assert len(kinds) >= 4
    assert n_checks >= 5
    tab_to(desk, lambda: desk.focused().tag_name == "button")
    desk.leave(lambda: desk.press(ENTER))
    assert desk.path == "/assessments/1"
    assert desk.axe() == []
    assert "Likely between" in desk.text()
    assert len({name for name, _ in answers(home)}) == len(answers(home))


def reply_by_keyboard(window, kind, n_checks):
    if kind[1] and (kind[0] == "text" or n_checks % 2):
        window.leave(lambda: window.press("d"))
    elif kind[0] == "text":
        tab_to(window, lambda: window.focused().get_attribute("id") == "answer")
        window.leave(lambda: window.press("2", ENTER))
    else:
        key = "0" if "/consistency." in window.path else "2"
        window.press(key)
        assert window.focused().get_attribute("value") == key
        window.leave(lambda: window.press(ENTER))


def tab_to(window, there):
    for _ in range(30):
        if there():
            return
        window.press(TAB)
    raise AssertionError(f"Tab does not lead there on {window.path}")


def test_a_whole_sitting_by_touch_on_a_phone(desk, home):
    desk.shape(PHONE)
    begin(desk, "standard", learn=True)
    seen = set()
    n_checks = 0
    while "/review" not in desk.path:
        assert desk.overflow() <= 0
        kind = desk.path.split("/")[3].split(".")[0]
        if kind not in seen:
            seen.add(kind)
            assert desk.axe() == []
        if "/explanation/" in desk.path:
            desk.leave(desk.one("a.button").click)
            continue
        choices = desk.every("label.choice")
        if "/check." in desk.path:
            n_checks += 1
        if n_checks > 6:
            desk.every("summary")[-1].click()
            desk.leave(desk.one("[value=end]").click)
        elif choices:
            (choices[0] if "/consistency." in desk.path else choices[1]).click()
            desk.leave(desk.one("[value=answer]").click)
        elif desk.every("[value=idk]"):
            desk.leave(desk.one("[value=idk]").click)
        else:
            desk.one("#answer").send_keys("3")
            desk.leave(desk.one("[value=answer]").click)
    desk.leave(desk.one("main form button").click)
    assert desk.path == "/assessments/1"
    assert desk.overflow() <= 0
    with Store(home) as store:
        assert store.assessments.last().sitting_id == 1


def test_a_whole_sitting_without_script(served):
    with browser(script=False) as window:
        window.driver.get(f"{served.address}")
        window.driver.get(f"{served.origin}/help")
        assert not window.one("#keys").is_displayed(), "no script runs"
        window.driver.get(f"{served.origin}/start")
        window.one("input[value='quick']").click()
        go_on(window, window.one("main button").click)
        for _ in range(40):
            if "/review" in window.path:
                break
            assert window.focused().get_attribute("id") == "top", "focus needs no script"
            kind = window.one("[name=answer]").get_attribute("type")
            if kind == "checkbox":
                window.every("[name=answer]")[-1].send_keys(SPACE)
            kind = "look" if "/consistency." in window.path else kind
            keys = {"text": (TAB, "2"), "radio": (TAB, SPACE, DOWN), "look": (TAB, SPACE)}.get(kind, ())
            go_on(window, lambda keys=keys: window.press(*keys, ENTER))
        go_on(window, window.one("main button").click)
        assert window.path == "/assessments/1"
        assert "of 100 points" in window.text()


def go_on(window, act):
    before = window.path
    act()
    wait_for(lambda: window.path != before and window.every("footer"))


def test_every_page_in_every_shape(desk, served):
    desk.shape(DESKTOP)
    paths = every_page(served)
    for path in paths:
        for size, zoom in ((DESKTOP, 1), (PHONE, 1), ((320, 568), 1), (REFLOW, 4), ((3840, 2160), 1)):
            for dark in (False, True) if size in {DESKTOP, PHONE} else (False,):
                desk.shape(size, dark=dark, zoom=zoom)
                desk.open(served.origin + path)
                assert desk.overflow() <= 0, (path, size)
                if size != (3840, 2160):
                    assert desk.axe() == [], (path, size, dark)
        heads = desk.run("return [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert heads.count(1) == 1, path
        assert all(b - a <= 1 for a, b in pairwise(heads)), (path, heads)
        assert desk.run("return document.title.endsWith('readiness') && document.documentElement.lang") == (
            "en-GB"
        ) or path.endswith("/report"), path
    desk.errors[:] = [error for error in desk.errors if "/nothing" not in error]


def every_page(served):
    """One address of every kind of page, with a history behind it."""
    client = Client(served)
    client.enter()
    page, held = client.begin("standard", name="Ada Lovelace"), []
    kinds = set()
    while "/review" not in page.address:
        page = client.reply(page)
    done = client.send(page).address
    other = client.finish(client.begin("quick"), "3").address
    client.send(client.get(f"{done}/plan?hours=6&weeks=10"), form=1)
    page = client.begin("standard", learn="yes")
    explained = None
    while explained is None or len(kinds) < 4:
        if "/explanation/" in page.address:
            explained = page.address
            page = client.get(f"/sitting/{page.address.split('/')[2]}")
            continue
        if "/review" in page.address:
            break
        kind = page.forms[0]["fields"][0][2]
        if "/check." not in page.address and kind not in kinds:
            held.append(page.address)
        kinds.add(kind if "/check." not in page.address else f"check {kind}")
        page = client.reply(page)
    if "/explanation/" in page.address:
        page = client.get(f"/sitting/{page.address.split('/')[2]}")
    return [
        "/", "/start", "/upload", "/help", "/history", "/plan", *held, page.address, explained, done,
        other, f"{done}/report", f"{done}/checks", f"{done}/plan", f"{done}/plan?hours=6&weeks=10",
        f"{done}/plan?hours=many", f"{done}/what-if?sql=4", f"{done}/delete", "/compare?old=1&new=2",
        f"{done}/recheck", "/nothing",
    ]  # fmt: skip


def test_a_sitting_goes_on_in_a_terminal_and_back_in_the_browser(desk, home):
    begin(desk)
    desk.press("3")
    desk.leave(lambda: desk.press(ENTER))
    quiz = pexpect.spawn(
        sys.executable,
        ["-m", "readiness", "quiz", "--plain"],
        cwd=str(ROOT),
        env={**os.environ, "READINESS_HOME": str(home), "TERM": "dumb"},
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 100),
    )
    try:
        quiz.expect("answered 1 question")
        quiz.sendline("1")
        quiz.expect("Question 2 of")
        quiz.sendline("2")
        quiz.expect("Question 3 of")
        quiz.sendline("quit")
        quiz.expect(pexpect.EOF)
    finally:
        quiz.close(force=True)
    desk.press("1")
    desk.leave(lambda: desk.press(ENTER))
    assert "answered in another window" in desk.text()
    assert desk.axe() == []
    desk.leave(desk.one("[value=answer]").click)
    assert desk.path == "/sitting/1/question/education.bootcamps"
    assert len(answers(home)) == 2


def test_a_double_click_the_back_button_and_two_windows_lose_nothing(desk, home):
    begin(desk)
    desk.press("3")
    desk.leave(lambda: ActionChains(desk.driver).double_click(desk.one("[value=answer]")).perform())
    wait_for(lambda: len(answers(home)) == 1)
    assert desk.path.endswith("education.field")
    desk.press("1")
    desk.leave(lambda: desk.press(ENTER))
    desk.leave(desk.driver.back)
    assert desk.one("input:checked").get_attribute("value") == "1"
    first = desk.driver.current_window_handle
    address = desk.driver.current_url
    desk.driver.switch_to.new_window("tab")
    desk.open(address)
    desk.press("4")
    desk.leave(lambda: desk.press(ENTER))
    desk.driver.close()
    desk.driver.switch_to.window(first)
    desk.press("5")
    desk.leave(lambda: desk.press(ENTER))
    assert "answered in another window" in desk.text()
    assert desk.one("input:checked").get_attribute("value") == "4"
    assert [name for name, _ in answers(home)].count("education.field") == 2


def test_what_was_not_sent_yet_comes_back_and_a_lost_server_is_said(desk, served):
    begin(desk)
    while "bootcamps" not in desk.path:
        desk.leave(lambda: desk.press("s"))
    desk.one("#answer").send_keys("12")
    desk.driver.refresh()
    wait_for(lambda: desk.one("#answer").get_attribute("value") == "12")
    assert "is back" in desk.one("#status").text
    served.process.kill()
    served.process.communicate()
    desk.one("#answer").send_keys(ENTER)
    wait_for(lambda: "does not answer" in desk.one("#status").text)
    assert desk.one("#answer").get_attribute("value") == "12"
    assert desk.one("#status").get_attribute("role") == "status"
    desk.listen()
    desk.errors.clear()


def test_what_cannot_be_read_gets_the_focus_and_is_described(desk):
    begin(desk)
    desk.leave(desk.one("[value=answer]").click)
    assert desk.focused().get_attribute("role") == "alert"
    assert desk.axe() == []
    assert desk.driver.title.startswith("Error")
    while "bootcamps" not in desk.path:
        desk.leave(desk.one("[value=skip]").click)
    desk.one("#answer").send_keys("lots")
    desk.leave(lambda: desk.press(ENTER))
    box = desk.focused()
    assert box.get_attribute("id") == "answer"
    assert box.get_attribute("value") == "lots"
    described = box.get_attribute("aria-describedby").split()
    assert "Please type" in desk.one(f"#{described[0]}").text
    assert desk.axe() == []


def test_keys_can_be_turned_off_and_never_take_what_is_typed(desk):
    begin(desk)
    desk.press("?")
    assert desk.one("#more").get_property("open")
    desk.press("3")
    assert desk.one("input:checked").get_attribute("value") == "3"
    while "bootcamps" not in desk.path:
        desk.leave(desk.one("[value=skip]").click)
    desk.one("#answer").send_keys("sbd3?")
    assert desk.one("#answer").get_attribute("value") == "sbd3?"
    desk.leave(desk.one("footer a").click)
    switch = desk.one("#keys-switch")
    switch.click()
    assert switch.text == "Turn these keys on"
    desk.leave(desk.driver.back)
    desk.one("h1").click()
    here = desk.path
    desk.press("s", "3", "b", "?")
    time.sleep(0.3)
    assert desk.path == here


def test_the_focus_is_seen_targets_are_large_and_motion_can_be_less(desk):
    begin(desk)
    desk.press(TAB)
    while desk.focused().tag_name != "body":
        style = "const s = getComputedStyle(arguments[0]); return s.outlineStyle + s.outlineWidth"
        focused = desk.focused()
        ring = desk.run(style, focused)
        if focused.tag_name == "input":
            ring = desk.run(style, desk.run("return arguments[0].closest('label')", focused))
        assert ring == "solid3px", focused.get_attribute("outerHTML")
        desk.press(TAB)
    for target in desk.every("button, a.button, label.choice, summary, nav a"):
        if target.is_displayed():
            assert min(target.size.values()) >= 24
    desk.shape(DESKTOP, motion=False)
    assert desk.run("return getComputedStyle(document.querySelector('.choice')).transitionDuration") == "0s"


def test_the_skip_link_leads_past_the_menu(desk):
    desk.run("document.activeElement.blur()")
    desk.press(Keys.HOME)
    link = desk.one(".skip")
    desk.run("arguments[0].focus()", link)
    assert desk.run("return arguments[0].getBoundingClientRect().left", link) >= 0
    desk.press(ENTER)
    assert desk.path == "/#main"
    desk.press(TAB)
    assert desk.run("return document.querySelector('main').contains(document.activeElement)")


def test_a_result_prints_without_what_cannot_be_pressed_on_paper(desk, served):
    client = Client(served)
    client.enter()
    address = client.finish(client.begin("quick")).address
    desk.open(served.origin + address)
    desk.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    for hidden in ("nav", ".actions"):
        assert not desk.one(hidden).is_displayed()
    assert desk.one(".figure").is_displayed()


def test_the_browser_would_find_faults(desk, served):
    desk.run(
        "document.documentElement.removeAttribute('lang');"
        "document.querySelector('.lead').style.color = '#ccc';"
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        ' \'<input><img src="http://127.0.0.1:9/x.png"><p style="width: 3000px">wide</p>\')'
    )
    told = " ".join(desk.axe())
    for fault in ("html-has-lang", "color-contrast", "image-alt", "label"):
        assert fault in told
    time.sleep(0.3)
    desk.listen()
    assert any("Content Security Policy" in error for error in desk.errors)
    desk.run("setTimeout(() => { throw new Error('broken') })")
    wait_for(lambda: desk.listen() or any("broken" in error for error in desk.errors))
    desk.errors.clear()
    desk.requests[:] = [address for address in desk.requests if address.startswith(served.origin)]


def test_another_site_cannot_act_or_show_the_pages(desk, served, tmp_path):
    (tmp_path / "evil.html").write_text(
        f'<form method="post" action="{served.origin}/history/delete"><input name="key" value="x">'
        f'<button>prize</button></form><iframe src="{served.origin}/"></iframe>'
    )
    client = Client(served)
    client.enter()
    client.finish(client.begin("quick"))
    desk.driver.get((tmp_path / "evil.html").as_uri())
    frame = desk.one("iframe")
    desk.driver.switch_to.frame(frame)
    assert "readiness for" not in desk.driver.page_source
    assert "How ready are you" not in desk.driver.page_source
    desk.driver.switch_to.default_content()
    desk.one("button").click()
    wait_for(lambda: served.origin in desk.driver.current_url)
    assert "Not from another site" in desk.text()
    assert client.get("/assessments/1").status == 200
    desk.listen()
    desk.errors.clear()
    desk.requests.clear()
