import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * One thread of wrk for some seconds.
 * @param {{ at: string, requests: { path: string, headers: object }[], common: object, connections: number, seconds: number }} order
 * the requests are sent in turn, again and again
 * @returns requests, seconds, bytes, errors, and latency in ms
 */
export async function runWrk({ at, requests, common, connections, seconds }) {
  writeFileSync('/tmp/requests.lua', scriptFor(requests, common));
  const { stdout } = await run(
    'wrk',
    ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', '/tmp/requests.lua', `http://${at}/`],
    { timeout: (seconds + 15) * 1000 },
  );
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`wrk said: ${stdout}`);
  return JSON.parse(line);
}

const quote = (text) => `"${String(text).replace(/[\\"]/g, '\\$&')}"`;
const table = (headers) =>
  `{${Object.entries(headers)
    .map(([name, value]) => `[${quote(name)}]=${quote(value)}`)
    .join(',')}}`;

function scriptFor(requests, common) {
  return `
local asked = {${requests.map(({ path, headers }) => `{${quote(path)},${table(headers ?? {})}}`).join(',\n')}}
local common = ${table(common)}
local texts, at = {}, 0
function init()
  for i, one in ipairs(asked) do
    local headers = {}
    for name, value in pairs(common) do headers[name] = value end
    for name, value in pairs(one[2]) do headers[name] = value end
    texts[i] = wrk.format("GET", one[1], headers)
  end
end
function request()
  at = at % #texts + 1
  return texts[at]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"seconds":%.6f,"bytes":%d,"notOk":%d,"broken":%d,"p50":%.3f,"p90":%.3f,"p99":%.3f,"max":%.3f}\\n',
    summary.requests, summary.duration / 1e6, summary.bytes, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
`;
}
