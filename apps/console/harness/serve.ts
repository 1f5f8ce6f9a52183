import { join } from "node:path";
import { startGateway } from "./gateway.ts";
import { seededWorld } from "./seed.ts";

/** `pnpm --filter @circuito/console harness`: the console over the in-memory gateway, to look at. */
const PORT = Number(process.env.PORT ?? 0);

const { world, mails, chats, receiveMails, receiveChats } = seededWorld();
receiveMails();
receiveChats();
const gateway = await startGateway(
  { world, mails, chats },
  join(import.meta.dirname, "..", "dist"),
  PORT,
);
process.stdout.write(`${gateway.url} · carla@example.com · circuito\n`);
