-- What wrk sends: the requests of a file, round and round, each with a command id of its own.
-- Arguments: the file, the bearer token, and a number no other run has. A line of the file is a path, a tab, a body;
-- a run of @ in the body becomes the request's number, so that no two bodies are the same.
local heads, tails, keyed, marks = {}, {}, {}, {}
local count, turn, seed = 0, 0, 0

function init(arguments)
  local token = arguments[2]
  seed = tonumber(arguments[3])
  for line in io.lines(arguments[1]) do
    local path, body = line:match("^(%S+)\t(.*)$")
    count = count + 1
    local from, to = body:find("@+")
    keyed[count] = from ~= nil
    marks[count] = from and ("%0" .. (to - from + 1) .. "d") or ""
    heads[count] = "POST " .. path .. " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " .. token
      .. "\r\nContent-Type: application/json\r\nContent-Length: " .. #body .. "\r\n"
    if from then
      tails[count] = { body:sub(1, from - 1), body:sub(to + 1) }
    else
      heads[count] = heads[count] .. "\r\n" .. body
    end
  end
end

function request()
  turn = turn + 1
  local at = turn % count + 1
  if not keyed[at] then return heads[at] end
  local tail = tails[at]
  return string.format("%sIdempotency-Key: %08x-0000-4000-8000-%012x\r\n\r\n%s", heads[at], seed, turn, tail[1])
    .. string.format(marks[at], turn) .. tail[2]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    "{\"requests\":%d,\"seconds\":%.6f,\"p50\":%.4f,\"p99\":%.4f,\"refused\":%d,\"broken\":%d}\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
