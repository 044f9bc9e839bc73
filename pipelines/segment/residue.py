"""Lines of a web page that are no article: adverts, menus, cookie notes, captions, links to other articles."""

import re

MAX_RESIDUE_CHARS = 280  # longer lines are read as text, whatever they begin with
MIN_MENU_LINES = 4  # so many bare words below one another are a menu; fewer may be a list or a heading
MAX_MENU_WORDS = 4
MAX_LINK_CHARS = 60  # a longer line may be a headline
MAX_BOX_LINES, MAX_BOX_CHARS = 8, 160  # headlines in a box of links, and their length
LINK_SHARE = 0.3  # of a run of short lines: so many are residue by themselves, and the others go with them
SENTENCE_MARKS = '.!?…:;,"”’'

# Reason code -> what the whole line looks like. Each alternative is bounded, so a match is linear in the line.
_PATTERNS: tuple[tuple[str, float, str], ...] = (
    (
        "advertisement",
        0.98,
        (
            r"(?:\[?advertis(?:e)?ments?\]?|advertising|\(?ad\)?|ads? by \w+|sponsored(?: content| links?| post)?|paid (?:content|post)"
            r"|promoted(?: content| stories)?|(?:story|article|report|text) continues (?:below|after|on)\b.{0,40}"
            r"|(?:scroll|continue reading|read on)(?: below)? (?:to continue|for more|below)?.{0,30}|continue reading(?: the main story)?|remove ads?.{0,40}|skip advertisement"
            r"|commercial break|ad feedback|реклама)[.:!]?"
        ),
    ),
    (
        "cookie_notice",
        0.97,
        (
            r"(?:(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)?[^.]{0,60}\bcookies?\b.{0,180}"
            r"|by (?:continuing|using|browsing|clicking)[^.]{0,80}(?:cookies?|privacy policy|terms of (?:use|service)).{0,120}"
            r"|(?:accept|reject|manage|allow)(?: all| our)? (?:cookies?|preferences|settings)|cookie (?:settings|policy|preferences|notice).{0,60}|accept all|reject all|i (?:accept|agree))"
        ),
    ),
    (
        "subscription",
        0.95,
        (
            r"(?:(?:subscribe|sign up|sign in|log in|register|log out|sign out)(?: (?:now|here|today|free|to|for|with|in|and|or)\b.{0,160})?"
            r"|(?:already a|become a) (?:subscriber|member).{0,80}|get (?:our|the|unlimited|full) (?:daily |weekly |free |latest )?(?:newsletter|access|news|headlines|stories).{0,120}"
            r"|(?:join|follow) (?:us|our|\w{2,20}) on (?:telegram|facebook|twitter|x|instagram|whatsapp|youtube|google news|linkedin|threads|bluesky).{0,80}"
            r"|newsletters?(?: sign.?up)?|enter your e-?mail.{0,80}|your e-?mail address.{0,60}|(?:please )?(?:support|donate)(?: (?:us|now|today|our)\b.{0,100})?|download (?:our|the) app.{0,60})[.!>»]?"
        ),
    ),
    (
        "related_link",
        0.93,
        (
            r"(?:(?:read|see|watch|listen|view|learn|show|load)(?: also| more| next| now| all|: )(?:[:>»…\-–—]| .{0,3}|:? .{3,200})?"
            r"|(?:related(?: articles?| stories| topics| news| content| coverage| posts?)?|more (?:on this(?: story)?|stories|news|from .{2,40}|like this|in .{2,30})|recommended(?: stories| for you)?"
            r"|you (?:may|might) (?:also )?(?:like|be interested in)|also (?:read|on .{2,30})|don.t miss|most (?:read|popular|viewed|shared)|latest (?:news|stories|articles)|trending(?: now| stories)?|top stories|up next|what to read next|editor.?s.? picks?|see all|in this article|topics in this article|key (?:points|takeaways))[:.]?(?: .{0,180})?"
            r"|.{12,220}\b(?-i:Read more)(?: ?[»>…])?|(?:timeline|gallery|interactive|quiz|profile|in pictures)\b.{0,160}\bshow hide"
            r"|(?:click|tap) here.{0,120}|go to (?:the )?(?:full|original) (?:article|story|version).{0,40})"
        ),
    ),
    (
        "sharing",
        0.96,
        (
            r"(?:share(?: (?:this|on|via|article|story|post|with)\b.{0,60})?|tweet|facebook|twitter|x|linkedin|whatsapp|telegram|e-?mail|sms|print(?: this| article)?|copy (?:article )?link|copied!?|link copied.{0,20}|save(?: for later| article)?|bookmark|reddit|pinterest|flipboard|instagram|youtube|messenger|pocket|comments?(?: \(?\d+\)?)?|\d+ (?:comments?|shares?|views|likes)|leave a (?:comment|reply)|view comments|show comments|post a comment|gift(?: this)? article|toggle caption|hide caption|listen(?: to (?:this )?article)?(?: \d+ min)?|(?:\d+ )?min(?:ute)?s? read|\d+ min(?:ute)? (?:read|listen)|(?:estimated )?reading time.{0,20})[:.]?"
        ),
    ),
    (
        "navigation",
        0.95,
        (
            r"(?:skip to (?:main )?(?:content|navigation).{0,20}|(?:main )?menu|home ?page|home|search(?: for)?:?|close|back(?: to (?:top|home).{0,10})?|next(?: article| page| story)?|previous(?: article| page| story)?|page \d+(?: of \d+)?|sections?|sitemap|contact(?: us)?|about(?: us)?|careers|terms (?:of (?:use|service)|and conditions|& conditions).{0,40}|privacy(?: policy| notice| statement)?.{0,40}|help|faq|categories:?.{0,60}|tags?:.{0,160}|filed under:?.{0,120}|topics?:.{0,160}|breadcrumb|toggle (?:navigation|menu)|open menu|×|>|»|more|less|show (?:more|less)|load more|\[\d+\]|(?:\w[\w&' ]{1,24} ?[>›»|/·•] ?){2,8}\w[\w&' ]{0,60})"
        ),
    ),
    (
        "legal",
        0.93,
        (
            r"(?:(?:©|\(c\)|copyright)\s?.{0,160}|all rights reserved.{0,120}|this material may not be (?:published|reproduced).{0,160}|reproduction (?:in whole|without).{0,120})"
        ),
    ),
    (
        "caption",
        0.85,
        (
            r"(?:(?:photo(?:graph)?|image|picture|file photo|video|graphic|map|illustration|fig(?:ure)?\.?)(?: \d+)?(?: credits?| by| courtesy| caption| source)?\s?[:|/]\s?.{0,200}"
            r"|(?:.{3,200}[|/(]\s?)?(?:getty images|reuters|afp|ap photo|epa|shutterstock|alamy|anadolu agency)(?:/.{2,40}| via .{2,40})?\)?|credit:.{0,120}|(?:©|\(c\) )\s?(?:getty|afp|reuters|ap|epa).{0,60}|©.{2,60}|facebook twitter (?:pinterest|email|linkedin|google).{0,240}|play video \d{1,2}:\d{2}.{0,200}|image source,?.{0,80}|image caption,?.{0,200}|file[ -](?:photo|image|picture).{0,160}|\(?photo by .{3,80}|video player.{0,40}|play video|watch live|live updates?|\d{1,2}:\d{2}(?: ?/ ?\d{1,2}:\d{2})?)"
        ),
    ),
)
_COMPILED = tuple((code, score, re.compile(rf"(?:{pattern})\s*$", re.IGNORECASE)) for code, score, pattern in _PATTERNS)
_MENU_WORD = re.compile(r"[A-ZА-ЯЁЇІЄ0-9][\w&'’./\- ]{0,28}$")
_SYMBOLS = re.compile(r"[\W_]{1,40}$")
MENU_SCORE = 0.9
REPEAT_SCORE = 0.95
SYMBOL_SCORE = 0.9

