-- Requests over a list of paths ($PATHS): one after another, each thread from a place of its own, or ($DRAWN) drawn.
local requests, at, threads = {}, 0, 0
local drawn = (os.getenv("DRAWN") or "") ~= ""

function setup(thread)
  thread:set("start", threads * 7919)
  threads = threads + 1
end

function init()
  for path in io.lines(os.getenv("PATHS")) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
  at = start
  math.randomseed(start + 1)
end

function request()
  at = drawn and math.random(#requests) or at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("%d %.3f %.3f %.3f %.3f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(90) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, failed))
end
