import { setTimeout as pause } from "node:timers/promises";
import type { BreakablePostgres, Ending } from "../../../servers/index.ts";
import { AFTER_POSTGRES_MS, type FaultKind, nothingToUndo } from "./fault-kind.ts";
import { worsenAll } from "./network.ts";

const POSTGRES = ["postgres"] as const;
const TERMINATE_EVERY_MS = 500;
/** Fewer than the five processes want, and enough for each to start. */
const FEW_CONNECTIONS = "25";
const MANY_COMMITS = 40;
/** One insert of a message in so many fails. */
const FAILING_SHARE = 0.1;

/** F27–F38. */
export const POSTGRES_FAULTS: readonly FaultKind[] = [
  {
    ...row("F27", "a random connection is terminated, twice a second", [4_000, 15_000]),
    undone: "nobody is terminated any more",
    begin: async ({ stage: { postgres } }) => {
      const over = new AbortController();
      const terminating = terminate(postgres, over.signal);
      return () => {
        over.abort();
        return terminating;
      };
    },
  },
  ended("F28", "PostgreSQL is stopped as if it had crashed", "immediate"),
  {
    ...row("F29", "every process of PostgreSQL stands still", [3_000, 20_000]),
    undone: "SIGCONT",
    begin: async ({ stage: { postgres } }) => {
      postgres.pause();
      return async () => postgres.resume();
    },
  },
  {
    ...row("F31", "a commit is kept, and its answer lost with the connection", [0, 0]),
    undone: "it happens once in each process",
    begin: async ({ stage, amount }) => {
      for (const { postgres } of stage.cables.values()) {
        postgres.cutAtCommit(1 + Math.round(amount * MANY_COMMITS));
      }
      return nothingToUndo;
    },
  },
  raising("F32", "one insert of a message in ten is a deadlock's victim", "40P01"),
  raising("F33", "one insert of a message in ten cannot be serialized", "40001"),
  {
    ...row("F34", "every answer of PostgreSQL is up to 2 s late", [4_000, 12_000]),
    undone: "answers come at once",
    begin: ({ stage, amount }) => {
      const cables = [...stage.cables.values()].map(({ postgres }) => postgres);
      return worsenAll(cables, { latencyMs: 250 + amount * 750 });
    },
  },
  {
    ...row("F35", "PostgreSQL takes few connections", [4_000, 12_000]),
    undone: "it is started again with its usual limit",
    begin: async ({ stage: { postgres } }) => {
      await postgres.end("fast");
      await postgres.start({
        max_connections: FEW_CONNECTIONS,
        superuser_reserved_connections: "2",
      });
      return async () => {
        await postgres.end("fast");
        await postgres.start();
      };
    },
  },
  {
    ...row("F36", "PostgreSQL is read-only, as a follower is", [3_000, 12_000]),
    undone: "it takes writes again",
    begin: async ({ stage: { postgres } }) => {
      await setReadOnly(postgres, "on");
      return () => setReadOnly(postgres, "off");
    },
  },
  {
    ...row("F37", "somebody holds the rows of many conversations", [3_000, 15_000]),
    undone: "the transaction is rolled back",
    begin: async ({ stage: { postgres } }) => {
      const session = await postgres.session();
      await session.client.query(
        "begin; select 1 from conversations tablesample bernoulli (20) for update",
      );
      return async () => session[Symbol.asyncDispose]();
    },
  },
  {
    ...row(
      "F38",
      "an old transaction stays open, and everybody's horizon with it",
      [3_000, 15_000],
    ),
    undone: "the transaction is rolled back",
    begin: async ({ stage: { postgres } }) => {
      const session = await postgres.session();
      await session.client.query("begin; select pg_current_xact_id()");
      return async () => session[Symbol.asyncDispose]();
    },
  },
];

function row(id: string, does: string, lastsMs: FaultKind["lastsMs"]) {
  return { id, does, targets: POSTGRES, lastsMs, recoversInMs: AFTER_POSTGRES_MS } as const;
}

function ended(id: string, does: string, how: Ending): FaultKind {
  return {
    ...row(id, does, [1_000, 10_000]),
    undone: "it is started again",
    begin: async ({ stage: { postgres } }) => {
      await postgres.end(how);
      return () => postgres.start();
    },
  };
}

/** Test trigger: the statement fails as if another transaction had been in the way. */
function raising(id: string, does: string, sqlState: string): FaultKind {
  return {
    ...row(id, does, [4_000, 15_000]),
    undone: "the trigger is dropped",
    begin: async ({ stage: { postgres } }) => {
      await postgres.query(
        `create or replace function lab_fails() returns trigger language plpgsql as $$
         begin
           if random() < ${FAILING_SHARE} then
             raise exception 'on command' using errcode = '${sqlState}';
           end if;
           return new;
         end $$;
         create trigger lab_fails before insert on messages for each row execute function lab_fails()`,
      );
      return async () => {
        await postgres.query("drop trigger lab_fails on messages");
      };
    },
  };
}

async function setReadOnly(postgres: BreakablePostgres, value: "on" | "off"): Promise<void> {
  await using session = await postgres.session();
  await session.client.query("set default_transaction_read_only = off");
  await session.client.query(`alter system set default_transaction_read_only = ${value}`);
  await session.client.query("select pg_reload_conf()");
}

async function terminate(postgres: BreakablePostgres, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await postgres
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name not like '%lab' and backend_type = 'client backend'
         order by random() limit 1`,
      )
      .catch(() => {});
    await pause(TERMINATE_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}
