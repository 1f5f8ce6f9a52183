import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync } from "node:fs";
import { createConnection } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chooseFreePort } from "../../packages/embedded/src/free-port.ts";
import { chooseServerUser } from "../../packages/embedded/src/server-user.ts";

/** It is ready within 20 ms; this is for a machine under heavy load. */
const START_TIMEOUT_MS = 10_000;
const LOOK_EVERY_MS = 10;
/** Somebody may take a port between our choice and the server's start, but not five times. */
const PORT_TRIES_MAX = 5;

/**
 * Starts a private Redis (or Valkey) with the settings BullMQ needs: an append-only file, and no
 * eviction, which would lose jobs.
 *
 * @returns its address, `undefined` if none is installed
 */
export async function startRedis(folder: string): Promise<string | undefined> {
  const command = findRedis();
  if (command === undefined) return undefined;
  // It would run as root, and then anyone on this machine could make it write root's files.
  const user = chooseServerUser(folder);
  mkdirSync(folder);
  if (user !== undefined) chownSync(folder, user.uid, user.gid);

  for (let tries = 0; tries < PORT_TRIES_MAX; tries += 1) {
    const port = await chooseFreePort();
    const server = spawn(command, settings(folder, port), {
      cwd: folder,
      stdio: "ignore",
      detached: true, // Ctrl-C is for us: the folder's clean-up ends it
      ...user,
    });
    server.unref();
    if (await untilAnswers(port, () => server.exitCode === null))
      return `redis://127.0.0.1:${port}`;
    server.kill("SIGKILL");
  }
  throw new Error(`${command} did not start in ${folder}`);
}

/** @returns the program's path, `undefined` if none is installed */
export function findRedis(): string | undefined {
  return findOnPath("redis-server") ?? findOnPath("valkey-server");
}

function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

function settings(folder: string, port: number): string[] {
  return [
    ...["--port", String(port), "--bind", "127.0.0.1", "--daemonize", "no"],
    ...["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"],
    ...["--dir", folder, "--pidfile", join(folder, "redis.pid"), "--logfile", "redis.log"],
  ];
}

async function untilAnswers(port: number, isRunning: () => boolean): Promise<boolean> {
  for (const endsAt = Date.now() + START_TIMEOUT_MS; Date.now() < endsAt && isRunning(); ) {
    if (await pongs(port)) return isRunning();
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

function pongs(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port }, () => socket.write("PING\r\n"));
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("data", (reply) => done(reply.toString().startsWith("+PONG")));
    socket.once("error", () => done(false));
    socket.once("close", () => done(false));
  });
}
