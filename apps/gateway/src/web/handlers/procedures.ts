import {
  asId,
  DAY_MS,
  mistakeInProcedure,
  type Procedure,
  type ProcedureId,
} from "@circuito/domain";
import type { ProcedureContent } from "@circuito/protocol";
import {
  addProcedureVersion,
  countRuns,
  existingQueues,
  listCategories,
  listProcedures,
  listProcedureVersions,
  loadProcedureFigures,
  lockProcedure,
  PROCEDURES_MAX,
  type Queryable,
  saveProcedure,
  type WrittenProcedure,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { procedureViewOf, versionViewOf } from "../procedure-views.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb =
  | "listProcedures"
  | "createProcedure"
  | "updateProcedure"
  | "publishProcedure"
  | "listProcedureVersions"
  | "getProcedureFigures";

/** As far back as somebody improves a procedure by. */
const FIGURES_SINCE_MS = 90 * DAY_MS;

/** Procedures as they are written: a draft that changes, versions that never do. */
export function procedureHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, now } = parts;
  return {
    async listProcedures() {
      const [procedures, runs] = await Promise.all([
        listProcedures(database.pool),
        countRuns(database.pool, now() - FIGURES_SINCE_MS),
      ]);
      const items = procedures.map((procedure) => ({
        ...procedureViewOf(procedure),
        runs: runs.get(procedure.id) ?? 0,
      }));
      return { items, nextCursor: null };
    },

    createProcedure({ body }) {
      return save(async (tx) => {
        const earlier = await lockProcedure(tx, body.id);
        // Said again because the answer was lost.
        if (earlier) return earlier;
        const { length } = await listProcedures(tx);
        if (length >= PROCEDURES_MAX) throw refused("too-many-procedures");
        const draft = await drafted(tx, body.content);
        const id = asId<ProcedureId>(body.id);
        const fresh = { published: null, publishedRevision: null, isArchived: false };
        return { id, draft, revision: 1, ...fresh };
      });
    },

    updateProcedure({ params, body }) {
      return save(async (tx) => {
        const before = await locked(tx, params.id, body.revision);
        const isArchived = body.isArchived ?? before.isArchived;
        if (body.content === undefined) return { ...before, isArchived };
        const draft = await drafted(tx, body.content);
        return { ...before, isArchived, draft, revision: before.revision + 1 };
      });
    },

    publishProcedure({ params, body: { revision } }) {
      return save(async (tx) => {
        const before = await locked(tx, params.id, revision);
        // Said again: this draft is the newest version already.
        if (before.publishedRevision === revision) return before;
        const mistake = mistakeInProcedure(before.draft);
        if (mistake) throw refused(mistake.because, mistake.step);
        const version = (before.published ?? 0) + 1;
        await addProcedureVersion(tx, { id: before.id, version, content: before.draft }, now());
        return { ...before, published: version, publishedRevision: revision };
      });
    },

    async listProcedureVersions({ params: { id } }) {
      const versions = await listProcedureVersions(database.pool, id);
      return { items: versions.map(versionViewOf), nextCursor: null };
    },

    getProcedureFigures: async ({ params: { id } }) => {
      const figures = await loadProcedureFigures(database.pool, id, now() - FIGURES_SINCE_MS);
      return { ...figures, steps: [...figures.steps] };
    },
  };

  async function save(change: (tx: Queryable) => Promise<WrittenProcedure>) {
    const saved = await database.transaction(async ({ client }) => {
      const procedure = await change(client);
      await saveProcedure(client, procedure, now());
      return procedure;
    });
    return procedureViewOf(saved);
  }
}

async function locked(tx: Queryable, id: string, revision: number): Promise<WrittenProcedure> {
  const found = await lockProcedure(tx, id);
  if (!found) throw nothingHere();
  if (found.revision === revision) return found;
  throw new HttpProblem("conflict", "it was changed since you looked", {
    details: { because: "stale-revision", revision: found.revision },
  });
}

/** Queues and categories that it is for exist. */
async function drafted(tx: Queryable, content: ProcedureContent): Promise<Procedure> {
  const known = await existingQueues(tx, content.queueIds);
  if (content.queueIds.some((id) => !known.has(asId(id)))) throw refused("no-such-queue");
  const categories = new Set<string>((await listCategories(tx)).map(({ id }) => id));
  if (content.categoryIds.some((id) => !categories.has(id))) throw refused("no-such-category");
  return {
    ...content,
    queueIds: content.queueIds.map((id) => asId(id)),
    categoryIds: content.categoryIds.map((id) => asId(id)),
  };
}

type Because =
  | NonNullable<ReturnType<typeof mistakeInProcedure>>["because"]
  | "no-such-queue"
  | "no-such-category"
  | "too-many-procedures";

const SENTENCES: Readonly<Record<Because, string>> = {
  "no-steps": "a procedure without steps leads nobody anywhere",
  "same-key-twice": "two steps have the same key, or one is called `end`",
  "no-words": "a step, its text or a choice says nothing",
  "no-address": "a link needs an https address",
  "no-field": "a field needs a kind of value that it takes",
  "too-few-choices": "a decision needs at least two choices",
  "same-choice-twice": "a decision has the same choice twice",
  "no-such-step": "a step or a choice leads to a step that is not there",
  loop: "a step leads back to itself",
  unreachable: "no way leads to a step",
  "no-such-queue": "body.content.queueIds: there is no such queue",
  "no-such-category": "body.content.categoryIds: there is no such category",
  "too-many-procedures": `no more than ${PROCEDURES_MAX} procedures are possible, archived ones included`,
};

function refused(because: Because, step?: string): HttpProblem {
  return new HttpProblem("invalid", SENTENCES[because], {
    details: { because, ...(step !== undefined && { step }) },
  });
}
