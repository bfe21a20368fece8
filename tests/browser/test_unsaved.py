"""What a facilitator has typed is not lost without a question."""

from playwright.sync_api import Browser, Dialog, expect

from benchmarks.house import Server
from tests.browser.room import SLOW, Facilitator
from tests.browser.test_whole_road import open_a_workshop


def test_leaving_a_form_that_is_not_saved_asks_first(browser: Browser, server: Server) -> None:
    alice = Facilitator(browser, server)
    open_a_workshop(alice)
    page = alice.open("frame")
    asked: list[str] = []
    stay = True

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if stay:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    ambition = page.locator("[class*=st-key-frame-ambition-] textarea")
    ambition.fill("Tapée, pas enregistrée")
    before = page.url
    alice.press("next-phase")
    page.wait_for_timeout(500)
    assert len(asked) == 1
    assert page.url == before
    expect(ambition).to_have_value("Tapée, pas enregistrée")
    alice.press("frame-save")
    expect(page.get_by_test_id("stToast")).to_be_visible(timeout=SLOW)
    alice.go_on()
    assert len(asked) == 1  # what is saved is left without a word

    page = alice.open("frame")
    page.locator("[class*=st-key-frame-ambition-] textarea").fill("Encore")
    stay = False
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Parcours").click()
    expect(page.locator("h1").first).to_have_text("Parcours", timeout=SLOW)
    assert len(asked) == 2
