"""A council's press release and a newspaper's story as saved from their sites, and a story as plain text."""

from dataclasses import dataclass
from html import escape

from corpus.sample.source import Source


@dataclass(frozen=True)
class Site:
    """What stands around every article of one site."""

    name: str
    nav: list[str]
    related: list[str]
    footer: list[str]


COUNCIL = Site(
    "Brackenford City Council",
    nav=["Bins and recycling", "Council tax", "Planning", "Schools and learning", "Jobs", "News"],
    related=["New bin calendars on their way", "Market Square fountain reopens", "Have your say on bus lanes"],
    footer=["Accessibility statement", "Privacy notice", "Cookies", "© Brackenford City Council"],
)
COURIER = Site(
    "Brackenford Courier",
    nav=["News", "Sport", "What's on", "Obituaries", "Jobs", "Subscribe"],
    related=["Rovers hold on for a point", "Road closures this weekend", "Ten walks for spring"],
    footer=["Contact the newsroom", "How to complain", "Cookies", "© Brackenford Courier"],
)


def press_release(source: Source) -> bytes:
    return _page(source, COUNCIL, "News release")


def news_page(source: Source) -> bytes:
    return _page(source, COURIER, f"By {source.facts['byline']}")


def plain_story(source: Source) -> bytes:
    """Paragraphs with an empty line between them, and no date."""
    return ("\n\n".join(block.text for block in source.blocks) + "\n").encode()


def _page(source: Source, site: Site, kicker: str) -> bytes:
    facts = source.facts
    name, title = escape(site.name), escape(facts["title"], quote=False)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title} | {name}</title>
<meta property="og:title" content="{escape(facts["title"])}">
<meta property="article:published_time" content="{facts["dated"]}">
<style>body {{ font-family: Arial, sans-serif; max-width: 44rem; margin: auto }}</style>
</head>
<body>
<div class="cookie-banner" role="region" aria-label="Cookies">
<p>We use cookies to make this site work. We would also like to set analytics cookies.</p>
<button>Accept all cookies</button> <button>Reject</button>
</div>
<header>
<a href="#main">Skip to main content</a>
<p class="logo">{name}</p>
<nav aria-label="Main"><ul>
{_items(site.nav)}
</ul></nav>
<form role="search"><label>Search this site <input type="search"></label></form>
</header>
<main id="main">
<article>
<h1>{title}</h1>
<p class="byline">{escape(kicker)}</p>
<p class="date">Published: <time datetime="{facts["dated"]}">{facts["dated_words"]}</time></p>
{_body(source)}
<p class="share">Share this page: <a href="#">Email</a> <a href="#">Print</a></p>
</article>
</main>
<aside>
<h2>Related stories</h2>
<ul>
{_items(site.related)}
</ul>
<h2>Sign up for our newsletter</h2>
<p>Get the latest from {name} every Friday.</p>
</aside>
<footer><ul>
{_items(site.footer)}
</ul></footer>
</body>
</html>
""".encode()


def _items(names: list[str]) -> str:
    return "\n".join(f'<li><a href="#">{escape(name)}</a></li>' for name in names)


def _body(source: Source) -> str:
    parts: list[str] = []
    for block in source.blocks:
        text = escape(block.text, quote=False)
        if block.kind == "bullet":
            item = f"<li>{text}</li>"
            if parts and parts[-1].endswith("</li></ul>"):
                parts[-1] = parts[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                parts.append(f"<ul>{item}</ul>")
        else:
            parts.append(f"<h2>{text}</h2>" if block.kind == "heading" else f"<p>{text}</p>")
    return "\n".join(parts)
