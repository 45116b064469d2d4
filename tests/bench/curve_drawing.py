"""Curves of costs over size, one panel a cost, as an SVG: axes from zero, every point with its figure."""

import math

PANEL, HEIGHT, GAP = 300, 260, 20
LEFT, RIGHT, TOP, BOTTOM = 46, 16, 40, 48
COLOURS = ("#1b6ca8", "#b3541e", "#3a7d44")


def rounded_up(value: float) -> float:
    """The next of 1, 2, 2.5, 5, 10, … that is not below."""
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value)


def panel(left: int, xs: list[float], ys: list[float], title: str, colour: str) -> str:
    width, height = PANEL - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    furthest, top = xs[-1] * 1.08, rounded_up(max(ys) * 1.1)
    across = lambda x: left + LEFT + width * x / furthest
    down = lambda y: TOP + height * (1 - y / top)
    shapes = [f'<text x="{left + LEFT}" y="20" font-size="13" font-weight="bold" fill="{colour}">{title}</text>']
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = down(top * share)
        shapes.append(f'<line x1="{left + LEFT}" x2="{left + PANEL - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        shapes.append(f'<text x="{left + LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{top * share:g}</text>')
    for x in xs:
        at = across(x)
        shapes.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{down(0):.1f}" y2="{down(0) + 5:.1f}" stroke="#555"/>')
        shapes.append(f'<text x="{at:.1f}" y="{down(0) + 18:.1f}" text-anchor="middle">{x:.2f}</text>')
    shapes.append(f'<line x1="{left + LEFT}" x2="{left + PANEL - RIGHT}" y1="{down(0)}" y2="{down(0)}" stroke="#555"/>')
    middle = left + LEFT + width / 2
    shapes.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">RPPS rows, millions</text>')
    path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in zip(xs, ys))
    shapes.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for index, (x, y) in enumerate(zip(xs, ys)):
        # The first is close to the axis.
        anchor, aside = ("middle", 0) if index else ("start", 4)
        at = f'x="{across(x) + aside:.1f}" y="{down(y) - 9:.1f}" text-anchor="{anchor}"'
        shapes.append(f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="3.5" fill="{colour}"/>')
        shapes.append(f'<text {at} fill="{colour}">{y:.4g}</text>')
    return "\n".join(shapes)


def drawn(points: list[tuple], titles: tuple) -> str:
    """`points` are the rows, then the costs a row, one for each of `titles`."""
    xs = [point[0] / 1e6 for point in points]
    panels = [
        panel(GAP // 2 + index * (PANEL + GAP), xs, [point[index + 1] for point in points], title, COLOURS[index])
        for index, title in enumerate(titles)
    ]
    width = len(titles) * (PANEL + GAP)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" font-family="sans-serif" font-size="11">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *panels, "</svg>"]) + "\n"
