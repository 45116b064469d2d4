"""What a row costs at 10 %, 100 % and 300 % of the given size: time, memory, disk; as a table and as a drawing."""

import shutil

import curve_drawing
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

UNITS = ("time, µs a row", "peak memory, bytes a row", "disk, bytes a row")
print(f"{'rows':>9} " + " ".join(f"{unit:>28}" for unit in UNITS))
for rows, *costs in points:
    print(f"{rows:>9} " + " ".join(f"{cost:>28.1f}" for cost in costs))
drawing = given.work / "curve.svg"
drawing.write_text(curve_drawing.drawn(points, UNITS), encoding="utf-8")
print(f"drawn in {drawing}")
measure.remember(given, "curve", {"points": points})
