import { setTimeout as pause } from "node:timers/promises";
import type { SeededBug } from "@circuito/faults";
import {
  type Answer,
  answering,
  Outdated,
  type Row,
  type Run,
  reworded,
  type Statement,
  type Tampering,
} from "./break-statements.ts";

/** As much of an element as a bug looks at. */
interface Element {
  readonly kind: string;
  readonly externalId: string;
  readonly mail?: unknown;
}
type Receive = (
  inbox: string,
  elements: readonly Element[],
  parts: unknown,
) => Promise<readonly { readonly externalId: string; readonly outcome: string }[]>;
type AfterFailure = (failure: { readonly kind: string }, policy: unknown) => unknown;

/** What a bug is made of: statements that are run otherwise, functions that are exchanged, or both. */
export interface Breakage {
  readonly statements?: readonly Tampering[];
  readonly receive?: (sound: Receive) => Receive;
  readonly afterFailure?: (sound: AfterFailure) => AfterFailure;
  /** What the bug's database lacks, of what ours holds against it. */
  readonly schema?: string;
}

/** So long after the cursor the mails are stored: time enough to die in between. */
const CURSOR_AHEAD_MS = 1_500;
/** A blind repeat of a send. */
const AGAIN_MS = 500;

const LEDGER_INDEX = "drop index ledger_once";
const OPEN_INDEX = "drop index conversations_one_open";

/** Each bug as near to the original as this design lets it come; where it needs help, that is said. */
export const BREAKAGES: Readonly<Record<SeededBug, Breakage>> = {
  1: { receive: (sound) => storedLater(sound, 0, () => true) },
  2: {
    schema: LEDGER_INDEX,
    statements: [
      instead("ledger-append", (statement, run) =>
        run(
          reworded(
            statement,
            /from input order by place\s+on conflict \(inbox_id, external_id, collision\) do nothing/,
            `from input where not exists (select from ledger l where l.inbox_id = input.inbox_id
               and l.external_id = input.external_id and l.state = 'accepted') order by place`,
          ),
        ),
      ),
    ],
  },
  3: {
    schema: LEDGER_INDEX,
    statements: [
      instead("ledger-append", async (statement, run) =>
        run(withoutIndex(statement, await lookFor(statement, run))),
      ),
    ],
  },
  4: {
    schema: LEDGER_INDEX,
    statements: [
      instead("ledger-append", async (statement, run) => {
        await run({ text: "select pg_advisory_lock(hashtext('ledger'))" });
        const known = await lookFor(statement, run);
        await run({ text: "select pg_advisory_unlock(hashtext('ledger'))" });
        return run(withoutIndex(statement, known));
      }),
    ],
  },
  5: {
    receive: (sound) =>
      storedLater(sound, CURSOR_AHEAD_MS, (elements) => elements.some(({ mail }) => mail)),
  },
  6: {
    statements: [
      instead("ledger-seen-before", (statement, run) =>
        answering(run(statement), (rows) =>
          rows.map((row) => ({ ...row, content_hash: { equals: () => true } })),
        ),
      ),
    ],
  },
  7: {
    statements: [
      {
        of: /^read-notices-/,
        instead: (statement, run) =>
          run(
            reworded(
              statement,
              "xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
              "true",
            ),
          ),
      },
    ],
  },
  8: { statements: [instead("load-unrouted", failOldestOnce())] },
  9: {
    // Rows of one customer are taken by whoever finds them free. Without the index: it would undo the second.
    schema: OPEN_INDEX,
    statements: [
      instead("lock-contact-points", (statement, run) =>
        run(reworded(statement, "pg_advisory_xact_lock(key)", "key")),
      ),
      instead("load-unrouted", (statement, run) =>
        run(reworded(statement, /$/, " for update of l skip locked")),
      ),
    ],
  },
  10: {
    statements: [
      instead("lock-desk-conversation", (statement, run) =>
        run(reworded(statement, / for update$/, "")),
      ),
      instead("save-(desk|registered)-conversation", (statement, run) =>
        run(reworded(statement, /"epoch" = (?<epoch>\$\d+)$/, "$<epoch>::int is not null")),
      ),
    ],
  },
  11: {
    statements: [
      instead("begin-submitting", (statement, run) =>
        run(reworded(statement, "d.epoch = held.epoch and d.status = 'claimed'", "true")),
      ),
      // Who is told in time that its claim is gone does not get so far.
      instead("renew-claims", (statement, run) =>
        run(
          reworded(
            statement,
            /and d\.epoch = held\.epoch\s+and d\.status in \('claimed','submitting'\)/,
            "",
          ),
        ),
      ),
    ],
  },
  12: {
    afterFailure: (sound) => (failure, policy) =>
      failure.kind === "unknown" ? { kind: "again", delayMs: AGAIN_MS } : sound(failure, policy),
  },
  13: {
    statements: [
      instead("read-missed-notices", (statement, run) => answering(run(statement), () => [])),
    ],
  },
  14: {
    statements: [
      instead("ledger-append", async (statement, run) => {
        await run({ text: "set synchronous_commit = off" });
        return run(statement);
      }),
    ],
  },
  15: { statements: [instead("ledger-append", tryAgainUnderNewIds())] },
  16: {
    statements: [
      instead("postpone", (statement, run) =>
        run(
          reworded(
            statement,
            /set attempts = attempts \+ 1, retry_at = .*? millisecond'/s,
            "set state = 'routed', routed_at = now() + $2 * interval '0'",
          ),
        ),
      ),
    ],
  },
  17: { statements: [instead("find-live-sessions", rememberSessions())] },
  18: {
    receive: (sound) => async (inbox, elements, parts) => {
      const bad = elements.findIndex(({ kind }) => kind === "malformed");
      const [kept, left] =
        bad < 0 ? [elements, []] : [elements.slice(0, bad + 1), elements.slice(bad + 1)];
      return [...(await sound(inbox, kept, parts)), ...asNew(left)];
    },
  },
  19: {
    statements: [
      instead("stranded-contact-keys", (statement, run) => answering(run(statement), () => [])),
    ],
  },
  20: {
    statements: [
      {
        of: /^claim-.*deliveries/,
        instead: (statement, run) =>
          answering(run(statement), (rows) => rows.map((row) => ({ ...row, opted_out: false }))),
      },
      instead("begin-submitting", (statement, run) =>
        run(reworded(statement, /and \(d\.despite_opt_out or not exists \(.*c\.channel\)\)/s, "")),
      ),
    ],
  },
};

