-- Phones that report, for wrk: each request is one phone's next report, written beforehand in a file.
--
-- The file holds requests parted by a zero byte; ROUND in one becomes the number of the round and the millisecond,
-- so that no two reports of a phone say the same. Answers that tell anything but a kept report are counted.

local requests, next_one, round = {}, 0, 1
failed, kept, base = 0, 0, 0
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local text = file:read("*a")
  file:close()
  for request in text:gmatch("([^%z]+)") do
    requests[#requests + 1] = request
  end
  round = tonumber(arguments[2])
  base = round * 1000000
end

function request()
  next_one = next_one + 1
  local whole = requests[(next_one - 1) % #requests + 1]
  -- Eight digits, as long as the mark: the length of the body stays.
  return (whole:gsub("ROUNDXXX", string.format("%08d", base + next_one)))
end

function response(status, headers, body)
  if status == 200 and (body:find('"outcome":"new"', 1, true) or body:find('"outcome":"updated"', 1, true)
      or body:find('"outcome":"older"', 1, true)) then
    kept = kept + 1
  else
    failed = failed + 1
    if failed <= 3 then io.stderr:write("answered ", status, ": ", body:sub(1, 300), "\n") end
  end
end

function done(summary, latency)
  local all_kept, all_failed = 0, 0
  for _, thread in ipairs(threads) do
    all_kept = all_kept + thread:get("kept")
    all_failed = all_failed + thread:get("failed")
  end
  local errors = summary.errors
  io.write(string.format(
    'TOLD {"requests": %d, "seconds": %.6f, "kept": %d, "failed": %d, "broken": %d, "p50": %.3f, "p99": %.3f, "max": %.3f}\n',
    summary.requests, summary.duration / 1e6, all_kept, all_failed,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
