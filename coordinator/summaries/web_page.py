"""The summary as one web page: readable by any browser and screen reader, with nothing fetched from elsewhere.

The page forbids itself every connection and script by a content security policy, and all that people typed is
escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from coordinator.summaries.attendance_block import CELLS
from coordinator.summaries.composition import compose
from coordinator.summaries.document import SummaryDocument
from coordinator.summaries.page import AttendanceTable, Bar, Block, ComposedSummary, Drawing, Fact, TextTable
from coordinator.summaries.wording import Wording

# Drawing sizes in pixels, as in the template for paper.
BLOCK_WIDTH, BLOCK_HEIGHT, GAP = 38.0, 9.0, 2.0
CELL = (BLOCK_WIDTH - GAP * (CELLS - 1)) / CELLS
BAR_WIDTH, BAR_HEIGHT = 118.0, 15.0
FILL, TRACK, INK, MUTED = "#2F5D50", "#E3E9E9", "#14201F", "#4A5859"

STYLE = """
:root{color-scheme:light}
body{font:400 15px/1.45 Inter,"Segoe UI",system-ui,sans-serif;color:#14201F;background:#fff;max-width:60rem;
margin:2rem auto;padding:0 1.25rem;font-variant-numeric:tabular-nums}
header{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between}
h1{font-size:1.75rem;line-height:1.2;margin:0;letter-spacing:-.02em}h2{font-size:1.05rem;margin:2rem 0 .35rem}
h3{font-size:1rem;margin:1.5rem 0 .25rem}p{margin:.25rem 0}.muted,dt,caption,th,footer{color:#4A5859}
dl{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:1.25rem 0}dt{font-size:.8rem}dd{margin:0;font-weight:500}
.figures>div{flex:1 1 9rem;border-top:1px solid #14201F;padding-top:.4rem;display:flex;flex-direction:column-reverse;
justify-content:flex-end}.figures dd{font-size:1.6rem;font-weight:600}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left;font-size:.8rem}
th,td{text-align:left;padding:.4rem .5rem;border-bottom:1px solid #D4DBDB;vertical-align:middle}
th{font-size:.8rem;font-weight:500}thead th{border-bottom-color:#14201F}
tbody th{font-size:1em;color:#14201F}.number{text-align:right;white-space:nowrap}.below{font-weight:700}
td svg{vertical-align:middle;margin-right:.25rem}.letter{font-size:.75rem;font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;list-style:none;padding:0;font-size:.8rem;color:#4A5859}
.text{white-space:pre-wrap}footer{border-top:1px solid #B9C4C4;margin-top:2.5rem;padding-top:.6rem;font-size:.8rem}
@media print{body{margin:0;max-width:none;font-size:11px}thead{display:table-header-group}tr{break-inside:avoid}}
""".replace("\n", "")


def render_web_page(document: SummaryDocument, wording: Wording) -> bytes:
    """The document as one HTML file in UTF-8."""
    page = compose(document, wording)
    parts = [
        '<!doctype html>\n<html lang="',
        escape(f"{page.language}-{page.region}"),
        '">\n<head>\n<meta charset="utf-8">\n',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n',
        f"<title>{escape(page.file_title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        *_head(page),
        "<main>\n",
        *_attendance(page.attendance),
        *_legend(page),
        *_text_table(page.below),
        *_text_table(page.sessions),
        *(part for table in page.details for part in _text_table(table)),
        *_text_table(page.note_status),
        _paragraph(page.note_remark),
        *_notes(page),
        "</main>\n",
        *_foot(page),
        "</body>\n</html>\n",
    ]
    return "".join(parts).encode()


def _head(page: ComposedSummary) -> Iterable[str]:
    yield f"<header>\n<div><h1>{escape(page.title)}</h1><p>{escape(page.subtitle)}</p></div>\n"
    lines = "".join(f'<br><span class="muted">{escape(line)}</span>' for line in page.clinic_lines)
    yield f"<p><strong>{escape(page.clinic)}</strong>{lines}</p>\n</header>\n"
    yield _pairs(page.facts, "")
    yield _pairs(page.figures, ' class="figures"')


def _pairs(facts: Iterable[Fact], attributes: str) -> str:
    rows = "".join(
        f'<div><dt>{escape(fact.label)}</dt><dd class="text">{escape(fact.value)}</dd></div>' for fact in facts
    )
    return f"<dl{attributes}>{rows}</dl>\n"


def _attendance(table: AttendanceTable) -> Iterable[str]:
    headings = [table.client, *([table.code] if table.code else []), *table.days]
    numbers = [table.group, *([table.elsewhere] if table.elsewhere else []), table.individual]
    goal = f" / {table.goal_label}" if table.goal_label else ""
    yield f'<div class="wide"><table>\n<caption>{escape(table.caption)}</caption>\n'
    # The heading of bar and total spans both, so they are a group of columns.
    for span in (len(headings) + len(numbers), 2, *((1,) if table.notes else ())):
        yield f'<colgroup span="{span}"></colgroup>'
    yield "\n<thead><tr>"
    yield from (f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    yield from (f'<th scope="col" class="number">{escape(heading)}</th>' for heading in numbers)
    yield f'<th scope="colgroup" colspan="2">{escape(table.total + goal)}</th>'
    if table.notes:
        yield f'<th scope="col" class="number">{escape(table.notes)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in table.rows:
        yield f'<tr><th scope="row">{escape(row.client)}</th>'
        if table.code:
            yield f'<td class="muted">{escape(row.code)}</td>'
        yield from (
            f'<td>{_block(block)}<span class="letter" aria-hidden="true">{escape(block.letter)}</span></td>'
            for block in row.blocks
        )
        told = [row.group, *([row.elsewhere] if table.elsewhere else []), row.individual]
        yield from (f'<td class="number">{escape(words)}</td>' for words in told)
        yield f"<td>{_bar(row.bar, table.scale_hours)}</td>"
        yield f'<td class="number{" below" if row.below else ""}">{escape(row.total)}</td>'
        if table.notes:
            yield f'<td class="number">{escape(row.notes)}</td>'
        yield "</tr>\n"
    yield "</tbody>\n</table></div>\n"


def _legend(page: ComposedSummary) -> Iterable[str]:
    yield '<ul class="legend">'
    for item in page.legend:
        drawing = _block(item.block, decorative=True) if item.block else _outline()
        yield f"<li>{drawing} {escape(item.text)}</li>"
    yield "</ul>\n"


def _text_table(table: TextTable | None) -> Iterable[str]:
    if table is None:
        return
    yield f'<h2>{escape(table.heading)}</h2>\n<div class="wide"><table>\n<thead><tr>'
    yield from (f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    yield "</tr></thead>\n<tbody>\n"
    for row in table.rows:
        yield f'<tr><th scope="row">{escape(row[0])}</th>'
        yield from (f"<td>{escape(words)}</td>" for words in row[1:])
        yield "</tr>\n"
    yield "</tbody>\n</table></div>\n"


def _notes(page: ComposedSummary) -> Iterable[str]:
    if not page.notes:
        return
    yield f"<h2>{escape(page.notes_heading)}</h2>\n"
    for note in page.notes:
        yield f"<article><h3>{escape(note.heading)}</h3>\n"
        for section in note.sections:
            yield f'<p><strong>{escape(section.label)}</strong></p>\n<p class="text">{escape(section.value)}</p>\n'
        yield f'<p class="muted">{escape(note.signed)}</p></article>\n'


def _foot(page: ComposedSummary) -> Iterable[str]:
    yield "<footer>\n"
    yield f"<p><strong>{escape(page.signature)}</strong>. {escape(page.signature_line)}</p>\n"
    yield _paragraph(" ".join(page.remarks))
    for said in (page.consent, page.statement):
        if said is not None:
            yield f"<h2>{escape(said.label)}</h2>\n{_paragraph(said.value)}"
    yield f"<p><strong>{escape(page.footer.confidential)}</strong> {escape(page.footer.notice)}</p>\n"
    yield f"{_paragraph(page.footer.number)}</footer>\n"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>\n" if words else ""


def _rect(x: float, y: float, width: float, height: float, looks: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{max(0.0, width):.2f}" height="{height:.2f}" {looks}/>'


def _svg(width: float, height: float, says: str | None, parts: Iterable[str]) -> str:
    spoken = 'aria-hidden="true"' if says is None else f'role="img" aria-label="{escape(says)}"'
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f"<svg {size} {spoken}>{''.join(parts)}</svg>"


def _block(block: Block, *, decorative: bool = False) -> str:
    return _svg(BLOCK_WIDTH, BLOCK_HEIGHT, None if decorative else block.says, _block_parts(block))


def _block_parts(block: Block) -> Iterable[str]:
    if block.drawing is Drawing.CROSSED:
        yield _rect(0.5, 0.5, BLOCK_WIDTH - 1, BLOCK_HEIGHT - 1, f'rx="1" fill="none" stroke="{INK}"')
        yield f'<path d="M17.7 3.2L20.3 5.8M20.3 3.2L17.7 5.8" stroke="{INK}" stroke-width="1.6"/>'
    elif block.drawing is Drawing.EMPTY:
        yield f'<path d="M0 4.5H{BLOCK_WIDTH:g}" stroke="{MUTED}"/>'
    elif block.drawing is Drawing.ATTENDED:
        for place in range(CELLS):
            x = place * (CELL + GAP)
            yield _rect(x, 0, CELL, BLOCK_HEIGHT, f'rx="1" fill="{TRACK}"')
            begins, ends = (min(1.0, max(0.0, edge - place)) for edge in (block.start, block.end))
            if ends > begins:
                yield _rect(x + begins * CELL, 0, (ends - begins) * CELL, BLOCK_HEIGHT, f'rx="1" fill="{FILL}"')
        if block.tick_start:
            yield _rect(max(0.0, _x_of(block.start) - 1), 0, 2, BLOCK_HEIGHT, f'fill="{INK}"')
        if block.tick_end:
            yield _rect(min(BLOCK_WIDTH - 2, _x_of(block.end) - 1), 0, 2, BLOCK_HEIGHT, f'fill="{INK}"')
    else:
        dashes = {Drawing.DOTTED: ' stroke-dasharray="1 2.2"', Drawing.DASHED: ' stroke-dasharray="2.6 1.6"'}
        looks = f'rx="1" fill="none" stroke="{MUTED}"{dashes.get(block.drawing, "")}'
        for place in range(CELLS):
            x = place * (CELL + GAP)
            yield _rect(x + 0.5, 0.5, CELL - 1, BLOCK_HEIGHT - 1, looks)
            if block.drawing is Drawing.HATCHED:
                yield f'<path d="M{x + 1:.2f} 8L{x + 8:.2f} 1M{x + 5:.2f} 8L{x + 10.5:.2f} 2.5" stroke="{MUTED}"/>'


def _x_of(cells: float) -> float:
    whole = min(int(cells), CELLS - 1)
    return whole * (CELL + GAP) + (cells - whole) * CELL


def _outline() -> str:
    looks = f'fill="none" stroke="{FILL}" stroke-width="1.2"'
    return _svg(14, BLOCK_HEIGHT, None, [_rect(0.6, 0.6, 12.8, 7.8, looks)])


def _bar(bar: Bar, scale_hours: float) -> str:
    hour = BAR_WIDTH / scale_hours
    parts = [
        _rect(0, 3, BAR_WIDTH, 9, f'fill="{TRACK}"'),
        _rect(0, 3, bar.group_hours * hour, 9, f'fill="{FILL}"'),
    ]
    if bar.individual_hours > 0:
        looks = f'fill="#fff" stroke="{FILL}" stroke-width="1.2"'
        parts.append(_rect(bar.group_hours * hour + 1.2, 3.6, max(1.0, bar.individual_hours * hour - 2.2), 7.8, looks))
    notches = range(1, int(bar.goal_hours) + (bar.goal_hours % 1 > 0))
    parts += [_rect(notch * hour - 0.4, 3, 0.8, 9, 'fill="#fff"') for notch in notches]
    if bar.goal_hours > 0:
        parts.append(_rect(bar.goal_hours * hour - 0.75, 0, 1.5, BAR_HEIGHT, f'fill="{INK}"'))
    return _svg(BAR_WIDTH, BAR_HEIGHT, bar.says, parts)
