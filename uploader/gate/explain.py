"""What each rule means, with an example and a cure: the one source of messages for people and of the documentation."""

from dataclasses import dataclass

from uploader.models import Rule


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule, told to the person who reads a finding of it.

    Attributes:
        means: what is wrong, one sentence. example: a text that has it. cure: what to do.
    """

    means: str
    example: str
    cure: str


EXPLANATIONS: dict[Rule, Explanation] = {
    "yaml": Explanation(
        "The frontmatter cannot be read, so the whole site's build would stop.",
        'title: "He said "yes""',
        "Quote the value as JSON does and escape quotes and backslashes within it.",
    ),
    "schema": Explanation(
        "The frontmatter lacks a key, has one too many, or a value of the wrong type or order.",
        "featured: yes",
        "Give the eight keys in their order: author, pubDatetime, title, slug, featured, draft, tags, description; "
        "for Hugo date and url, for Jekyll layout, date, permalink and published in their places.",
    ),
    "file-name": Explanation(
        "The site does not show files of this name, or the name is not the video's.",
        "_PdK6x7PQNM.md",
        "Name the file after the video id, with yt- before an id that begins with an underscore; for Jekyll with "
        "the day before it.",
    ),
    "slug": Explanation(
        "The slug is not the video's id, is another post's too, or YAML would not read it back as the same text.",
        "slug: 1e234567890",
        "Set the slug to the video id and quote it where YAML reads a number; a url or permalink to /posts/ID/.",
    ),
    "date": Explanation(
        "The date is quoted, malformed or in the future; the site refuses or hides such a post.",
        'pubDatetime: "2026-07-30"',
        "Write it in UTC with milliseconds and Z, unquoted, not later than now.",
    ),
    "thumbnail": Explanation(
        "The thumbnail block is missing, changed, or shows another video.",
        "https://img.youtube.com/vi/untitled/maxresdefault.jpg",
        "Restore the block with the video's own id.",
    ),
    "structure": Explanation(
        "The page is not built as readers expect it: parts out of order, too many or too few, or cut off.",
        "a section with a heading and no bullet",
        "Write 5 to 13 key points and 2 to 8 bullets a section, each a whole statement in noun form.",
    ),
    "chatter": Explanation(
        "The model speaks to its user instead of summarising the talk.",
        "(추가 멘트 없이 종료)",
        "Remove the sentence.",
    ),
    "error-text": Explanation(
        "A program's error or a model's refusal stands where the summary should be.",
        "Request failed for https://api.openai.com returned code 429",
        "Do not publish; make the summary again once the service works.",
    ),
    "empty": Explanation(
        "There is nothing to read in this place.",
        "a post without a summary",
        "Make the summary again, or remove the empty place.",
    ),
    "unrelated": Explanation(
        "The summary shares no name or rare term with the title, the description and the talk.",
        "a talk on coding agents summarised as a lesson in pronouncing a food",
        "Check that the transcript is this video's, then make the summary again.",
    ),
    "language": Explanation(
        "This is not Korean, or too little of it is.",
        "The model reads the file and returns a list of names.",
        "Write it in Korean; keep Latin script for names and code.",
    ),
    "script": Explanation(
        "A character of another writing system, or an invisible one, strayed into the text.",
        "성능이 提高됨",
        "Write the word in Korean.",
    ),
    "html": Explanation(
        "Raw HTML other than the thumbnail block, a shortcode or Liquid would run or swallow the text after it.",
        "<img onerror=…>",
        "Escape the angle bracket or the brace, or name the element in words.",
    ),
    "link": Explanation(
        "A link leads somewhere other than this video.",
        "[자세히](https://example.com)",
        "Remove the link; only links computed from the video id may stand in a post.",
    ),
    "strikethrough": Explanation(
        "Two tildes strike out the text between them.",
        "10~20%에서 80~90%로",
        "Escape each tilde.",
    ),
    "literal-markup": Explanation(
        "Asterisks or other marks would show as they are.",
        "**단어(word)**는",
        "Remove the marks, or move the particle out of their reach.",
    ),
    "description": Explanation(
        "The description is not plain text of at most 100 characters, or is cut in the middle of a word.",
        "**AI Engineer**는 다수의 글로벌 연",
        "Take the first key point without Markdown, cut between words and closed with an ellipsis.",
    ),
    "number": Explanation(
        "The talk does not bear out this number, its unit, its scale or the limit put on it.",
        '"235 billion" told as 235억',
        "Say the number as the quote has it: 2,350억. Leave it out if nobody said it.",
    ),
    "year": Explanation(
        "Nobody said this year or date.",
        '"last February" told as 2023년 2월',
        "Tell the time as the speaker did, so that it holds years later: 지난 2월.",
    ),
    "name": Explanation(
        "The talk, its title and its description do not bear out this name.",
        "Mistrel for Mistral, or a company that nobody mentioned",
        "Use the spelling of the title, the description or the glossary, or say what it is instead: 데이터 기업.",
    ),
    "known-misspelling": Explanation(
        "Captions are known to write this name wrongly.",
        "Cloud Code for Claude Code",
        "Write the name as the glossary has it.",
    ),
    "acronym": Explanation(
        "The acronym is spelled out in a way that neither the talk nor the glossary has.",
        "MCP(Multi-Client Protocol)",
        "Spell it out as spoken or as the glossary says, or not at all.",
    ),
    "quote": Explanation(
        "The words that a bullet rests on are not said where it says so.",
        "a quote put together from two places",
        "Copy 8 to 40 consecutive words from the block, and say only what they say.",
    ),
    "timestamp": Explanation(
        "The sections' moments do not increase, lie outside the video, or leave much of it untold.",
        "section 3 begins before section 2",
        "Put the sections in spoken order and cover the talk to its end.",
    ),
    "duplicate": Explanation(
        "The same statement is made twice.",
        "two bullets that differ in one word",
        "Keep the one with the better evidence.",
    ),
    "examiner": Explanation(
        "A second reader finds that the cited words contradict the bullet or do not say it.",
        "the cause told as the effect",
        "Say what the cited words say, or remove the bullet.",
    ),
}
"""Every rule of the gate's closed list."""


def explain(rule: Rule) -> str:
    """The rule as a paragraph for people."""
    told = EXPLANATIONS[rule]
    return f"{told.means} For example: {told.example}. Cure: {told.cure}"
