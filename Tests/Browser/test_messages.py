"""A group's head is reminded: in the system, and by mail and web hook on this machine; addresses are their own to set."""

import hashlib
import hmac
import http.server
import json
import socketserver
import threading

import pytest
from city import ROOT, free_port, shouwang
from playwright.sync_api import expect
from sight import inspect

SECRET = "hook secret"


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server that says yes to everything and keeps what it is given."""

    mails = []

    def handle(self):
        def say(text):
            self.wfile.write(f"{text}\r\n".encode())

        say("220 here")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            if line.startswith("DATA"):
                say("354 tell")
                mail = []
                while (part := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                    mail.append(part)
                Mailbox.mails.append("\n".join(mail))
            say("221 bye" if line == "QUIT" else "250 yes")
            if line == "QUIT":
                return


class Hook(http.server.BaseHTTPRequestHandler):
    """A web server that keeps what it is told."""

    told = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        Hook.told.append((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def outside(monkeypatch, tmp_path):
    """The ways out, and rules of messages by which the morning begins at midnight and it is never quiet."""
    text = (ROOT / "messages" / "messages.yaml").read_text()
    text = text.replace('at: "07:30"', 'at: "00:00"').replace('from: "21:00", until: "07:00"', 'from: "00:00", until: "00:00"')
    text = text.replace("  channels: [mail, sms]\n  lines", "  channels: [mail, sms, webhook]\n  lines")
    (tmp_path / "messages.yaml").write_text(text)
    monkeypatch.setenv("SHOUWANG_MESSAGES", str(tmp_path))
    mail = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox)
    hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    for server in (mail, hook):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(mail.server_address[1]),
        "MAIL_SECURITY": "none",
        "MAIL_FROM": "watch@example.cn",
        "WEBHOOK_URL": f"http://127.0.0.1:{hook.server_address[1]}/",
        "WEBHOOK_SECRET": SECRET,
    }
    for key, value in settings.items():
        monkeypatch.setenv(f"SHOUWANG_{key}", value)
    yield mail
    for server in (mail, hook):
        server.shutdown()
        server.server_close()


def run(city):
    return json.loads(shouwang("messages", "run", "--store", city.store, "--json"))


def test_a_head_is_reminded_inside_and_outside(city, at_work, outside):
    head = at_work("zuzhang")
    head.goto("/messages")
    head.locator("a", has_text="设置邮箱和手机").click()
    head.get_by_label("用哪个手机号接收").click()
    assert head.evaluate("document.activeElement.name") == "phone"
    head.locator("[name=mail]").fill("nobody")
    head.locator("button", has_text="保存邮箱").click()
    expect(head.locator("main")).to_contain_text("name@example.cn")
    inspect(head, "messages-contacts-wrong")
    head.locator("[name=mail]").fill("zuzhang@example.cn")
    head.locator("button", has_text="保存邮箱").click()
    expect(head.locator("main")).to_contain_text("z***@example.cn")
    inspect(head, "messages-contacts")

    first = run(city)
    assert first["raised"] > 0 and first["sent"] > 0 and first["failed"] == 0, first
    assert any("To: <zuzhang@example.cn>" in mail for mail in Mailbox.mails)
    for headers, body in Hook.told:
        made = hmac.new(SECRET.encode(), headers["x-shouwang-time"].encode() + b"." + body, hashlib.sha256)
        assert headers["x-shouwang-signature"] == "sha256=" + made.hexdigest()
    # Nothing is told or sent twice.
    count = len(Mailbox.mails)
    assert run(city)["raised"] == 0 and len(Mailbox.mails) == count

    head.goto("/")
    expect(head.locator("main")).to_contain_text("未读消息")
    inspect(head, "home-with-messages")
    head.goto("/messages")
    expect(head.locator("main")).to_contain_text("今日工作提醒")
    inspect(head, "messages")
    head.goto("/messages?lang=en")
    expect(head.locator("main")).to_contain_text("Reminders of today")
    head.goto("/messages?lang=zh")
    head.locator("button", has_text="标为已读").first.click()
    expect(head.locator("main")).to_contain_text("没有未读消息")
    inspect(head, "messages-read")


def test_a_way_that_is_down_is_told_and_named(city, outside, monkeypatch):
    monkeypatch.setenv("SHOUWANG_MAIL_PORT", str(free_port()))
    shouwang("messages", "test", "webhook")
    shouwang("messages", "test", "mail", "--to", "zuzhang@example.cn", expect=69)
    monkeypatch.setenv("SHOUWANG_MAIL_SECURITY", "perhaps")
    shouwang("messages", "run", "--store", city.store, expect=65)
