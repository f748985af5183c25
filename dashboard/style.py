"""The look of our own HTML, beside Streamlit's theme: quiet, dark on white, and in one column on a telephone."""

from typing import Final

THEME: Final = {
    "theme.base": "light",
    "theme.primaryColor": "#1f5fa8",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f2f5f8",
    "theme.textColor": "#1c2733",
    "theme.linkColor": "#1f5fa8",
    "theme.borderColor": "#cdd6df",
}
"""Set as a whole, so that a reader's dark mode does not put light text on our light cells."""

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5fa8"/>'
    '<g stroke="#fff" stroke-width="2.5" fill="#fff"><path d="M16 9 8 22h16z" fill="none"/>'
    '<circle cx="16" cy="9" r="2.5"/><circle cx="8" cy="22" r="2.5"/><circle cx="24" cy="22" r="2.5"/></g></svg>'
)
"""Three nodes that know each other, for the browser's tab."""

STYLE: Final = """<style>
[data-testid="stMainBlockContainer"] { max-width: 72rem; padding: 1.5rem 1.5rem 4rem; }
.st-key-bar { border-bottom: 2px solid #1f5fa8; padding-bottom: 0.75rem; }
.st-key-bar [data-testid="stPageLink"] p { font-size: 1.15rem; font-weight: 700; color: #1f5fa8; }
.st-key-bar [data-testid="stPageLink"] a { background: none; padding-left: 0; border: 0; }
[data-testid="stPageLink"] a { border: 1px solid #1f5fa8; border-radius: 6px; }
[data-testid="stPageLink"] p { color: #1f5fa8; font-weight: 600; }
[data-testid="stPageLink"] a:focus-visible, .stHtml a:focus-visible, .stHtml summary:focus-visible {
  outline: 3px solid #1f5fa8; outline-offset: 2px; }
.stHtml h1, .stHtml h2, .stHtml h3, .stHtml p { padding: 0; margin: 0; overflow-wrap: anywhere; }
.stHtml h1 { font-size: 1.9rem; line-height: 1.2; font-weight: 700; }
.stHtml h2 { font-size: 1.3rem; line-height: 1.25; font-weight: 700; }
.stHtml h2.pn-part { border-top: 1px solid #cdd6df; margin-top: 1rem; padding-top: 1rem; }
.stHtml h3 { font-size: 1.05rem; line-height: 1.35; font-weight: 650; }
.stHtml h3 ~ p { margin-top: 0.35rem; }
.stHtml .pn-quiet, .stHtml .pn-caption { color: #5a6775; font-size: 0.9rem; }
.stHtml .pn-links a { display: inline-block; padding: 0.3rem 0; }
.stHtml .pn-caption { margin: 0.75rem 0 0.35rem; }
.stHtml .pn-notice { border-left: 4px solid #a65a00; background: #fdf4e7; padding: 0.6rem 0.9rem; }
.stHtml a { color: #1f5fa8; }
.stHtml .pn-minutes h2 { margin-top: 1.1rem; }
.stHtml .pn-minutes p, .stHtml .pn-minutes ul, .stHtml .pn-minutes ol { margin: 0.35rem 0; }
.stHtml .pn-code { color: #1f5fa8; font-weight: 700; letter-spacing: 0.03em; }
.stHtml dl { margin: 0; padding: 0; }
.stHtml dl dd { margin: 0; }
.stHtml dl.pn-figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.6rem, 1fr)); gap: 0.5rem; }
.stHtml dl.pn-figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end;
  background: #f2f5f8; border-radius: 6px; padding: 0.45rem 0.6rem; }
.stHtml dl.pn-figures dt { font-size: 0.82rem; color: #46525f; font-weight: 400; line-height: 1.25; }
.stHtml dl.pn-figures dd { font-size: 1.35rem; font-weight: 650; line-height: 1.25; }
.stHtml dl.pn-figures > div.pn-alarm { background: #fbeceb; }
.stHtml dl.pn-figures > div.pn-alarm dd, .stHtml dl.pn-figures > div.pn-alarm dt { color: #8f1d17; }
.stHtml .pn-figures + dl.pn-facts { margin-top: 0.75rem; }
.stHtml dl.pn-facts > div { display: flex; flex-wrap: wrap; gap: 0 0.75rem; padding: 0.2rem 0; }
.stHtml dl.pn-facts dt { flex: 0 0 9rem; color: #5a6775; font-weight: 400; }
.stHtml dl.pn-facts dd { flex: 1 1 9rem; }
.stHtml table { width: 100%; border-collapse: collapse; font-size: 0.93rem; margin: 0; }
.stHtml caption { caption-side: top; text-align: start; color: #5a6775; font-size: 0.9rem; padding: 0 0 0.35rem; }
.stHtml th, .stHtml td { border: 0; border-bottom: 1px solid #dfe5eb; text-align: start; vertical-align: top;
  padding: 0.45rem 0.7rem 0.45rem 0; overflow-wrap: anywhere; color: inherit; }
.stHtml thead th { color: #46525f; font-weight: 600; border-bottom: 2px solid #cdd6df; overflow-wrap: normal; }
.stHtml tbody th { font-weight: 600; }
.stHtml td span { white-space: pre-line; }
.stHtml summary { cursor: pointer; padding: 0.5rem 0; color: #1f5fa8; font-weight: 600; }
.stHtml table.pn-few tbody th { min-width: min(6rem, 25vw); }
.stHtml .pn-beside { overflow-x: auto; }
.stHtml .pn-beside > summary:focus-visible { outline-offset: -3px; }
.stHtml table.pn-list tbody th { white-space: nowrap; }
.stHtml table.pn-list tr.pn-alarm th, .stHtml table.pn-list tr.pn-alarm td:last-child { color: #8f1d17; }
@supports selector(::details-content) { @media (min-width: 640.1px) {
  .stHtml .pn-beside > summary { display: none; }
  .stHtml .pn-beside::details-content { content-visibility: visible; block-size: auto; }
} }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 1rem 1rem 3rem; }
  [data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: 0.5rem; }
  [data-testid="stMainBlockContainer"] [data-testid="stHorizontalBlock"] { gap: 0.5rem; }
  .st-key-bar [data-testid="stColumn"] { flex: 1 1 auto; width: auto; min-width: 0; }
  .st-key-bar [data-testid="stPageLink"] p { font-size: 1rem; }
  .st-key-bar [data-testid="stColumn"]:not(:has([data-testid="stElementContainer"])) { display: none; }
  .stHtml h1 { font-size: 1.5rem; }
  .stHtml dl.pn-facts dt { flex-basis: 7.5rem; }
  .stHtml table.pn-list thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stHtml table.pn-list { font-size: 0.88rem; }
  .stHtml table.pn-list, .stHtml table.pn-list caption, .stHtml table.pn-list tbody { display: block; }
  .stHtml table.pn-list tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem;
    border-bottom: 1px solid #dfe5eb; padding: 0.4rem 0; }
  .stHtml table.pn-list tr.pn-alarm { border-inline-start: 3px solid #b3261e; padding-inline-start: 0.6rem; }
  .stHtml table.pn-list th, .stHtml table.pn-list td { border: 0; padding: 0; }
  .stHtml table.pn-list td { order: 1; }
  .stHtml table.pn-list td:has(> span:empty) { display: none; }
  .stHtml table.pn-list td::before { content: attr(data-head) " "; color: #5a6775; }
  .stHtml table.pn-list td:first-of-type { flex: 0 0 100%; }
  .stHtml table.pn-list td:last-child { order: 0; margin-inline-start: auto; }
  .stHtml table.pn-list td:first-of-type::before, .stHtml table.pn-list td:last-child::before { content: none; }
  .stHtml table.pn-few th, .stHtml table.pn-few td { padding-block: 0.25rem; }
}
</style>"""
"""`pn-list` is a table of long texts, whose rows become a few lines on a telephone."""
