"""What a row costs at 10 %, 100 % and 300 % of the given size: time, memory, disk; as a table and as a drawing."""

import shutil

import measure

given = measure.arguments()
points = []
for share in (0.1, 1.0, 3.0):
    rows = round(given.rows * share)
    folder, data = measure.stock(given, rows), given.work / "curve-data"
    shutil.rmtree(data, ignore_errors=True)
    run = measure.Run([given.program, "import", "--data", data, *measure.files(folder)])
    disk = measure.size(data / "generations")
    points.append((rows, run.seconds / rows * 1e6, run.peak * 2**20 / rows, disk / rows))
    shutil.rmtree(data)
    if share == 3.0:
        shutil.rmtree(folder)

UNITS = ("µs a row", "bytes of peak memory a row", "bytes of disk a row")
print(f"{'rows':>9} " + " ".join(f"{unit:>28}" for unit in UNITS))
for rows, *costs in points:
    print(f"{rows:>9} " + " ".join(f"{cost:>28.1f}" for cost in costs))

WIDTH, HEIGHT, MARGIN = 640, 320, 60
COLOURS = ("#1b6ca8", "#b3541e", "#3a7d44")
shapes = []
for index, (unit, colour) in enumerate(zip(UNITS, COLOURS), start=1):
    top = max(point[index] for point in points)
    spots = [
        (MARGIN + (WIDTH - 2 * MARGIN) * point[0] / points[-1][0], HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * point[index] / top)
        for point in points
    ]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
    shapes.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    shapes += [f'<text x="{x:.0f}" y="{y - 6:.0f}" fill="{colour}">{p[index]:.1f}</text>' for (x, y), p in zip(spots, points)]
    shapes.append(f'<text x="{MARGIN}" y="{HEIGHT - MARGIN + 16 * index}" fill="{colour}">{unit}</text>')
drawing = given.work / "curve.svg"
drawing.write_text(
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">'
    f'<rect width="100%" height="100%" fill="white"/>{"".join(shapes)}</svg>\n',
    encoding="utf-8",
)
print(f"drawn in {drawing}")
measure.remember(given, "curve", {"points": points})
