// A TwinGrid client in another language, from the .proto files alone. It declares series, sends batches, sends one of them again,
// is refused where the contract says so, and reads its samples back.
//
//   node client.mjs HOST:PORT PROTO_DIR PLANT ASSET SIGNAL
//
// Prints one JSON object; exits 0 only if everything was as the contract promises.
import assert from 'node:assert/strict';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [endpoint, protos, plant, asset, signal] = process.argv.slice(2);
if (!signal) {
  console.error('usage: node client.mjs HOST:PORT PROTO_DIR PLANT ASSET SIGNAL');
  process.exit(2);
}

const definition = loader.loadSync(['telemetry', 'twins'].map((name) => `twingrid/v1/${name}.proto`), {
  includeDirs: [protos], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true,
});
const { twingrid } = grpc.loadPackageDefinition(definition);
const credentials = grpc.credentials.createInsecure();
const telemetry = new twingrid.v1.TelemetryService(endpoint, credentials);
const twins = new twingrid.v1.TwinService(endpoint, credentials);

const SAMPLES = 100;
const BATCHES = 5;
const epoch = String(Date.now());
const producer = 'node-client';
const start = BigInt(Date.now()) * 1_000_000n - 60_000_000_000n;

/** One ingest stream: messages of the server arrive in `next`. */
function open() {
  const call = telemetry.Ingest();
  const queue = [];
  const waiting = [];
  const settle = (item) => (waiting.length ? waiting.shift()(item) : queue.push(item));
  call.on('data', (message) => settle({ message }));
  call.on('error', (error) => settle({ error }));
  call.on('end', () => settle({ end: true }));
  const next = async (kind) => {
    for (;;) {
      const item = queue.length ? queue.shift() : await new Promise((resolve) => waiting.push(resolve));
      if (item.error || item.end || !kind) return item;
      if (item.message[kind]) return item.message[kind];
    }
  };
  call.write({ open: { plant, partition: 0, producer, epoch, clock_ns: String(BigInt(Date.now()) * 1_000_000n) } });
  return { call, next };
}

function batch(seq, value = (n) => n / 7) {
  const numbers = Array.from({ length: SAMPLES }, (_, i) => (seq - 1) * SAMPLES + i);
  return {
    batch: {
      seq: String(seq),
      series: [1],
      run_length: [SAMPLES],
      time: numbers.map((n) => String(start + BigInt(n) * 1_000_000n)),
      value: numbers.map(value),
    },
  };
}

async function acked(stream, through, results = []) {
  for (;;) {
    const ack = await stream.next('ack');
    assert.ok(ack.through_seq, `expected an ack, got ${JSON.stringify(ack.error?.message ?? ack)}`);
    results.push(...ack.results);
    if (BigInt(ack.through_seq) >= BigInt(through)) return { ack, results };
  }
}

async function main() {
  const first = open();
  const opened = await first.next('opened');
  assert.equal(opened.high_water_mark, '0', `epoch ${epoch} is new`);
  first.call.write({ declare: { series: [{ handle: 1, asset, signal }, { handle: 2, asset, signal: 'no-such-signal' }] } });
  const declared = await first.next('declared');
  assert.deepEqual(declared.results.map((result) => result.code), ['OK', 'UNKNOWN_SIGNAL']);
  for (let seq = 1; seq <= BATCHES; seq++) first.call.write(batch(seq));
  const { ack } = await acked(first, BATCHES);

  // The same batch again, then the next one: its ack brings both results.
  first.call.write(batch(2));
  first.call.write(batch(BATCHES + 1, (n) => (n % 10 === 0 ? Number.NaN : n / 7)));
  const second = await acked(first, BATCHES + 1);
  const duplicate = second.results.find((result) => result.seq === '2');
  assert.equal(duplicate?.code, 'DUPLICATE');
  const rejected = second.results.find((result) => result.seq === String(BATCHES + 1));
  assert.deepEqual(rejected?.rejected.map(({ code, count }) => [code, count]), [['VALUE_NOT_FINITE', '10']]);
  first.call.write({ close: {} });
  first.call.end();

  // A new stream of the lane goes on where the old one was; another payload under an old number is refused.
  const again = open();
  assert.equal((await again.next('opened')).high_water_mark, String(BATCHES + 1));
  again.call.write({ declare: { series: [{ handle: 1, asset, signal }] } });
  again.call.write(batch(3, () => 1));
  let conflict = await again.next();
  while (!conflict.error && !conflict.end) conflict = await again.next();
  assert.equal(conflict.error?.code, grpc.status.FAILED_PRECONDITION, 'another payload under a committed number');

  const samples = await history(second.ack.token || ack.token);
  const expected = Array.from({ length: (BATCHES + 1) * SAMPLES }, (_, n) => n).filter((n) => n < BATCHES * SAMPLES || n % 10 !== 0);
  assert.deepEqual(samples.map((sample) => sample.time), expected.map((n) => String(start + BigInt(n) * 1_000_000n)));
  assert.deepEqual(samples.map((sample) => sample.value), expected.map((n) => n / 7));
  console.log(JSON.stringify({ sent: (BATCHES + 1) * SAMPLES, accepted: samples.length, rejected: 10, duplicates: 1, durability: ack.durability }));
}

function history(token) {
  const call = twins.ReadHistory({
    series: [{ asset, signal }], from: String(start), to: String(start + 3_600_000_000_000n), read: { at_least: token, wait_ms: 10_000 },
  });
  const samples = [];
  call.on('data', (piece) => piece.time.forEach((time, i) => samples.push({ time, value: piece.value[i] })));
  return new Promise((resolve, reject) => call.on('end', () => resolve(samples)).on('error', reject));
}

const deadline = setTimeout(() => {
  console.error('no answer within 60 s');
  process.exit(1);
}, 60_000);
try {
  await main();
} catch (error) {
  console.error(error.stack ?? error);
  process.exitCode = 1;
} finally {
  clearTimeout(deadline);
  telemetry.close();
  twins.close();
}
