import { execFileSync } from "node:child_process";
import { startDovecot } from "./start-dovecot.ts";

/**
 * A Dovecot in a process of its own, for a benchmark that has no way into the tests' set-up: told what to
 * do over IPC, and gone when the benchmark is.
 */
const users: Record<string, string> = JSON.parse(process.argv[2] ?? "{}");
const dovecot = await startDovecot(users);
if (!dovecot) throw new Error("the comparison needs Dovecot");

type Order =
  | { readonly kind: "fill"; readonly user: string; readonly mails: readonly string[] }
  | { readonly kind: "stop" | "start" };

process.on("message", async (order: Order) => {
  if (order.kind === "fill") dovecot.fill(order.user, order.mails);
  else await dovecot[order.kind]();
  process.send?.({ kind: "done" });
});
process.once("disconnect", async () => {
  await dovecot[Symbol.asyncDispose]();
  process.exit(0);
});
// The terminal's Ctrl-C reaches us, too; the benchmark's end is what counts.
process.on("SIGINT", () => undefined);

const { host, imapPort, certificate, pid } = dovecot;
const version = execFileSync("dovecot", ["--version"], { encoding: "utf8" }).trim();
process.send?.({ kind: "ready", host, imapPort, certificate, pid, version });
