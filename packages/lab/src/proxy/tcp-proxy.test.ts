import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { makePrng } from "../load/prng.ts";
import { GOOD_LINK, type LinkConduct, worstOf } from "./conduct.ts";
import { TcpProxy } from "./tcp-proxy.ts";

/** Enough pieces to see an order, small enough for one moment. */
const MUCH = Buffer.from(Array.from({ length: 50_000 }, (_, i) => i % 251));

/** A server that says back what it hears, and a client of it behind a proxy. */
interface Line extends AsyncDisposable {
  readonly proxy: TcpProxy;
  readonly client: Socket;
  /** The server's ends, in order of arrival. */
  readonly served: Socket[];
  /** Resolves with what the client heard, once it is so long. */
  hears(bytes: number): Promise<Buffer>;
  connect(): Socket;
}

async function openLine(conduct: Partial<LinkConduct> = {}): Promise<Line> {
  const served: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    served.push(socket);
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.pipe(socket, { end: false });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const proxy = await TcpProxy.start({
    target: { host: "127.0.0.1", port },
    prng: makePrng("proxy", "test"),
  });
  proxy.worsen(conduct);
  const open = (): Socket => dial(proxy);
  const client = open();
  let heard = Buffer.alloc(0);
  client.on("data", (bytes: Buffer) => (heard = Buffer.concat([heard, bytes])));
  return {
    proxy,
    client,
    served,
    connect: open,
    async hears(bytes) {
      while (heard.length < bytes) await once(client, "data");
      return heard;
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      for (const socket of served) socket.destroy();
      await proxy[Symbol.asyncDispose]();
      server.close();
    },
  };
}

/** Connects; a reset is expected here, and told by `gone`. */
function dial(proxy: TcpProxy): Socket {
  const socket = connect({ host: "127.0.0.1", port: proxy.port, allowHalfOpen: true });
  return socket.on("error", () => {});
}

/**
 * Resolves once the other end is known to be gone. A kernel may tell bytes that came before a reset and
 * then an end, so both count.
 */
function gone(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["end", "error", "close"]) socket.once(event, () => resolve());
  });
}

const CONDUCTS: readonly (readonly [name: string, conduct: Partial<LinkConduct>])[] = [
  ["nothing wrong", {}],
  ["latency", { latencyMs: 20 }],
  ["jitter", { latencyMs: 1, jitterMs: 30, sliceBytes: 5_000 }],
  ["little bandwidth", { bytesPerSecond: 1_000_000 }],
  ["slices", { sliceBytes: 997 }],
  ["all of it", { latencyMs: 5, jitterMs: 10, bytesPerSecond: 2_000_000, sliceBytes: 1_499 }],
];

test.each(CONDUCTS)("with %s every byte arrives, once and in order", async (_, conduct) => {
  await using line = await openLine(conduct);
  line.client.write(MUCH);
  expect((await line.hears(MUCH.length)).equals(MUCH)).toBe(true);
});

test("latency is counted each way, and bandwidth is what it says", async () => {
  await using line = await openLine({ latencyMs: 40, bytesPerSecond: 1_000_000 });
  const startedAtMs = performance.now();
  line.client.write(MUCH);
  await line.hears(MUCH.length);
  // Twice the latency, and the bytes once at least: both ways overlap.
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(2 * 40 + 50 - 5);
});

test("a partition passes nothing and tells nobody; what waited goes on when it is over", async () => {
  await using line = await openLine();
  line.client.write("a");
  await line.hears(1);
  let isTold = false;
  for (const event of ["data", "end", "error", "close"]) {
    line.client.on(event, () => (isTold = true));
  }
  const mend = line.proxy.worsen({ isHeld: true });
  line.client.write("b");
  // A second connection is opened and held as well; its answer would overtake the first one's.
  const other = line.connect();
  await once(other, "connect");
  expect(isTold).toBe(false);
  mend();
  expect((await line.hears(2)).toString()).toBe("ab");
  other.destroy();
});

test("what is mended mends nothing else: a partition outlasts the latency that came and went", async () => {
  await using line = await openLine();
  line.client.write("a");
  await line.hears(1);
  const mend = line.proxy.worsen({ isHeld: true });
  const hasten = line.proxy.worsen({ latencyMs: 1 });
  line.client.write("b");
  hasten();
  const other = line.connect();
  await once(other, "connect");
  expect((await line.hears(1)).toString()).toBe("a");
  mend();
  expect((await line.hears(2)).toString()).toBe("ab");
  other.destroy();
});

test("of several at once each thing is as bad as the worst of them", () => {
  const held = { isHeld: true, latencyMs: 5, bytesPerSecond: 10 };
  expect(worstOf([held, { latencyMs: 9, sliceBytes: 3 }, { resetShare: 0.5 }])).toEqual({
    ...{ latencyMs: 9, jitterMs: 0, bytesPerSecond: 10, sliceBytes: 3, resetShare: 0.5 },
    ...{ isHeld: true, isRefusing: false },
  });
  expect(worstOf([])).toEqual(GOOD_LINK);
});

