import {
  type AttendantFlow,
  answeringHours,
  asId,
  type FlowMistake,
  isChatLike,
  makeProtocolNumber,
  mistakesInFlow,
  rehearseAttendant,
  tellsInWords,
} from "@circuito/domain";
import type { ApiRouteName, AttendantFlowBody } from "@circuito/protocol";
import {
  type AttendantVersion,
  findAttendant,
  findAttendantVersion,
  findCalendar,
  listAttendantVersions,
  listInboxes,
  listNewestAttendants,
  type Queryable,
  saveAttendant,
} from "@circuito/store";
import type { Answer, Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Names = Extract<
  ApiRouteName,
  | "getAttendant"
  | "setAttendant"
  | "listAttendants"
  | "listAttendantVersions"
  | "getAttendantVersion"
  | "rehearseAttendant"
>;

/** What an inbox says before people do: kept version by version, and tried out before it is. */
export function attendantHandlers({
  database,
  now,
  newId,
  configurationChanged,
}: WebParts): Pick<Handlers, Names> {
  return {
    getAttendant: async ({ params }) => viewOf(await attendantOf(database.pool, params.id)),

    async setAttendant({ params, body, who }) {
      const flow = body.flow === null ? undefined : flowOf(body.flow);
      const saved = await database.transaction(async ({ client }) => {
        const { channel } = await attendantOf(client, params.id);
        if (flow) refuseMistakes(mistakesInFlow(flow, channel));
        const version = await saveAttendant(client, {
          ...{ inboxId: asId(params.id), flow, after: body.version },
          ...{ by: who.id, at: now() },
        });
        if (version === undefined) {
          throw new HttpProblem("conflict", "somebody else saved another version meanwhile", {
            details: { because: "newer-version" },
          });
        }
        return viewOf({ version, flow });
      });
      configurationChanged();
      return saved;
    },

    async listAttendants() {
      const newest = await listNewestAttendants(database.pool);
      const chats = (await listInboxes(database.pool)).filter(({ channel }) => isChatLike(channel));
      return {
        items: chats.map(({ id }) => {
          const version = newest.get(id);
          return { inboxId: id, newest: version ? versionView(version) : null };
        }),
      };
    },

    async listAttendantVersions({ params, query: { before, limit } }) {
      await attendantOf(database.pool, params.id);
      const page = { before, limit: limit + 1 };
      const found = await listAttendantVersions(database.pool, params.id, page);
      return { items: found.slice(0, limit).map(versionView), hasMore: found.length > limit };
    },

    async getAttendantVersion({ params: { id, version } }) {
      await attendantOf(database.pool, id);
      const found = await findAttendantVersion(database.pool, id, version);
      if (!found) throw nothingHere();
      return viewOf(found);
    },

    async rehearseAttendant({ params, body }) {
      const saved = await attendantOf(database.pool, params.id);
      const flow = body.flow ? flowOf(body.flow) : saved.flow;
      if (!flow) {
        throw new HttpProblem("wrong-state", "there is no attendant to rehearse", {
          details: { because: "no-attendant" },
        });
      }
      refuseMistakes(mistakesInFlow(flow, saved.channel));
      const at = body.at === undefined ? now() : Date.parse(body.at);
      const steps = rehearseAttendant(flow, body.turns, {
        now: at,
        hours: answeringHours(await findCalendar(database.pool, asId(params.id)), at),
        locale: body.locale,
        tellsProtocol: saved.tellsProtocol && tellsInWords(saved.channel),
        protocol: makeProtocolNumber(newId().replaceAll("-", ""), at, "UTC"),
      });
      return {
        steps: steps.map(({ step, said, menuAnswer }) => ({
          ...step,
          said: said
            ? { text: said.text, choices: said.choices.map((choice) => ({ ...choice })) }
            : null,
          menuAnswer: menuAnswer ? [...menuAnswer] : null,
        })),
      };
    },
  };
}

async function attendantOf(q: Queryable, inboxId: string) {
  const found = await findAttendant(q, inboxId);
  if (!found) throw nothingHere();
  if (!isChatLike(found.channel)) {
    throw new HttpProblem(
      "wrong-state",
      "only chats have an attendant; mail has automatic answers",
      {
        details: { because: "not-a-chat" },
      },
    );
  }
  return found;
}

function refuseMistakes(mistakes: readonly FlowMistake[]): void {
  const [first] = mistakes;
  if (!first) return;
  throw new HttpProblem("invalid", `flow.${first.at}: ${first.because.replaceAll("-", " ")}`, {
    details: { mistakes },
  });
}

/** What was parsed has what a flow has; only the absent fields are said otherwise. */
function flowOf(body: AttendantFlowBody): AttendantFlow {
  return JSON.parse(JSON.stringify(body)) as AttendantFlow;
}

function versionView({ savedBy, savedAt, ...version }: AttendantVersion) {
  return { ...version, savedBy: savedBy ?? null, savedAt: iso(savedAt) };
}

function viewOf(attendant: {
  readonly version: number;
  readonly flow: AttendantFlow | undefined;
}): Answer<"getAttendant"> {
  const { version, flow } = attendant;
  return { version, flow: (flow ?? null) as Answer<"getAttendant">["flow"] };
}
