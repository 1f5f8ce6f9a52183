import { Child } from "../child.ts";
import { cpuSecondsOf, type WatchedProcess } from "../cpu.ts";
import type { MailGateway } from "./mail-gateway.ts";
import type { MailServer } from "./mail-server.ts";
import { readAnswer } from "./plain-config.ts";

/** Ten mails a second would take this long for 2,000: slower than that has failed. */
const MS_PER_MAIL_MAX = 100;
const PATIENCE_MIN_MS = 60_000;

export interface EmailFigures {
  readonly mailsPerSecond: number;
  /** CPU seconds per 1,000 mails, by process and in all; empty where it cannot be measured. */
  readonly cpuPerThousand: Readonly<Record<string, number>>;
}

/** Something that takes all mails of an account in, once. */
export interface EmailSystem extends AsyncDisposable {
  readonly name: string;
  readonly processes: readonly WatchedProcess[];
  /** @returns how long it took, from before it connected, in ms */
  takeIn(user: string, mails: number): Promise<number>;
}

export async function measureEmail(
  system: EmailSystem,
  user: string,
  mails: number,
): Promise<EmailFigures> {
  const before = readCpu(system.processes);
  const ms = await system.takeIn(user, mails);
  return {
    mailsPerSecond: mails / (ms / 1_000),
    cpuPerThousand: perThousand(before, readCpu(system.processes), mails),
  };
}

/** imapflow and mailparser alone. */
export async function startPlainReader(server: MailServer): Promise<EmailSystem> {
  const { host, imapPort, certificate, password } = server;
  const config = { host, port: imapPort, certificate, password };
  const [child] = await Child.start("email/plain-reader.ts", config);
  return {
    name: "imapflow + mailparser",
    processes: [{ name: "reader", pid: child.pid, isTree: false }, server.process],
    async takeIn(user, mails) {
      const patienceMs = Math.max(PATIENCE_MIN_MS, mails * MS_PER_MAIL_MAX);
      child.send({ kind: "go", user });
      const answer = readAnswer.parse(await child.receive("read", patienceMs));
      if (answer.mails !== mails) throw new Error(`read ${answer.mails} of ${mails} mails`);
      return answer.ms;
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}

/** The gateway: from the order to connect until the last row is committed. */
export function gatewaySystem(
  gateway: MailGateway,
  shared: readonly WatchedProcess[],
  server: MailServer,
): EmailSystem {
  return {
    name: "circuito",
    processes: [...gateway.watched, ...shared, server.process],
    async takeIn(user, mails) {
      const patienceMs = Math.max(PATIENCE_MIN_MS, mails * MS_PER_MAIL_MAX);
      const { received } = await gateway.balance();
      const startedAtMs = performance.now();
      const inbox = await gateway.addMailbox(user);
      await gateway.untilTaken(inbox, mails, patienceMs);
      const ms = performance.now() - startedAtMs;
      const { received: now, parked, duplicate } = await gateway.balance();
      if (now !== received + mails || parked + duplicate > 0) {
        throw new Error(`${now - received} rows of ${mails} mails, ${parked} parked`);
      }
      return ms;
    },
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

function readCpu(processes: readonly WatchedProcess[]): ReadonlyMap<string, number> {
  return new Map(
    processes.flatMap((watched) => {
      const seconds = cpuSecondsOf(watched);
      return seconds === undefined ? [] : [[watched.name, seconds] as const];
    }),
  );
}

function perThousand(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  mails: number,
): Record<string, number> {
  const figures = [...after].map(([name, seconds]): [string, number] => [
    name,
    ((seconds - (before.get(name) ?? 0)) / mails) * 1_000,
  ]);
  if (figures.length === 0) return {};
  return { ...Object.fromEntries(figures), all: figures.reduce((sum, [, used]) => sum + used, 0) };
}
