import { type Difference, differences, type Json, type Principal } from "@circuito/domain";
import { API_ROUTES, type ApiRoute, type ApiRouteName, DISCLOSURES } from "@circuito/protocol";
import { type AuditActor, type AuditEntry, appendAudit, findAgentByEmail } from "@circuito/store";
import type { Request } from "express";
import { nothingToRead, partWith, readerOf, shownBy } from "./audit-reader.ts";
import type { Call, Handlers } from "./handler.ts";
import type { Answered } from "./idempotency.ts";
import { idOf, partAt, textAt } from "./json-parts.ts";
import { HttpProblem } from "./problem.ts";
import type { WebParts } from "./web-parts.ts";

/*
 * Who changed what in the installation. What happens to a conversation or a contact is told by their own
 * stories; here is what admins and supervisors set, and who got in. Neither bodies nor secrets are kept,
 * only what differs between what the API shows before and after.
 */

/** Anybody does these, of their own account. */
const OWN_WAY_IN: ReadonlySet<ApiRouteName> = new Set([
  "logIn",
  "logOut",
  "changePassword",
  "usePasswordLink",
]);

/** They only try something out. */
const TRIALS: ReadonlySet<ApiRouteName> = new Set([
  "dryRun",
  "backTest",
  "checkPattern",
  "checkInbox",
  "checkSender",
  "checkChatInstallation",
  "checkIdentity",
  "discoverMailbox",
  "testMailbox",
  "tryLedgerRelease",
  "previewCalendarDraft",
  "trySlaPolicy",
  "whoWouldServe",
  "rehearseAttendant",
  "testWebhook",
  "testOwnMail",
  "testAlert",
  "previewErasure",
  "diagnose",
]);

/** What they are about is in their body, many at once, or what a customer says: each has a story of its own. */
const OF_MANY: ReadonlySet<ApiRouteName> = new Set([
  "settleSends",
  "redeliverWebhooks",
  "retryJobs",
  "removeJobs",
  "writeInSandbox",
]);

/** Of files that are narrowed down, what they were narrowed to is told in the place of what changed. */
const OF_A_SELECTION: ReadonlySet<ApiRouteName> = new Set(["getAuditFile", "getConversationsFile"]);

/** Of whom nothing is written down here but which one it was: no entry is ever deleted. */
const OF_CUSTOMERS: ReadonlySet<ApiRouteName> = new Set([
  "exportContact",
  "revealAttributes",
  "eraseContact",
  "holdContact",
  "peek",
]);

export function isAudited(name: ApiRouteName): boolean {
  const { method, role }: ApiRoute = API_ROUTES[name];
  // Some change nothing, and are written down for what they give out.
  if (DISCLOSURES.has(name)) return true;
  if (method === "GET" || TRIALS.has(name)) return false;
  return role === "admin" || role === "supervisor" || OWN_WAY_IN.has(name);
}

/** Whether what differs is looked for: what somebody does of their own account has no object. */
const isCompared = (name: ApiRouteName): boolean =>
  ![OWN_WAY_IN, OF_MANY, OF_CUSTOMERS, OF_A_SELECTION].some((some) => some.has(name));

/** The route whose answer before and after is compared; `undefined` where nothing is. */
export const comparedBy = (name: ApiRouteName): ApiRouteName | undefined =>
  isAudited(name) && isCompared(name) ? shownBy(API_ROUTES[name]) : undefined;

/**
 * Wraps the work of an audited route: it is written down when it was done, and a log-in also when the
 * password was wrong. What the limit of attempts turns away is not: anybody could fill the table with it.
 */
