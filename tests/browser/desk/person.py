"""Somebody at the desk, in the words of their work: what they do, by role and label."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Person:
    """A person of the staff and the page that they look at."""

    def __init__(self, page: Page, role: str) -> None:
        self.page = page
        self.role = role

    def signs_in(self, email: str, password: str) -> None:
        self.page.goto("/account/sign-in/?next=/desk/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/desk/")

    def opens(self, address: str) -> None:
        self.page.goto(address)

    def begins(self, title: str, specialty: str = "Psychiatry / Mood disorders") -> str:
        """A new topic; its address at the desk."""
        self.opens("/desk/topics/new/")
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Specialty").fill(specialty)
        self.page.get_by_role("button", name="Begin", exact=True).click()
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()
        return f"/desk/{self.page.url.split('/desk/', 1)[1]}"

    def writes_plainly(self, topic: str, text: str) -> None:
        """The text as a topic file: for who has no scripts."""
        self.opens(topic)
        self.page.get_by_label("Text", exact=True).fill(text)
        self.saves()

    def saves(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).first.click()
        self.hears("Saved as version")

    @property
    def editor(self) -> Locator:
        """The topic's text in the editor, never the plain field that stands there until the
        editor has started: a click that found that field would wait for it for ever."""
        return self.page.locator(".ProseMirror[role=textbox]")

    def submits(self, topic: str, words: str = "") -> None:
        self.opens(f"{topic}submit/")
        self.page.get_by_label("A word to those who review it").fill(words)
        self.page.get_by_role("button", name="Send to review").click()
        self.hears("Sent to review")

    def declares(self) -> None:
        self.opens("/desk/interests/")
        self.page.get_by_label("I have nothing to declare").check()
        self.page.get_by_role("button", name="Declare").click()
        self.hears("Declared")

    def statement(self, words: str) -> Locator:
        """A statement on the review's screen, by what it says."""
        return self.page.locator("[data-judge]").filter(
            has=self.page.locator(".as-read").filter(has_text=words)
        )

    def confirms(self, words: str) -> None:
        self.statement(words).get_by_role("button", name="Confirm").click()
        expect(self.statement(words).locator(".chip.live")).to_be_visible()

    def asks_for_a_change(self, words: str, request: str) -> None:
        item = self.statement(words)
        item.locator("summary[data-ask]").click()
        item.get_by_label("What is wrong, and what should stand there").fill(request)
        item.get_by_role("button", name="Ask for this change").click()
        expect(self.statement(words).get_by_text(request).first).to_be_visible()

    def finishes_the_step(self) -> None:
        self.page.get_by_role("button", name="Finish this step").click()
        self.hears("This step of the review is finished")

    def publishes(self, topic: str, kind: str, note: str, severity: str = "") -> None:
        self.opens(f"{topic}publish/")
        self.page.get_by_label("Kind of change").select_option(kind)
        if severity:
            self.page.get_by_label("If it corrects something").select_option(severity)
        self.page.get_by_label("What changed, for readers").fill(note)
        self.page.get_by_role("button", name="Publish edition").click()
        self.hears("is live")

    def hears(self, words: str) -> None:
        """The message that the desk gives after an act."""
        expect(self.page.locator(".messages").get_by_text(words).first).to_be_attached()
