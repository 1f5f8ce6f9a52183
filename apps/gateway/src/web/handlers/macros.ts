import { cleanText } from "@circuito/connector";
import { runMacro } from "@circuito/desk";
import { arrangeActs, existsFor, type MacroAct, mayChange, type Principal } from "@circuito/domain";
import {
  countMacroRuns,
  deleteMacro,
  existingQueues,
  listCategories,
  listMacros,
  lockMacro,
  type Macro,
  type Queryable,
  saveMacro,
  tellConfigurationChanged,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { macroViewOf } from "../macro-view.ts";
import { HttpProblem } from "../problem.ts";
import { changedSince, reachOf, requireMayChange } from "../reach.ts";
import { refusedVerb, verbAnswer } from "../verb-answer.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb = "listMacros" | "createMacro" | "updateMacro" | "deleteMacro" | "runMacro";

/** Long enough to tell a macro that is used once a week from one that nobody uses. */
const RUNS_COUNTED_MS = 30 * 24 * 3_600_000;

/** Macros: one's own are one's own to change, all others a supervisor's. */
export function macroHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, desk } = parts;
  return {
    async listMacros({ who }) {
      const macros = await listMacros(database.pool, who);
      const ids = macros.map(({ id }) => id);
      const runs = await countMacroRuns(database.pool, ids, desk.now() - RUNS_COUNTED_MS);
      return {
        items: macros.map((macro) => ({ ...macroViewOf(macro), runs: runs.get(macro.id) ?? 0 })),
      };
    },

    async createMacro({ who, body }) {
      return change(async (tx) => {
        const macro = { ...written(who, body), id: body.id, version: 1 };
        requireMayChange(who, macro);
        const earlier = await lockMacro(tx, body.id);
        // Said again because the answer was lost; or an id that is somebody else's.
        if (earlier && !mayChange(who, earlier)) throw nothingHere();
        if (earlier) return earlier;
        await save(tx, macro);
        return { ...macro, updatedAt: desk.now() };
      });
    },

    async updateMacro({ who, params, body }) {
      return change(async (tx) => {
        const before = await lockMacro(tx, params.id);
        if (!before || !existsFor(who, before)) throw nothingHere();
        requireMayChange(who, before);
        if (before.version !== body.version) throw changedSince(before);
        const macro = { ...written(who, body), id: before.id, version: before.version + 1 };
        requireMayChange(who, macro);
        await save(tx, macro);
        return { ...macro, updatedAt: desk.now() };
      });
    },

    async deleteMacro({ who, params }) {
      await database.transaction(async ({ client }) => {
        const before = await lockMacro(client, params.id);
        if (!before || !existsFor(who, before)) return;
        requireMayChange(who, before);
        await deleteMacro(client, params.id);
        await tell(client, before);
      });
      desk.wake.publish("outbox");
      return {};
    },

    async runMacro({ who, params: { id }, body }) {
      const ran = await runMacro(desk, who, { conversationId: id, ...body });
      if (ran.kind === "refused") {
        const { code, message, details } = refusedVerb(parts, ran.refusal, who, id);
        throw new HttpProblem(code, message, {
          details: { ...details, ...(ran.act && { act: ran.act }) },
        });
      }
      const { conversationId, draft, repeated } = ran;
      const conversation = await verbAnswer(parts, { kind: "done", conversationId }, who, id);
      return { conversation, draft, repeated };
    },
  };

  async function change(verb: (tx: Queryable) => Promise<Macro>) {
    const saved = await database.transaction(({ client }) => verb(client));
    desk.wake.publish("outbox");
    return macroViewOf(saved);
  }

  async function save(tx: Queryable, macro: Omit<Macro, "updatedAt">): Promise<void> {
    await requireTargets(tx, macro);
    await saveMacro(tx, macro, desk.now());
    await tell(tx, macro);
  }

  /** One's own are nobody else's business. */
  async function tell(tx: Queryable, { id, agentId }: Omit<Macro, "updatedAt">) {
    if (agentId === null) await tellConfigurationChanged(tx, id);
  }
}

/** The queues and the category that it names are there. */
async function requireTargets(
  tx: Queryable,
  { acts, queueId }: Pick<Macro, "acts" | "queueId">,
): Promise<void> {
  const to = acts.flatMap((act) => (act.kind === "transfer" ? [act.queueId] : []));
  const queueIds = new Set(queueId === null ? to : [queueId, ...to]);
  if ((await existingQueues(tx, [...queueIds])).size < queueIds.size) {
    throw invalidMacro("there is no such queue", { because: "no-such-queue" });
  }
  const said = acts.find((act) => act.kind === "categorize");
  if (!said) return;
  const categories = await listCategories(tx);
  if (!categories.some(({ id, isArchived }) => id === said.categoryId && !isArchived)) {
    throw invalidMacro("there is no such category", { because: "no-such-category" });
  }
}

interface Written {
  readonly name: string;
  readonly acts: readonly MacroAct[];
  readonly draft: string | null;
  readonly scope: "everybody" | "queue" | "mine";
  readonly queueId: string | null;
  readonly channels: readonly string[];
}

function written(
  who: Principal,
  { name, acts, draft, channels, ...reach }: Written,
): Omit<Macro, "id" | "version" | "updatedAt"> {
  const arranged = arrangeActs(acts.map(cleaned));
  if (arranged.kind === "refused") {
    const { because, act } = arranged;
    throw invalidMacro(MISTAKES[because], { because, ...(act && { act }) });
  }
  return {
    name: cleanText(name),
    acts: arranged.acts,
    draft: draft === null ? null : cleanText(draft),
    ...reachOf(who, reach),
    channels: [...new Set(channels)],
  };
}

const MISTAKES = {
  "no-acts": "a macro does something",
  "act-twice": "a macro does each thing once",
  "two-ends": "a macro hands on, puts off or solves: one of them",
  "act-says-nothing": "an act without content",
} as const;

function cleaned(act: MacroAct): MacroAct {
  switch (act.kind) {
    case "label":
      return { ...act, add: act.add.map(cleanText), remove: act.remove.map(cleanText) };
    case "note":
      return { ...act, text: cleanText(act.text) };
    case "transfer":
      return { ...act, note: cleanText(act.note) };
    default:
      return act;
  }
}

function invalidMacro(message: string, details: Readonly<Record<string, string>>): HttpProblem {
  return new HttpProblem("invalid", message, { details });
}
