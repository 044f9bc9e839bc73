"""What stands round the text of an article and is no sentence of it: sign-offs below it, captions, posts of others, greetings.

A sign-off ends an article whatever it is about; a caption or a post inside one looks like an opening and is none. The forms are
those that papers print, read in articles of outlets that training knows.
"""

import re
from collections.abc import Iterator

import numpy as np

from pipelines.segment.shapes import Column, neighbours, since

READ_CHARS = 400  # of a line; a longer one is text with such words in it
OFFSETS = (-2, -1, 0, 1)

_SIGN_OFF_WORDS = (
    "@",
    "contributed",
    "permission",
    "published",
    "posted",
    "appeared",
    "riter is",
    "uthor",
    "expressed",
    "iting by",
    "porting by",
)
"""One of them stands in every line that `_SIGN_OFF_INSIDE` finds; looking for them first makes most lines cost nothing."""
_SIGN_OFF_INSIDE = re.compile(
    r"(?i:\b[\w.+-]{2,40}@[\w-]{2,40}\.[a-z]{2,6}\b|\bcontributed (?:to (?:this|the) (?:report|story|article|piece)|reporting|from \w)|\bcontributed\.?$"
    r"|\b(?:posted|reprinted|republished|published) (?:here )?(?:with|by) (?:the )?permission\b|\bwas (?:originally|first) (?:published|posted)\b|\boriginally (?:appeared|published)\b"
    r"|\b(?:the writer|the author) is\b|\bis the author of\b|\bviews? expressed (?:here|in this|are|by)\b)|\b(?:[Ee]diting|[Ww]riting|[Rr]eporting) by [A-Z]"
)
_SIGN_OFF = re.compile(
    r"(?i:(?:write to|follow|reach|contact|e-?mail|tweet|send (?:letters|tips|comments)|letters to|read or share this story|get in touch)\b(?=.{0,80}(?:@|\bon twitter\b|\bat \w|https?:|\bto the editor))"
    r"|\(?(?:additional )?(?:reporting|writing|editing|compiled|edited) by\b"
    r"|\W{0,2}(?:corrections? (?:&|and) (?:amplifications|clarifications)|this (?:story|article|post|piece|report) (?:has been|was) (?:updated|amended|corrected|edited|refiled)|\(?(?:this )?(?:version of )?(?:the|this) story (?:has been|was|is) re)"
    r"|\W{0,2}(?:with (?:inputs?|files) from|source:|sources:|associated press|the associated press|agence france.presse|reuters$|all rights reserved))"
    r"|[—–-]{1,2} ?(?:[Ww]ith (?:assistance|files|reporting)|[A-Z][\w.’'-]+ (?:[A-Z][\w.’'-]+ ){1,3}(?:in|and|contributed)\b)|[—–-]{1,2} ?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}$"
    r"|\W{0,2}[A-Z][\w.’'-]+ (?:[A-Z][\w.’'-]+,? ){1,3}(?:.{0,40} )?(?:is|are) (?:an? |the )?(?:[\w-]+ ){0,5}(?:columnist|contributor|correspondent|reporter|fellow|professor|author|analyst|editor|writer|journalist|lecturer)s?\b"
)
_CAPTION_OPENS = re.compile(
    r"(?i:(?:file[ -](?:photo|image|picture)|photo(?:graph)?s?(?: illustration)?(?: by\b|:)|image:|pictured|enlarge this image|facebook twitter|play video|watch:))"
)
_CAPTION = re.compile(
    r"\b(?:Getty Images|AP Photo|AFP via|EPA-EFE|Shutterstock|iStock|Photograph:|Photo(?: by|:)|Picture:|via AP\b|toggle caption)|(?:REUTERS|Reuters|AFP|AP|EPA|Bloomberg)/|/(?:Reuters|REUTERS|AFP|AP|EPA|Getty|Bloomberg)\W{0,2}$|\((?:left|right|centre|center|above|pictured)\)",
)
_POST = re.compile(
    r"pic\.twitter\.com/|https?://t\.co/|[—–-] ?[^@\n]{1,50}\(@\w{2,20}\)|^@\w{3,20}\b|\bRT @\w{2,20}|\b(?:instagram|twitter|facebook)\.com/"
)
_GREETING = re.compile(
    r"(?:good (?:morning|afternoon|evening)\b|welcome to\b|here(?:’|')?s (?:what|the latest|your)|here (?:is|are) (?:what|the latest|today)|this is (?:a rush|the) transcript|\W{0,2}click here to\b"
    r"|in (?:today|this week)(?:’|')s\b|(?:this article|this story) (?:is|was)\b|\(?advisory:|by [A-Z][\w.’'-]+ [A-Z]|listen to\b|the following is\b|editor(?:’|')s note)",
    re.IGNORECASE,
)


def fitting_columns(texts: list[str]) -> Iterator[tuple[str, Column]]:
    """Named features of every gap: which of the lines round it are no sentence of an article, and of what kind.

    Args:
        texts: The lines.
    """
    count = len(texts)
    short = [text if len(text) <= READ_CHARS else "" for text in texts]
    marks = {
        kind: np.fromiter(map(found, short), np.float32, count)
        for kind, found in (("sign_off", _is_sign_off), ("photo", _is_caption), ("post", _is_post))
    }
    marks["greeting"] = np.fromiter((bool(_GREETING.match(t[:READ_CHARS])) for t in texts), np.float32, count)
    for kind, mark in marks.items():
        for offset in OFFSETS:
            yield f"{kind}_{offset:+d}", neighbours(mark, offset)
        yield f"{kind}_habit", np.full(count, mark.mean() if count else 0, np.float32)
    yield "since_sign_off", since(marks["sign_off"] > 0)


def _is_sign_off(text: str) -> bool:
    return bool(
        _SIGN_OFF.match(text) or (any(word in text for word in _SIGN_OFF_WORDS) and _SIGN_OFF_INSIDE.search(text))
    )


def _is_caption(text: str) -> bool:
    return bool(_CAPTION_OPENS.match(text) or _CAPTION.search(text))


def _is_post(text: str) -> bool:
    return ("@" in text or ".co" in text) and bool(_POST.search(text))