test("a silent connection stays silent, and a new one works", async () => {
  await using line = await openLine();
  line.client.write("a");
  await line.hears(1);
  line.proxy.silence();
  line.client.write(MUCH);
  const other = line.connect();
  other.write("c");
  const [said] = await once(other, "data");
  expect(String(said)).toBe("c");
  expect(line.client.destroyed).toBe(false);
  expect((await line.hears(1)).toString()).toBe("a");
  other.destroy();
});

test("a reset reaches both ends as a reset", async () => {
  await using line = await openLine();
  line.client.write("a");
  await line.hears(1);
  const [server] = line.served;
  if (!server) throw new Error("nobody was connected");
  const said: unknown[] = [];
  line.client.once("error", (error) => said.push(error));
  const both = [gone(line.client), gone(server)];
  line.proxy.reset();
  await Promise.all(both);
  expect(said).toMatchObject([{ code: "ECONNRESET" }]);
});

test("a refused connection is reset at once", async () => {
  await using line = await openLine({ isRefusing: true });
  await gone(line.client);
  expect(line.served).toEqual([]);
});

test("with a share of one the first piece resets the connection", async () => {
  await using line = await openLine({ resetShare: 1 });
  line.client.write("a");
  await gone(line.client);
});

test("after the last byte allowed the answer is cut in the middle", async () => {
  await using line = await openLine();
  line.client.write("a");
  await line.hears(1);
  line.proxy.cutAfter(1_000);
  line.client.write(MUCH);
  await gone(line.client);
  // A reset may overtake bytes on their way; more than allowed never comes.
  expect((await line.hears(1)).length).toBeLessThanOrEqual(1_001);
});

test("a half-closed connection ends one way and speaks the other", async () => {
  await using line = await openLine();
  line.client.write("a");
  await line.hears(1);
  const ended = once(line.client, "end");
  line.proxy.halfClose("client");
  await ended;
  const [server] = line.served;
  const heard = server && once(server, "data");
  line.client.write("b");
  expect(String(await heard)).toBe("b");
});

test("a server that is away resets whoever comes, and serves again once it is back", async () => {
  const server = createServer((socket) => socket.on("error", () => {}).end("hello"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await using proxy = await TcpProxy.start({
    target: { host: "127.0.0.1", port },
    prng: makePrng("proxy", "away"),
  });
  server.close();
  await once(server, "close");
  const early = dial(proxy);
  await gone(early);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const late = dial(proxy);
  expect(String((await once(late, "data"))[0])).toBe("hello");
  late.destroy();
  server.close();
});

describe("in front of PostgreSQL", () => {
  const databaseUrl = process.env.TEST_DATABASE_URL ?? "";

  async function proxied(): Promise<{ proxy: TcpProxy; client: pg.Client }> {
    const { hostname, port } = new URL(databaseUrl);
    const proxy = await TcpProxy.start({
      target: { host: hostname, port: Number(port) },
      prng: makePrng("proxy", "commit"),
    });
    const client = new pg.Client({ connectionString: proxy.through(databaseUrl) });
    client.on("error", () => {});
    await client.connect();
    return { proxy, client };
  }

  const COMMITS: readonly (readonly [name: string, statements: readonly string[]])[] = [
    ["a transaction's", ["begin", "insert into lost values ($1)", "commit"]],
    ["a lone statement's", ["insert into lost values ($1)"]],
    [
      "a lone reader's, that writes on its way,",
      ["with added as (insert into lost values ($1) returning n) select n from added"],
    ],
  ];

  test.each(COMMITS)(
    "%s commit is kept and its answer lost, the nth and no other",
    async (_, statements) => {
      const { proxy, client } = await proxied();
      await using _proxy = proxy;
      const other = new pg.Client({ connectionString: databaseUrl });
      await other.connect();
      const table = `lost_${process.pid}`;
      await other.query(`create table ${table} (n int)`);
      try {
        const insert = async (n: number): Promise<void> => {
          for (const statement of statements) {
            const text = statement.replace("lost", table);
            await (text.includes("$1") ? client.query(text, [n]) : client.query(text));
          }
        };
        proxy.cutAtCommit(2);
        await insert(1);
        await expect(insert(2)).rejects.toThrow();
        const { rows } = await other.query(`select n from ${table} order by n`);
        expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
      } finally {
        await other.query(`drop table ${table}`);
        await other.end();
        await client.end().catch(() => {});
      }
    },
  );

  test("reading is no commit", async () => {
    const { proxy, client } = await proxied();
    await using _proxy = proxy;
    proxy.cutAtCommit(1);
    await client.query("select 1");
    await client.query("begin");
    await client.query("create temporary table unseen (n int)");
    await client.query("rollback");
    expect((await client.query("select 2 as n")).rows).toEqual([{ n: 2 }]);
    await client.end();
  });
});