function instead(
  name: string,
  wrong: (statement: Statement, run: Run) => Promise<Answer>,
): Tampering {
  return { of: new RegExp(`^${name}$`), instead: wrong };
}

/** Says that all is stored, and stores it so much later. */
function storedLater(
  sound: Receive,
  afterMs: number,
  isMeant: (elements: readonly Element[]) => boolean,
): Receive {
  return async (inbox, elements, parts) => {
    if (!isMeant(elements)) return sound(inbox, elements, parts);
    void pause(afterMs)
      .then(() => sound(inbox, elements, parts))
      // Nobody is there any more who could be told.
      .catch(() => undefined);
    return asNew(elements);
  };
}

function asNew(elements: readonly Element[]) {
  return elements.map(({ externalId }) => ({ externalId, outcome: "new" }));
}

/** Places of the first parameters of `ledger-append`: one entry each, in arrays of one length. */
const APPENDED = { inboxes: 0, externalIds: 1, arrays: 11 } as const;

function column(values: readonly unknown[] | undefined, at: number): readonly unknown[] {
  const found = values?.[at];
  if (!Array.isArray(found)) throw new Outdated(`ledger-append has no array at ${at}`);
  return found;
}

/** Which of the entries are there by now. */
async function lookFor({ values }: Statement, run: Run): Promise<ReadonlySet<unknown>> {
  const { rows } = await run({
    text: `select inbox_id || ' ' || external_id as name from ledger
      where (inbox_id, external_id) in (select * from unnest($1::uuid[], $2::text[]))`,
    values: [column(values, APPENDED.inboxes), column(values, APPENDED.externalIds)],
  });
  return new Set(rows.map(({ name }) => name));
}

/** Inserts what was not found, and asks no index. */
function withoutIndex(statement: Statement, known: ReadonlySet<unknown>): Statement {
  const { values = [] } = statement;
  const inboxes = column(values, APPENDED.inboxes);
  const kept = column(values, APPENDED.externalIds).map(
    (id, at) => !known.has(`${inboxes[at]} ${id}`),
  );
  const wrong = reworded(
    statement,
    /on conflict \(inbox_id, external_id, collision\) do nothing/,
    "",
  );
  return {
    ...wrong,
    values: values.map((_, at) =>
      at < APPENDED.arrays ? column(values, at).filter((__, entry) => kept[entry]) : values[at],
    ),
  };
}

/** Of a customer with several rows the oldest fails once, and those behind it do not wait. */
function failOldestOnce(): Tampering["instead"] {
  const failed = new Set<unknown>();
  return (statement, run) =>
    answering(run(statement), (rows) => {
      const messages = new Map<unknown, Row[]>();
      for (const row of rows) {
        if (row.kind !== "message") continue;
        messages.set(row.contact_key, [...(messages.get(row.contact_key) ?? []), row]);
      }
      const skipped = new Set<Row>();
      for (const [oldest, ...behind] of messages.values()) {
        if (!oldest || behind.length === 0 || failed.has(oldest.id)) continue;
        failed.add(oldest.id);
        skipped.add(oldest);
      }
      return rows.filter((row) => !skipped.has(row));
    });
}

/** What was sent and not answered is sent again with other ids: the index cannot know it. */
function tryAgainUnderNewIds(): Tampering["instead"] {
  const doubtful = new Set<unknown>();
  return async (statement, run) => {
    const ids = column(statement.values, APPENDED.externalIds);
    const renamed = ids.map((id) => (doubtful.has(id) ? `${id}:again` : id));
    try {
      const values = statement.values?.with(APPENDED.externalIds, renamed) ?? [];
      return await run({ ...statement, values });
    } catch (error) {
      for (const id of ids) doubtful.add(id);
      throw error;
    }
  };
}

/** A session that was seen once is not asked about again. */
function rememberSessions(): Tampering["instead"] {
  const seen = new Map<unknown, Row>();
  return (statement, run) =>
    answering(run(statement), (rows) => {
      for (const row of rows) seen.set(row.sessionHash, row);
      const hashes: readonly unknown[] = [statement.values?.[0]].flat();
      return hashes.flatMap((hash): readonly Row[] => {
        const row = seen.get(hash);
        return row ? [row] : [];
      });
    });
}
