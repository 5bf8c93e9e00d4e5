"""Reads letters as a mail program does that shares no line with ours: Python's email with the strict policy.

Each argument is a folder of .eml files; those of a folder whose name begins with "thread" are one thread, in the order
of their names. Prints how many it read; any defect is an exception.
"""
import email
import email.policy
import html.parser
import pathlib
import re
import sys

POLICY = email.policy.strict.clone(utf8=False)
ONCE = ["from", "to", "date", "message-id", "subject", "auto-submitted", "mime-version"]
LOADS = re.compile(r"<(img|script|link|iframe|object|embed|video|audio|base|form)\b|\bsrc=|\bbackground=|url\(|@import", re.I)


class Visible(html.parser.HTMLParser):
    """The words that somebody sees, with the target of each link."""

    def __init__(self):
        super().__init__()
        self.words, self.hidden, self.links = [], 0, []

    def handle_starttag(self, tag, attributes):
        style = dict(attributes).get("style") or ""
        if tag in ("style", "head", "title") or "display:none" in style.replace(" ", "") or self.hidden:
            self.hidden += tag not in ("meta", "br", "hr", "img", "input")
        if tag == "a":
            self.links.append(dict(attributes).get("href") or "")

    def handle_endtag(self, tag):
        self.hidden -= bool(self.hidden)

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def words(text):
    """Lower case and without what only one of the two needs: rules, quotes, colons, addresses behind buttons."""
    text = re.sub(r"https?://\S+", " ", text)
    return [word for word in re.findall(r"[^\W_]+", text.lower())]


def read(path):
    raw = path.read_bytes()
    assert b"\n" not in raw.replace(b"\r\n", b""), f"{path}: a bare line feed"
    assert b"\r" not in raw.replace(b"\r\n", b""), f"{path}: a bare carriage return"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998, f"{path}: a line over 998 octets"
    assert raw.isascii(), f"{path}: not ASCII"
    letter = email.message_from_bytes(raw, policy=POLICY)
    for part in letter.walk():
        assert not part.defects, f"{path}: {part.defects}"
        for name, value in part.items():
            assert not value.defects, f"{path}: {name}: {value.defects}"
            assert "\n" not in value and "\r" not in value
    for name in ONCE:
        assert len(letter.get_all(name, [])) == 1, f"{path}: {name}"
    assert len(letter["to"].addresses) == 1 and len(letter["from"].addresses) == 1, f"{path}: one reader, one sender"
    assert letter["date"].datetime is not None and letter["auto-submitted"] == "auto-generated"
    assert re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", letter["message-id"]), letter["message-id"]
    assert letter.get_content_type() == "multipart/alternative", path
    kinds = [part.get_content_type() for part in letter.iter_parts()]
    assert kinds == ["text/plain", "text/html"], f"{path}: {kinds}"
    text, shown = (part.get_content() for part in letter.iter_parts())
    assert not LOADS.search(shown), f"{path}: loads {LOADS.search(shown)}"
    visible = Visible()
    visible.feed(shown)
    seen, said = words(" ".join(visible.words)), words(text)
    assert sorted(set(said) - set(seen)) == [], f"{path}: only in the text: {sorted(set(said) - set(seen))}"
    assert sorted(set(seen) - set(said)) == [], f"{path}: only in the HTML: {sorted(set(seen) - set(said))}"
    for link in visible.links:
        assert link in text, f"{path}: the text does not have {link}"
    return letter


def thread(letters):
    before = []
    for letter in letters:
        ids = re.findall(r"<[^<>]+>", letter["references"] or "")
        assert (letter["in-reply-to"] or None) == (before[-1] if before else None), letter["subject"]
        assert ids[:1] == before[:1] and ids[-1:] == before[-1:], letter["subject"]
        before.append(str(letter["message-id"]))
    assert len({str(letter["subject"]) for letter in letters}) == 1, "the subject stays"
    assert len({str(letter["list-id"]) for letter in letters}) == 1


count = 0
for folder in map(pathlib.Path, sys.argv[1:]):
    letters = [read(path) for path in sorted(folder.glob("*.eml"))]
    assert letters, f"{folder} is empty"
    if folder.name.startswith("thread"):
        thread(letters)
    count += len(letters)
print(count)
