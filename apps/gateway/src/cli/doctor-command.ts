import { parseArgs } from "node:util";
import { hmacSigner } from "@circuito/connector";
import { type CheckStatus, worstOf } from "@circuito/domain";
import { checkName, checkStatusName, doctorAdvice } from "@circuito/protocol/doctor-text";
import { startFleetClock } from "@circuito/store";
import { readConfig } from "../config/config.ts";
import { deriveKey } from "../config/secret-key.ts";
import { addressProof } from "../doctor/address-proof.ts";
import { diagnose, type Seen } from "../doctor/diagnose.ts";
import { doctorMeans } from "../doctor/doctor-parts.ts";
import { createLog } from "../log/log.ts";
import { reachOf } from "../reach/reach.ts";
import { createSealer } from "../secrets/seal.ts";
import { openMedia } from "../start/open-media.ts";
import { passwordsOf, reachStore } from "../start/open-store.ts";
import { createUnwind } from "../start/unwind.ts";
import type { Terminal } from "./terminal.ts";

/** 2 is of whoever asked wrongly, as of every command. */
const EXIT_CODES: Readonly<Record<CheckStatus, number>> = {
  ok: 0,
  unchecked: 0,
  broken: 1,
  warning: 3,
};
const LANGUAGE = "en";

/** Does not rest on the database, as other commands do: that it is away is a finding. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: "boolean" } } });
  const { config, secrets } = readConfig(terminal.env);
  const log = createLog({
    level: "error",
    secrets: [],
    readable: true,
    write: (line) => terminal.err(line),
  });
  log.hide(passwordsOf(secrets.redisUrl));
  const unwind = createUnwind(log);
  try {
    const { database, secretKey } = await reachStore(config, secrets, log, unwind);
    const clock =
      database && (await startFleetClock(database.pool, Date.now).catch(() => undefined));
    if (clock) unwind.add("clock", () => clock.stop());
    const { seen } = await diagnose(
      {
        ...doctorMeans(config, secrets),
        database,
        sealer: createSealer(secretKey),
        media: await openMedia(config, secrets, log),
        mayReach: reachOf(config.privateNetworks),
        signer: hmacSigner([deriveKey(secretKey, "signed names")]),
        prove: addressProof(secretKey),
        now: clock?.now ?? Date.now,
        machineNow: Date.now,
      },
      new AbortController().signal,
      log,
    );
    const statuses: CheckStatus[] = [];
    for await (const one of seen) {
      statuses.push(one.status);
      terminal.out(values.json ? `${JSON.stringify(one)}\n` : lineOf(one));
    }
    const worst = worstOf(statuses);
    if (!values.json) terminal.out(`\n${summary(statuses)}\n`);
    return EXIT_CODES[worst];
  } finally {
    await unwind.run();
  }
}

const MARKS: Readonly<Record<CheckStatus, string>> = {
  ok: "ok     ",
  unchecked: "-      ",
  warning: "warning",
  broken: "BROKEN ",
};
/** What is to be done stands under what was found, and not under its mark. */
const INDENT = " ".repeat(MARKS.ok.length + 2);

function lineOf(seen: Seen): string {
  const { why, mend } = doctorAdvice(seen, LANGUAGE);
  const name = checkName(seen.check, LANGUAGE);
  const about = seen.inbox ? `${name} "${seen.inbox.name}"` : name;
  const advice = mend === undefined ? "" : `${INDENT}→ ${mend}\n`;
  const words = seen.facts.words === undefined ? "" : `${INDENT}  ${seen.facts.words}\n`;
  return `${MARKS[seen.status]}  ${about}: ${why}\n${words}${advice}`;
}

function summary(statuses: readonly CheckStatus[]): string {
  const count = (status: CheckStatus) => statuses.filter((one) => one === status).length;
  return (["broken", "warning", "ok", "unchecked"] as const)
    .map((status) => `${count(status)} ${checkStatusName(status, LANGUAGE).toLowerCase()}`)
    .join(", ");
}
