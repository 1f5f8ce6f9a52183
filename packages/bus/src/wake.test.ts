import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { createJobsDatabase } from "./testing/jobs-database.ts";
import { createWake } from "./wake.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
/** Longer than a reconnect takes on a slow machine. */
const PATIENCE_MS = 10_000;

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A door before the database, which lets connections wait. */
async function aDoor(url: string) {
  const { hostname, port } = new URL(url);
  const waiting: (() => void)[] = [];
  const inside = new Set<Socket>();
  let isShut = false;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    inside.add(socket);
    socket.once("close", () => inside.delete(socket));
    const pass = () => {
      const behind = connect(Number(port), hostname);
      behind.on("error", () => socket.destroy());
      socket.once("close", () => behind.destroy());
      socket.pipe(behind).pipe(socket);
    };
    if (isShut) waiting.push(pass);
    else pass();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    waiting: () => waiting.length,
    inside: () => inside.size,
    shut: () => {
      isShut = true;
    },
    open: () => {
      isShut = false;
      for (const pass of waiting.splice(0)) pass();
    },
    close: () => {
      for (const socket of inside) socket.destroy();
      server.close();
    },
  };
}

test("closed while it listens anew after its connection was killed, it leaves no connection behind", async () => {
  const database = await createJobsDatabase();
  const door = await aDoor(database.url);
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  try {
    const wake = await createWake({ databaseUrl: door.url, namespace: "t", log: silent });
    door.shut();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'circuito wake' and datname = current_database()`,
    );
    await until(() => door.waiting() > 0, "a new connection");
    await wake.close();
    door.open();
    await until(() => door.inside() === 0, "its end");
  } finally {
    await admin.end();
    door.close();
    await database.drop();
  }
});
