"""Panels of a dashboard as one SVG: numbers as tiles, series as curves. Asks nobody for anything."""

from html import escape

COLUMN, ROW, GAP = 50, 30, 8  # of the dashboard's grid of 24 columns, in points
HEAD = 46
COLOURS = ["#2f6db5", "#c4572b", "#3a8a4d", "#8457a8", "#a58a1e", "#3b8f99", "#b03a62", "#6b6b6b"]
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#24292f}.t{font-weight:600}.s{font-size:11px;fill:#57606a}"
    ".n{font-size:26px;font-weight:600}.p{fill:#fff;stroke:#d0d7de}.g{stroke:#e6e9ec}path{fill:none;stroke-width:1.5}"
)


def text(x, y, words, kind="", anchor="start"):
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def written(value, unit):
    """A value as people read it."""
    if unit == "s":
        return f"{value * 1000:.2g} ms" if value < 1 else f"{value:.3g} s"
    if unit == "bytes":
        return f"{value / 1e6:.0f} Mo"
    if unit == "d":
        return f"{value:.0f} j"
    return f"{value:.3g}" + ("/s" if unit == "reqps" else "")


def cut(words, width):
    """As much of it as fits, by the width of an ordinary letter."""
    most = int(width / 6.7)
    return words if len(words) <= most else words[: most - 1] + "…"


def tiles(series, width, height, unit):
    """Numbers, each with what it is of; what it is of alone where the number says nothing."""
    shown = series[:8]
    row = (height - 34) / len(shown)
    size = min(26, row * 0.7)
    for place, (label, points) in enumerate(shown):
        y = 34 + (place + 0.5) * row + size / 3
        value = "" if unit == "short" and "T" in label else written(points[-1][1], unit)
        beside = 12 + (len(value) * size * 0.62 + 8 if value else 0)
        if value:
            yield f'<text x="12" y="{y:.0f}" class="n" style="font-size:{size:.0f}px">{escape(value)}</text>'
        yield text(beside, y, cut(label, width - beside), "s")


def curves(series, width, height, unit):
    """Lines over time from zero to the highest value, with what each is of below."""
    shown = [(label, points) for label, points in series if len(points) > 1][:8]
    rows = -(-len(shown) // 2)
    left, top, right, bottom = 62, 34, width - 12, height - 14 - rows * 15
    highest = max((value for _, points in shown for _, value in points), default=1) * 1.1 or 1
    begun = min(points[0][0] for _, points in shown)
    span = max(points[-1][0] for _, points in shown) - begun
    for part in (0, 0.5, 1):
        y = bottom - part * (bottom - top)
        yield f'<line x1="{left}" x2="{right}" y1="{y:.0f}" y2="{y:.0f}" class="g"/>'
        yield text(left - 6, y + 4, written(part * highest, unit), "s", "end")
    for place, (label, points) in enumerate(shown):
        path = " ".join(
            f"{left + (at - begun) / span * (right - left):.0f},{bottom - value / highest * (bottom - top):.1f}" for at, value in points
        )
        colour = COLOURS[place]
        yield f'<path d="M{path}" stroke="{colour}"/>'
        x, y = left + place % 2 * (right - left) / 2, bottom + 20 + place // 2 * 15
        yield f'<line x1="{x:.0f}" x2="{x + 14:.0f}" y1="{y - 4:.0f}" y2="{y - 4:.0f}" stroke="{colour}" stroke-width="3"/>'
        yield text(x + 20, y, cut(label, (right - left) / 2 - 20), "s")


def panel(described, series):
    grid, unit = described["gridPos"], described["fieldConfig"]["defaults"].get("unit", "short")
    x, y = grid["x"] * COLUMN + GAP / 2, HEAD + grid["y"] * ROW + GAP / 2
    width, height = grid["w"] * COLUMN - GAP, grid["h"] * ROW - GAP
    yield f'<g transform="translate({x:.0f} {y:.0f})"><rect width="{width}" height="{height}" rx="4" class="p"/>'
    yield text(12, 20, cut(described["title"], width - 36), "t")
    if series:
        yield from (tiles if described["type"] == "stat" else curves)(series, width, height, unit)
    yield "</g>"


def board(panels, seconds, window):
    """The whole picture, with what it is."""
    height = HEAD + max(one["gridPos"]["y"] + one["gridPos"]["h"] for one, _ in panels) * ROW + GAP
    said = (
        f"Les panneaux du tableau de bord, dessinés par deploy/grafana/picture (ce n'est pas Grafana) : Prometheus interrogé après "
        f"{seconds} s de charge bornée sur les exemples, taux sur {window}."
    )
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {24 * COLUMN} {height}" font-size="12"><style>{STYLE}</style>']
    parts += [f'<rect width="100%" height="100%" fill="#f6f8fa"/>', text(12, 20, "Aiguilleur", "t"), text(12, 38, said, "s")]
    for described, series in panels:
        parts += panel(described, series)
    return "\n".join([*parts, "</svg>\n"])