REASONS = (
    "advertisement",
    "cookie_notice",
    "subscription",
    "related_link",
    "sharing",
    "navigation",
    "legal",
    "caption",
    "symbols",
    "repeated_line",
)


def residue_of(text: str) -> tuple[str, float] | None:
    """Reason code and score when the line is residue of a web page by its own wording; None otherwise."""
    if len(text) > MAX_RESIDUE_CHARS:
        return None
    for code, score, pattern in _COMPILED:
        if pattern.match(text):
            return code, score
    if _SYMBOLS.match(text):
        return "symbols", SYMBOL_SCORE
    return None


def residue_codes(texts: list[str]) -> list[tuple[str, float] | None]:
    """Per line: reason code and score of residue, also where only the neighbours tell (menus, repeated lines)."""
    memo: dict[str, tuple[str, float] | None] = {}
    found: list[tuple[str, float] | None] = []
    for i, text in enumerate(texts):
        if i and text == texts[i - 1]:
            found.append(found[-1] or ("repeated_line", REPEAT_SCORE))
            continue
        if text not in memo:
            memo[text] = residue_of(text)
        found.append(memo[text])
    for start, end in (*_menus(texts), *_link_lists(texts, found), *_boxes(texts, found)):
        for i in range(start, end):
            found[i] = found[i] or ("navigation", MENU_SCORE)
    return found


def _menus(texts: list[str]) -> list[tuple[int, int]]:
    """Runs of at least `MIN_MENU_LINES` bare capitalised words below one another."""
    runs, start = [], 0
    for i in range(len(texts) + 1):
        bare = (
            i < len(texts)
            and len(texts[i]) <= 30
            and bool(_MENU_WORD.match(texts[i]))
            and texts[i].count(" ") < MAX_MENU_WORDS
        )
        if not bare or texts[i][-1] in ".,:;":
            if i - start >= MIN_MENU_LINES:
                runs.append((start, i))
            start = i + 1
    return runs


def _link_lists(texts: list[str], found: list[tuple[str, float] | None]) -> list[tuple[int, int]]:
    """Runs of short lines that are no sentences, of which enough are residue by their own wording."""
    runs, start = [], 0
    for i in range(len(texts) + 1):
        short = i < len(texts) and len(texts[i]) <= MAX_LINK_CHARS and texts[i][-1] not in SENTENCE_MARKS
        if not short:
            told = sum(code is not None for code in found[start:i])
            if i - start >= MIN_MENU_LINES and told >= LINK_SHARE * (i - start):
                runs.append((start, i))
            start = i + 1
    return runs


def _boxes(texts: list[str], found: list[tuple[str, float] | None]) -> list[tuple[int, int]]:
    """Runs of headlines below a line such as `Related stories` and above another line of residue: links to other articles.

    Headlines that text follows are not taken: the last of them may open an article.
    """
    boxes = []
    for i, code in enumerate(found):
        if not code or code[0] != "related_link":
            continue
        end = i + 1
        while (
            end < len(texts)
            and not found[end]
            and len(texts[end]) <= MAX_BOX_CHARS
            and texts[end][-1] not in SENTENCE_MARKS
        ):
            end += 1
        if 0 < end - i - 1 <= MAX_BOX_LINES and end < len(texts) and found[end]:
            boxes.append((i + 1, end))
    return boxes
