import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chooseFreePort } from "../../packages/embedded/src/free-port.ts";
import { chooseServerUser } from "../../packages/embedded/src/server-user.ts";
import { dovecotSettings } from "./dovecot-settings.ts";
import { makeRunFolder, removeRunFolder } from "./run-folder.ts";

/** It is ready within 150 ms; this is for a machine under heavy load. */
const START_TIMEOUT_MS = 15_000;
/** It ends within a second; then it is killed. */
const STOP_TIMEOUT_MS = 5_000;
const LOOK_EVERY_MS = 10;

/** A private Dovecot: IMAP with STARTTLS, and LMTP to deliver by. */
export interface Dovecot extends AsyncDisposable {
  readonly host: string;
  readonly imapPort: number;
  readonly lmtpPort: number;
  /** Its own certificate, which nobody else vouches for. */
  readonly certificate: string;
  /** Of its master; its other processes are children of that. */
  readonly pid: number | undefined;
  /** Puts mails into an INBOX as they are, without the server's doing; it notices by itself. */
  fill(user: string, mails: readonly string[]): void;
  /** Takes the server away; what is in the mailboxes stays. */
  stop(): Promise<void>;
  /** Brings it back, on the same ports. */
  start(): Promise<void>;
}

/**
 * `undefined` if none is installed.
 * @param users passwords by name; their mailboxes come to be when they are first used
 * @throws with CI=true instead of returning nothing
 */
export async function startDovecot(
  users: Readonly<Record<string, string>>,
): Promise<Dovecot | undefined> {
  const command = findDovecot();
  if (command === undefined) {
    const missing = "Dovecot: install dovecot-imapd and dovecot-lmtpd";
    if (process.env.CI === "true") throw new Error(`the tests need ${missing}`);
    process.stderr.write(`skipping the tests that need ${missing}\n`);
    return undefined;
  }
  const runFolder = makeRunFolder();
  const dir = join(runFolder, "dovecot");
  // It would rather be root; the mail of tests is nobody's.
  const user = chooseServerUser(dir);
  mkdirSync(join(dir, "mail"), { recursive: true });
  const runAs = namesOf(user);
  makeCertificate(dir);
  const lines = Object.entries(users).map(([name, word]) => `${name}:{PLAIN}${word}::::::\n`);
  writeFileSync(join(dir, "users"), lines.join(""));
  for (const path of [
    dir,
    ...["mail", "cert.pem", "key.pem", "users"].map((at) => join(dir, at)),
  ]) {
    chownSync(path, runAs.uid, runAs.gid);
  }
  const [imapPort, lmtpPort] = [await chooseFreePort(), await chooseFreePort()];
  const version = execFileSync(command, ["--version"], { encoding: "utf8" });
  const settings = dovecotSettings(version, { dir, imapPort, lmtpPort, runAs });
  writeFileSync(join(dir, "dovecot.conf"), settings);

  let server: ChildProcess | undefined;
  async function start(): Promise<void> {
    if (command === undefined || server) return;
    const child = spawn(command, ["-F", "-c", join(dir, "dovecot.conf")], {
      cwd: dir,
      stdio: "ignore",
      detached: true, // Ctrl-C is for us: the folder's clean-up ends it
      ...user,
    });
    child.unref();
    server = child;
    await untilGreets(imapPort, "* OK", () => child.exitCode === null, dir);
    await untilGreets(lmtpPort, "220", () => child.exitCode === null, dir);
  }
  async function stop(): Promise<void> {
    const child = server;
    server = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(late);
  }

  await start();
  // For processes that a test starts.
  process.env.TEST_DOVECOT = JSON.stringify({
    host: "127.0.0.1",
    imapPort,
    lmtpPort,
    users: join(dir, "users"),
  });
  return {
    host: "127.0.0.1",
    imapPort,
    lmtpPort,
    certificate: readFileSync(join(dir, "cert.pem"), "utf8"),
    get pid() {
      return server?.pid;
    },
    fill: (name, mails) => fillMaildir(join(dir, "mail", name, "Maildir"), mails, runAs),
    start,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      removeRunFolder(runFolder);
    },
  };
}

/** A mail is in a maildir once its file is in `new`, under a name of its own. */
function fillMaildir(
  maildir: string,
  mails: readonly string[],
  { uid, gid }: { readonly uid: number; readonly gid: number },
): void {
  for (const folder of ["", "new", "cur", "tmp"]) {
    mkdirSync(join(maildir, folder), { recursive: true });
    chownSync(join(maildir, folder), uid, gid);
  }
  chownSync(join(maildir, ".."), uid, gid);
  for (const mail of mails) {
    filled += 1;
    const name = `${Math.floor(Date.now() / 1_000)}.M${String(filled).padStart(7, "0")}.test`;
    writeFileSync(join(maildir, "new", name), mail);
    chownSync(join(maildir, "new", name), uid, gid);
  }
}
let filled = 0;

function findDovecot(): string | undefined {
  return [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"]
    .map((folder) => join(folder, "dovecot"))
    .find((path) => existsSync(path));
}

function namesOf(user: { readonly uid: number; readonly gid: number } | undefined) {
  const { uid, gid } = user ?? userInfo();
  const ask = (flag: string) =>
    execFileSync("id", [flag, String(uid)], { encoding: "utf8" }).trim();
  return { name: ask("-un"), group: ask("-gn"), uid, gid };
}

/** Dovecot brings OpenSSL's command along. The name is that of this machine as tests call it. */
function makeCertificate(dir: string): void {
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
  const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const files = ["-keyout", join(dir, "key.pem"), "-out", join(dir, "cert.pem")];
  execFileSync("openssl", [...request, ...name, ...files], { stdio: "ignore" });
}

async function untilGreets(
  port: number,
  greeting: string,
  isRunning: () => boolean,
  dir: string,
): Promise<void> {
  for (const endsAt = Date.now() + START_TIMEOUT_MS; Date.now() < endsAt && isRunning(); ) {
    if (await greets(port, greeting)) return;
    await sleep(LOOK_EVERY_MS);
  }
  const log = join(dir, "dovecot.log");
  const said = existsSync(log) ? readFileSync(log, "utf8").slice(-2_000) : "nothing";
  throw new Error(`Dovecot did not start: ${said}`);
}

function greets(port: number, greeting: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("data", (line) => done(line.toString().startsWith(greeting)));
    socket.once("error", () => done(false));
    socket.once("close", () => done(false));
  });
}
