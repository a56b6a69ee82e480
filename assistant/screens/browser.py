"""What only the reader's browser can do: announce an answer, copy a link, scroll to a passage, find the way back."""

from __future__ import annotations

import streamlit as st

# The region outlives the answers: a screen reader announces only what changes inside a region that it knows.
ANNOUNCE = """
export default function ({ parentElement, data }) {
  const region = parentElement.querySelector("[role=status]");
  // once for each answer, also where the reader comes back to it from a page
  if (window.scrutinyAnnounced === data.target) return;
  window.scrutinyAnnounced = data.target;
  region.textContent = data.words;
  clearInterval(window.scrutinyScrolling);
  if (!data.words) return;
  // while the answer is drawn and pushes things about: on a slow machine for long after the script has run
  let settled = 0, last = null;
  const stop = () => clearInterval(again);
  const again = setInterval(() => {
    const question = document.getElementById(data.target);
    const top = question?.getBoundingClientRect().top;
    question?.scrollIntoView({ block: "start" });
    const isDrawn = question && document.querySelector("[data-test-script-state=notRunning]");
    settled = isDrawn && top === last ? settled + 1 : 0;
    last = question?.getBoundingClientRect().top;
    if (settled > 8) stop();
  }, 150);
  window.scrutinyScrolling = again;
  for (const sign of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    window.addEventListener(sign, stop, { once: true, passive: true });
  }
}
"""
# The picture has no height before it is loaded, and what is drawn after it pushes it about. A passage that is in view
# already is left where it is.
SCROLL = """
export default function ({ parentElement, data }) {
  const here = parentElement.querySelector("span");
  if (here.dataset.place === data.place) return;
  here.dataset.place = data.place;
  clearInterval(window.scrutinyShowing);
  const lowest = window.innerHeight * 0.8;
  const endOfPassage = () => {
    const picture = document.querySelector(".st-key-print img");
    const mark = document.getElementById("passage");
    const part = data.share === null ? mark : picture?.complete && picture.naturalHeight ? picture : null;
    const box = part?.getBoundingClientRect();
    return box ? box.top + (data.share ?? 0) * box.height : null;
  };
  let settled = 0, last = null;
  const stop = () => clearInterval(again);
  const again = setInterval(() => {
    const y = endOfPassage();
    if (y > lowest) document.querySelector("main").scrollBy({ top: y - lowest });
    const isDrawn = y !== null && document.querySelector("[data-test-script-state=notRunning]");
    settled = isDrawn && y === last ? settled + 1 : 0;
    last = endOfPassage();
    if (settled > 8) stop();
  }, 150);
  window.scrutinyShowing = again;
  for (const sign of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    window.addEventListener(sign, stop, { once: true, passive: true });
  }
}
"""
# A part that scrolls sideways can be scrolled without a mouse only where it takes the focus.
REACH = """
export default function ({ data }) {
  const part = document.querySelector(`.st-key-${data.part}`);
  if (!part) return;
  part.tabIndex = 0;
  part.setAttribute("role", "region");
  part.setAttribute("aria-label", data.name);
}
"""
# On a narrow screen Streamlit puts the headings of the menus and their items straight into the list of the screens,
# which is no list then (WCAG 1.3.1). Each menu becomes a list under its own name.
MEND_MENU = """
export default function () {
  if (window.scrutinyMending) return;
  const mend = () => {
    for (const menu of document.querySelectorAll("ul[data-testid=stSidebarNavItems]:has(> div)")) {
      menu.setAttribute("role", "none");
      for (const group of menu.querySelectorAll(":scope > div")) {
        const heading = group.querySelector("header");
        group.setAttribute("role", "list");
        group.setAttribute("aria-label", heading?.querySelector("p")?.textContent ?? "");
        heading?.setAttribute("aria-hidden", "true");
      }
    }
  };
  window.scrutinyMending = new MutationObserver(mend);
  window.scrutinyMending.observe(document.body, { childList: true, subtree: true });
  mend();
}
"""
# A sign-in ends where readers come in. The address that was opened before it is kept in the tab alone, and only for
# as long as a sign-in takes; it carries no right.
WAY_BACK = """
const KEY = "scrutiny opened", MINUTES = 15;
export default function ({ data }) {
  const { origin, pathname, search } = window.location;
  const here = pathname + search;
  if (!data.is_in) {
    if (search || pathname.replaceAll("/", "")) {
      sessionStorage.setItem(KEY, JSON.stringify({ address: here, at: Date.now() }));
    }
    return;
  }
  const opened = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (opened && Date.now() - opened.at < MINUTES * 60000 && opened.address !== here) {
    window.location.replace(origin + opened.address);
  }
}
"""
COPY = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("[role=status]");
  button.textContent = data.label;
  const copyTheOldWay = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };
  button.onclick = async () => {
    const here = window.location;
    const words = data.is_link ? (data.words ? here.origin + here.pathname + data.words : here.href) : data.words;
    let done = false;
    try {
      await navigator.clipboard.writeText(words);
      done = true;
    } catch {
      done = copyTheOldWay(words);  // browsers keep the clipboard from pages without https
    }
    status.textContent = done ? data.done : "This browser does not let the page copy. Select the words and copy them.";
  };
}
"""
COPY_STYLE = """
button {
  font: inherit; color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid #5b6675; border-radius: 4px; padding: 0.35rem 0.9rem; min-height: 2.5rem; cursor: pointer;
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid #8a3ffc; outline-offset: 2px; }
span { margin-left: 0.6rem; }
"""

_announcer = st.components.v2.component(
    "scrutiny.announcer",
    html='<div role="status" aria-live="polite" class="only-heard"></div>',
    js=ANNOUNCE,
    isolate_styles=False,
)
_scroller = st.components.v2.component(
    "scrutiny.scroll_to_passage", html="<span></span>", js=SCROLL, isolate_styles=False
)
_reacher = st.components.v2.component("scrutiny.reach", html="<span></span>", js=REACH, isolate_styles=False)
_mender = st.components.v2.component("scrutiny.mend_menu", html="<span></span>", js=MEND_MENU, isolate_styles=False)
_way_back = st.components.v2.component("scrutiny.way_back", html="<span></span>", js=WAY_BACK, isolate_styles=False)
_copier = st.components.v2.component(
    "scrutiny.copy",
    html='<button type="button">Copy</button><span role="status" aria-live="polite"></span>',
    css=COPY_STYLE,
    js=COPY,
)


def announce(words: str, target: str) -> None:
    """Has a screen reader say the words once, and brings the element with the id ``target`` to the top."""
    _announcer(key="announcer", data={"words": words, "target": target}, height="content")


def scroll_to_passage(place: str, share: float | None) -> None:
    """Scrolls until the passage is in view, once for each ``place``.

    ``share`` is how far down the drawn page it ends, from 0 to 1; None goes by the marked text.
    """
    _scroller(key="scroller", data={"place": place, "share": share}, height="content")


def copy_button(label: str, words: str, done: str, *, key: str, is_link: bool = False) -> None:
    """A button that copies ``words`` and then says ``done``; of a link, the words that follow this screen's address, or
    where there are none the address that the browser shows."""
    _copier(key=key, data={"label": label, "words": words, "done": done, "is_link": is_link}, height="content")


def copy_link_button() -> None:
    """A button that copies the address of what the browser shows."""
    copy_button("Copy link", "", "Link copied", key="copy-link", is_link=True)


def scroll_by_keyboard(part: str, name: str) -> None:
    """Lets the container with the key ``part`` take the focus, so that the arrow keys scroll it."""
    _reacher(key=f"reach-{part}", data={"part": part, "name": name}, height="content")


def mend_menu() -> None:
    """Gives the list of the screens, as narrow screens have it, the markup of lists."""
    _mender(key="mend-menu", height="content")


def find_way_back(*, is_in: bool, place: str) -> None:
    """Keeps the address that was opened until somebody has signed in, and then goes there.

    ``place`` tells one address from the next.
    """
    _way_back(key="way-back", data={"is_in": is_in, "place": place}, height="content")
