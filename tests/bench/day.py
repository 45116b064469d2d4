"""The second day, some 0.5 % changed, beside a full import into an empty folder, in turn."""

import shutil

import measure

given = measure.arguments()
first, second = measure.files(measure.stock(given, given.rows)), measure.files(measure.stock(given, given.rows, 2))
data = given.work / "day-data"
full, daily = [], []
for _ in range(given.rounds):
    shutil.rmtree(data, ignore_errors=True)
    full.append(measure.Run([given.program, "import", "--data", data, *first]))
    daily.append(measure.Run([given.program, "import", "--data", data, *second]))
ratio = measure.middle([a.seconds / b.seconds for a, b in zip(daily, full)])
print(f"full {measure.spread([run.seconds for run in full])} s, next day {measure.spread([run.seconds for run in daily])} s")
print(f"next day: {ratio:.2f} × a full import, peak {max(run.peak for run in daily):.0f} MB")
measure.remember(given, "day", {"to_full": ratio, "seconds": measure.middle([run.seconds for run in daily])})
shutil.rmtree(data)