export function audited(
  name: ApiRouteName,
  handlers: Handlers,
  parts: WebParts,
): (call: Call<"me">, work: () => Promise<Answered>) => Promise<Answered> {
  const isOwn = OWN_WAY_IN.has(name);
  const read = isCompared(name) ? readerOf(API_ROUTES[name], handlers) : nothingToRead;
  return async (call, work) => {
    const before = await read(call);
    const append = (entry: Pick<AuditEntry, "actor" | "outcome" | "differences"> & About) =>
      appendAudit(parts.database.pool, {
        ...entry,
        address: addressOf(call.request, parts),
        action: name,
        said: saidIn(call.body),
      });
    let done: Answered;
    try {
      done = await work();
    } catch (error) {
      if (error instanceof HttpProblem && error.code === "bad-credentials") {
        const about = await accountTried(call.body, parts);
        await append({ actor: NOBODY, outcome: error.code, differences: [], ...about });
      }
      throw error;
    }
    // Never the answer itself: it may hold a key that is shown this once.
    const answer = done.body as Json;
    if (name === "peek" && partAt(answer, "isNew") === false) return done;
    if (OF_A_SELECTION.has(name)) {
      const [actor, object] = [actorOf(call, undefined), call.request.path.slice(1)];
      const asked = differences({}, call.query as Json).map(shortened);
      await append({ actor, outcome: "done", differences: asked, object, objectName: null });
      return done;
    }
    const after = await read(call);
    const actor = actorOf(call, answer);
    for (const id of idsOf(call, answer)) {
      const [was, is] = [partWith(id, before), partWith(id, after)];
      const about = isOwn
        ? accountOf(actor)
        : {
            object: objectOf(call, id),
            objectName: textAt(is, "name") ?? textAt(was, "name") ?? null,
          };
      const found = differences(was, is).map(shortened);
      await append({ actor, outcome: "done", differences: found, ...about });
    }
    return done;
  };
}

const NOBODY: AuditActor = { kind: "nobody", id: null, name: "" };

/** Who asks, or who has just got in. */
function actorOf({ who }: Call<"me">, answer: Json | undefined): AuditActor {
  const principal = who as Principal | undefined;
  if (principal !== undefined) {
    return { kind: principal.kind, id: principal.id, name: principal.name };
  }
  const agent = partAt(answer, "agent");
  const [id, name] = [idOf(agent), textAt(agent, "name")];
  return id !== undefined && name !== undefined ? { kind: "agent", id, name } : NOBODY;
}

type About = Pick<AuditEntry, "object" | "objectName">;

const NOTHING: About = { object: null, objectName: null };

/** A program has no account, and may log out all the same. */
function accountOf({ kind, id, name }: AuditActor): About {
  return kind === "agent" ? { object: `people/${id}`, objectName: name } : NOTHING;
}

/** Never what was typed: people take one field for the other, and nothing is ever deleted here. */
async function accountTried(body: object, { database }: WebParts): Promise<About> {
  const account = await findAgentByEmail(database.pool, textAt(body as Json, "email") ?? "");
  return account ? accountOf({ ...account, kind: "agent" }) : NOTHING;
}

function addressOf({ socket, headersDistinct }: Request, parts: WebParts): string {
  const forwarded = headersDistinct["x-forwarded-for"]?.join(",");
  return parts.addressOf(socket.remoteAddress, forwarded);
}

/** `queues/3f2a…`, `routing/draft`: the first two steps of the path, or what was made. */
function objectOf({ request }: Call<"me">, made: string | undefined): string | null {
  const [kind, which = made] = request.path.split("/").filter(Boolean);
  if (kind === undefined) return null;
  return which === undefined ? kind : `${kind}/${which}`;
}

const saidIn = (body: object): string | null =>
  textAt(body as Json, "reason") ?? textAt(body as Json, "note") ?? null;

/** Long texts are told by their beginning: the object itself has the whole. */
const VALUE_MAX_CHARS = 500;

function shortened({ path, before, after }: Difference): Difference {
  return {
    path,
    ...(before !== undefined && { before: short(before) }),
    ...(after !== undefined && { after: short(after) }),
  };
}

function short(value: Json): Json {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= VALUE_MAX_CHARS ? value : `${text.slice(0, VALUE_MAX_CHARS)}…`;
}

/** What it is about: what the path names, else what was made; an entry for each, and one for nothing. */
function idsOf({ params }: Call<"me">, answer: Json): readonly (string | undefined)[] {
  const named = textAt(params as Json, "id") ?? idOf(answer);
  if (named !== undefined) return [named];
  if (typeof answer !== "object" || answer === null) return [undefined];
  const items = partAt(answer, "items");
  if (!Array.isArray(items)) return [Object.values(answer).map(idOf).find(Boolean)];
  const invited = items.map((item) => textAt(item, "personId")).filter(Boolean);
  return invited.length > 0 ? invited : [undefined];
}
