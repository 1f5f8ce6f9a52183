import { handOverHeld } from "@circuito/desk";
import { type AgentId, asId, DAY_MS, nameOfFreeAgent, type QueueId } from "@circuito/domain";
import {
  ABSENCE_AHEAD_MAX_MS,
  API_ROUTES,
  type Invitation,
  type LoginView,
  type PersonView,
  type UpdatePersonBody,
} from "@circuito/protocol";
import {
  type Account,
  type AccountReading,
  addAbsence,
  endSessions,
  findAccount,
  findAgentByEmail,
  hasAnotherAdmin,
  insertAccounts,
  listAccounts,
  listSessions,
  lockAccount,
  putBackAllOf,
  putPasswordLinks,
  type Queryable,
  removeAbsence,
  replaceMemberships,
  rescindOffersTo,
  type SessionReading,
  saveAccount,
  setDisabled,
  tellAccountChanged,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { HttpProblem, invalid } from "../problem.ts";
import { SESSION_IDLE_MAX_MS } from "../session-cookie.ts";
import { hashToken, newToken } from "../tokens.ts";
import { agentViewOf } from "../views.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** A week: over a holiday, and not for ever in somebody's chat history. */
const LINK_MS = 7 * DAY_MS;

type Accounts =
  | "listPeople"
  | "invitePeople"
  | "getPerson"
  | "updatePerson"
  | "disablePerson"
  | "enablePerson"
  | "makePasswordLink"
  | "addAbsence"
  | "removeAbsence"
  | "listPersonSessions"
  | "endPersonSessions"
  | "listPermissions";

/** Who may log in, and what they are given to do. */
export function accountHandlers(parts: WebParts): Pick<Handlers, Accounts> {
  const { database, desk, now, newId } = parts;
  const { pool } = database;

  async function shown(id: string): Promise<PersonView> {
    const found = await findAccount(pool, id);
    if (!found) throw nothingHere();
    return personViewOf(found);
  }

  /** Locks somebody, changes them and tells who shows them. */
  async function change(
    id: string,
    work: (client: Queryable, before: Account) => Promise<void>,
    least?: "keeps-an-admin",
  ): Promise<PersonView> {
    await database.transaction(async ({ client }) => {
      const before = await (least ? lockUnlessLastAdmin(client, id) : lockAccount(client, id));
      if (!before) throw nothingHere();
      await work(client, before);
      const after = await findAccount(client, id);
      await tellAccountChanged(client, before.id, after?.queueIds ?? []);
    });
    desk.wake.publish("outbox");
    return shown(id);
  }

  async function end(id: string): Promise<void> {
    for (const hash of await endSessions(pool, id)) parts.sessionEnded(hash);
  }

  return {
    async listPeople() {
      return { items: (await listAccounts(pool)).map(personViewOf), nextCursor: null };
    },

    getPerson: ({ params }) => shown(params.id),

    async invitePeople({ body }) {
      const people = body.people.map((person) => ({
        ...person,
        id: asId<AgentId>(newId()),
        role: body.role,
        token: newToken(),
      }));
      const expiresAt = now() + LINK_MS;
      const added = await database.transaction(async ({ client }) => {
        const ids = await insertAccounts(client, people);
        const memberships = body.queueIds.map((id) => ({ queueId: asId<QueueId>(id), weight: 1 }));
        if (!(await replaceMemberships(client, [...ids], memberships))) throw noSuchQueue();
        const invited = people.filter(({ id }) => ids.has(id));
        const links = invited.map(({ id, token }) => ({
          agentId: id,
          tokenHash: hashToken(token),
        }));
        await putPasswordLinks(client, links, expiresAt);
        return ids;
      });
      desk.wake.publish("outbox");
      const items = people.map(
        ({ id, name, email, token }): Invitation =>
          added.has(id)
            ? { outcome: "invited", personId: id, name, email, token }
            : { outcome: "taken", name, email },
      );
      return { items, expiresAt: iso(expiresAt) };
    },

    async updatePerson({ params, body }) {
      const stepsDown = body.role !== undefined && body.role !== "admin";
      const save = async (client: Queryable, before: Account) => {
        if (!(await saveAccount(client, changed(before, body)))) {
          throw await whyNotSaved(client, before, body);
        }
        const memberships = body.memberships?.map(({ queueId, weight }) => ({
          queueId: asId<QueueId>(queueId),
          weight,
        }));
        if (memberships && !(await replaceMemberships(client, [before.id], memberships))) {
          throw noSuchQueue();
        }
      };
      const view = await change(params.id, save, stepsDown ? "keeps-an-admin" : undefined);
      // With other queues, skills or room, what waits may be theirs now.
      await desk.jobs.nudge("assign", [nameOfFreeAgent(asId(params.id))]);
      return view;
    },

    async disablePerson({ who, params, body }) {
      const id = asId<AgentId>(params.id);
      if (who.id === id) {
        throw new HttpProblem("conflict", "nobody ends their own account", {
          details: { because: "own-account" },
        });
      }
      const { handTo } = body;
      if (handTo?.personId === id) throw invalid("body.handTo: this is the person themselves");
      const offeredIn = await database.transaction(async ({ client }) => {
        if (!(await lockUnlessLastAdmin(client, id))) throw nothingHere();
        await setDisabled(client, id, true);
        const again = await rescindOffersTo(client, id, "not-available", now());
        await tellAccountChanged(client, id, []);
        return again;
      });
      await end(id);
      // First nobody gives them anything more; then what they have goes, and may be asked for again.
      const handedOver = handTo
        ? await handOverHeld(desk, who, id, asId(handTo.personId), handTo.note)
        : 0;
      const { queueIds, held } = await database.transaction(async ({ client }) => {
        const before = await findAccount(client, id);
        const queueIds = await putBackAllOf(client, [id], "account-closed", now());
        return { queueIds, held: before?.held ?? 0 };
      });
      desk.wake.publish("outbox");
      await desk.jobs.nudge("assign", [...new Set([...offeredIn, ...queueIds])]);
      return { person: await shown(id), handedOver, putBack: held };
    },

    enablePerson: ({ params }) =>
      change(params.id, (client, { id }) => setDisabled(client, id, false)),

    async makePasswordLink({ params }) {
      const token = newToken();
      const expiresAt = now() + LINK_MS;
      await change(params.id, async (client, { id, disabled }) => {
        if (disabled) throw new HttpProblem("wrong-state", "their account is closed");
        const link = { agentId: id, tokenHash: hashToken(token) };
        await putPasswordLinks(client, [link], expiresAt);
      });
      return { token, expiresAt: iso(expiresAt) };
    },

    async addAbsence({ params, body }) {
      const [fromAt, untilAt] = [Date.parse(body.from), Date.parse(body.until)];
      if (untilAt <= Math.max(fromAt, now())) throw invalid("body.until: is over before it begins");
      if (untilAt > now() + ABSENCE_AHEAD_MAX_MS) throw invalid("body.until: is too far ahead");
      return change(params.id, (client, { id }) =>
        addAbsence(client, id, { id: newId(), fromAt, untilAt, putsBack: body.putsBack }),
      );
    },

    removeAbsence: ({ params }) =>
      change(params.id, async (client, { id }) => {
        if (!(await removeAbsence(client, id, params.absence))) throw nothingHere();
      }),

    async listPersonSessions({ params }) {
      await shown(params.id);
      return {
        items: (await listSessions(pool, params.id, SESSION_IDLE_MAX_MS, undefined)).map(
          loginViewOf,
        ),
      };
    },

    async endPersonSessions({ params }) {
      await shown(params.id);
      await end(params.id);
      return { items: [] };
    },

    async listPermissions() {
      return {
        items: Object.entries(API_ROUTES).flatMap(([name, { role, path, summary }]) => {
          const area = path.split("/")[1] ?? "";
          return role === "public" ? [] : [{ name, area, role, summary }];
        }),
      };
    },
  };
}

export function loginViewOf({ createdAt, seenAt, ...rest }: SessionReading): LoginView {
  return { ...rest, createdAt: iso(createdAt), seenAt: iso(seenAt) };
}

function personViewOf(reading: AccountReading): PersonView {
  const { linkUntil, lastSeenAt, absences, ...rest } = reading;
  return {
    ...rest,
    ...agentViewOf(reading),
    channelLimits: { ...reading.channelLimits },
    skills: { ...reading.skills },
    languages: [...reading.languages],
    memberships: reading.memberships.map((each) => ({ ...each })),
    linkUntil: isoOrNull(linkUntil),
    lastSeenAt: isoOrNull(lastSeenAt),
    absences: absences.map(({ id, fromAt, untilAt, putsBack }) => ({
      id,
      from: iso(fromAt),
      until: iso(untilAt),
      putsBack,
    })),
  };
}

function changed(before: Account, body: UpdatePersonBody): Account {
  return {
    ...before,
    name: body.name ?? before.name,
    email: body.email ?? before.email,
    role: body.role ?? before.role,
    capacity: body.capacity ?? before.capacity,
    channelLimits: body.channelLimits ?? before.channelLimits,
    skills: body.skills ?? before.skills,
    languages: body.languages ?? before.languages,
    shiftId: body.shiftId === undefined ? before.shiftId : body.shiftId,
  };
}

/**
 * Locks an account that is about to lose its rights. An installation without an admin cannot be helped
 * from inside; the admins are locked first, so that two of them cannot end each other at once.
 */
async function lockUnlessLastAdmin(client: Queryable, id: string): Promise<Account | undefined> {
  const hasAnother = await hasAnotherAdmin(client, id);
  const before = await lockAccount(client, id);
  if (hasAnother || before?.role !== "admin" || before.disabled) return before;
  throw new HttpProblem("conflict", "there would be no admin left", {
    details: { because: "last-admin" },
  });
}

async function whyNotSaved(
  client: Queryable,
  { id }: Account,
  { email }: UpdatePersonBody,
): Promise<HttpProblem> {
  const other = email === undefined ? undefined : await findAgentByEmail(client, email);
  if (!other || other.id === id) return invalid("body.shiftId: no such calendar");
  return new HttpProblem("conflict", "somebody else has this e-mail address", {
    details: { because: "email-taken" },
  });
}

function noSuchQueue(): HttpProblem {
  return new HttpProblem("invalid", "body: there is no such queue", {
    details: { because: "no-such-queue" },
  });
}
