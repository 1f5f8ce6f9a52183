import {
  agentIdOf,
  asId,
  calendarOf,
  queuesNamed,
  type Segment,
  type SlaPolicy,
  type SlaTerms,
  type Standing,
  sampleBeginsAt,
  segmentsOf,
  tryPolicy,
} from "@circuito/domain";
import type { ClockView, SlaPolicyView } from "@circuito/protocol";
import { foldStories } from "@circuito/router";
import {
  deletePolicy,
  existingQueues,
  findPolicy,
  followerLagMs,
  listCalendars,
  listPolicies,
  loadAgentViews,
  lockPolicy,
  lockTerms,
  type PolicyInUse,
  type PolicyReading,
  type Queryable,
  rebasePolicy,
  savePolicy,
} from "@circuito/store";
import type { Call, Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { HttpProblem, invalid } from "../problem.ts";
import { nothingHere, visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

export function slaHandlers(
  parts: WebParts,
): Pick<
  Handlers,
  | "listSlaPolicies"
  | "createSlaPolicy"
  | "updateSlaPolicy"
  | "deleteSlaPolicy"
  | "rebaseSlaPolicy"
  | "trySlaPolicy"
  | "getClocks"
> {
  const { database, newId, now } = parts;

  async function save(id: string, body: Call<"createSlaPolicy">["body"], isNew: boolean) {
    await database.transaction(async ({ client }) => {
      await lockTerms(client);
      if (!isNew) {
        const before = await lockPolicy(client, id);
        if (!before) throw nothingHere();
        if (before.isDefault && !body.isDefault) {
          throw invalid("body.isDefault: make another policy the default one instead");
        }
      }
      await checkNames(client, body);
      const { name, isDefault, ...content } = body;
      const policy = policyOf(content);
      await savePolicy(client, { id, name, isDefault, policy }, newId, now()).catch(nameTaken);
    });
    parts.configurationChanged();
    const saved = await findPolicy(database.pool, id);
    if (!saved) throw nothingHere();
    return policyViewOf(saved);
  }

  return {
    async listSlaPolicies() {
      const items = (await listPolicies(database.pool)).map(policyViewOf);
      const lagMs = Math.round(await followerLagMs(database.pool, "sla"));
      return { items, nextCursor: null, lagMs };
    },

    createSlaPolicy: ({ body }) => save(newId(), body, true),
    updateSlaPolicy: ({ params, body }) => save(params.id, body, false),

    async deleteSlaPolicy({ params }) {
      await database.transaction(async ({ client }) => {
        await lockTerms(client);
        const policy = await lockPolicy(client, params.id);
        if (!policy) throw nothingHere();
        const stays = await deletePolicy(client, policy);
        if (stays === undefined) return;
        throw new HttpProblem("conflict", `this policy stays: ${WHY_IT_STAYS[stays]}`, {
          details: { because: stays },
        });
      });
      parts.configurationChanged();
      return {};
    },

    async rebaseSlaPolicy({ who, params }) {
      const conversations = await database.transaction(async ({ client }) => {
        const policy = await lockPolicy(client, params.id);
        if (!policy) throw nothingHere();
        const agentId = agentIdOf(who);
        return rebasePolicy(client, policy, { agentId, at: now() });
      });
      return { conversations };
    },

    async trySlaPolicy({ body }) {
      await checkNames(database.pool, body.policy);
      const calendars = await listCalendars(database.pool);
      const terms: SlaTerms = {
        ...policyOf(body.policy),
        policyName: body.policy.name,
        calendars: Object.fromEntries(calendars.map(({ id, ...named }) => [id, named])),
      };
      const at = body.at === undefined ? sampleBeginsAt(terms, now()) : Date.parse(body.at);
      const trial = tryPolicy(terms, body.level, at);
      return {
        story: trial.story.map((event) => ({ at: iso(event.at), kind: event.kind })),
        asOf: iso(trial.asOf),
        items: trial.standings.map((standing, i) =>
          clockViewOf(standing, terms, trial.segments[i] ?? [], SAMPLE_NAMES),
        ),
        actions: trial.actions.map(({ at: when, ...action }) => ({ at: iso(when), ...action })),
      };
    },

    async getClocks({ who, params }) {
      await visibleConversation(parts, who, params.id);
      const asOf = now();
      const { folded, termsOf } = await foldStories(database.pool, [params.id], asOf);
      const [one] = folded;
      if (!one) throw nothingHere();
      const terms = termsOf(one);
      const { standings } = one.promises;
      const segments = standings.map(({ clock, target }) => segmentsOf(clock, target, terms, asOf));
      const owners = new Set(segments.flat().flatMap(({ ownerId }) => ownerId ?? []));
      const agents = await loadAgentViews(database.pool, [...owners]);
      const names = new Map(agents.map(({ id, name }) => [id, name]));
      return {
        asOf: iso(asOf),
        policyName: terms?.policyName ?? null,
        items: standings.map((standing, i) =>
          clockViewOf(standing, terms, segments[i] ?? [], names),
        ),
      };
    },
  };
}

/** Whoever works in the sample is nobody in particular. */
const SAMPLE_NAMES: ReadonlyMap<string, string> = new Map();

const WHY_IT_STAYS: Readonly<Record<PolicyInUse, string>> = {
  "is-default": "it is the default one",
  "named-by-rules": "routing rules give it, or their draft does",
  promised: "conversations were promised it",
};

function clockViewOf(
  { clock, target, state, wallMs, countedMs, moments }: Standing,
  terms: SlaTerms | undefined,
  segments: readonly Segment[],
  names: ReadonlyMap<string, string>,
): ClockView {
  return {
    measure: clock.measure,
    state,
    queueId: clock.queueId ?? null,
    level: clock.level,
    startedAt: iso(clock.startedAt),
    endedAt: isoOrNull(clock.end?.at),
    withinMs: target?.withinMs ?? null,
    calendar: calendarOf(target, terms)?.name ?? null,
    warningAt: isoOrNull(moments.warning),
    dueAt: isoOrNull(moments.breach),
    overdueAt: isoOrNull(moments.overdue),
    wallMs,
    countedMs,
    segments: segments.map(({ from, to, because, queueId, level, ownerId }) => ({
      from: iso(from),
      to: iso(to),
      ms: to - from,
      because,
      queueId: queueId ?? null,
      level,
      owner: ownerId === undefined ? null : { id: ownerId, name: names.get(ownerId) ?? "" },
    })),
  };
}

type Content = Omit<Call<"createSlaPolicy">["body"], "name" | "isDefault">;

function policyOf({ targets, pauses, rules }: Content): SlaPolicy {
  return {
    targets,
    pauses,
    rules: rules.map(({ at, measures, action }) => ({
      at,
      ...(measures && { measures }),
      action: action.kind === "move" ? { ...action, queueId: asId(action.queueId) } : action,
    })),
  };
}

/** What an admin sent names calendars and queues: they are to be there. */
async function checkNames(q: Queryable, body: Content): Promise<void> {
  const calendars = new Set((await listCalendars(q)).map(({ id }) => id));
  const target = body.targets.findIndex(
    ({ calendarId }) => calendarId !== null && !calendars.has(calendarId),
  );
  if (target >= 0) throw invalid(`body.targets.${target}.calendarId: no such calendar`);
  const named = queuesNamed(policyOf(body).rules);
  const known = await existingQueues(q, named);
  const unknown = named.find((queueId) => !known.has(queueId));
  if (unknown) throw invalid(`body.rules: there is no queue ${unknown}`);
}

function nameTaken(error: unknown): never {
  if (error instanceof Error && "constraint" in error) {
    if (error.constraint === "sla_policies_name_unique") {
      throw invalid("body.name: another policy has this name");
    }
  }
  throw error;
}

function policyViewOf({ policy, ...reading }: PolicyReading): SlaPolicyView {
  return {
    ...reading,
    targets: [...policy.targets],
    pauses: [...policy.pauses],
    rules: policy.rules.map(({ at, measures, action }) => ({
      at,
      ...(measures && { measures: [...measures] }),
      action,
    })),
  };
}
