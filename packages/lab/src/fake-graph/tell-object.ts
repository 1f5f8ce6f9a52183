import type { ServerResponse } from "node:http";
import type { GraphMedia } from "./graph-media.ts";
import { answerJson, answerProblem, graphProblem } from "./graph-problem.ts";
import type { FakeTemplate } from "./graph-templates.ts";
import { tellAddress } from "./serve-media.ts";

/** What the Graph API knows of one business account. */
export interface GraphAccount {
  readonly url: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
  readonly phoneNumberIds: readonly string[];
  readonly wabaId: string;
  readonly subscribedApps: readonly string[];
  readonly templates: readonly FakeTemplate[];
  readonly media: GraphMedia;
  now(): number;
}

/** What is asked for: an object by its id, or what belongs to it. */
export interface AskedObject {
  readonly object: string;
  readonly edge: string;
  readonly query: URLSearchParams;
}

/** Answers a GET of the Graph API. What is neither the number nor the account may be a file. */
export function tellObject(
  account: GraphAccount,
  asked: AskedObject,
  response: ServerResponse,
): void {
  const { media, url: base } = account;
  const known = told(account, asked);
  if (known !== undefined) answerJson(response, 200, known);
  else if (asked.edge !== "") unknownObject(asked.object, response);
  else tellAddress({ media, base, now: account.now() }, asked.object, response);
}

function told(of: GraphAccount, { object, edge, query }: AskedObject): unknown {
  if (object === of.phoneNumberId) return edge === "" ? numberOf(of) : undefined;
  if (object !== of.wabaId) return undefined;
  if (edge === "phone_numbers") return { data: of.phoneNumberIds.map((id) => ({ id })) };
  if (edge === "subscribed_apps") return { data: of.subscribedApps.map(appOf) };
  return edge === "message_templates" ? pageOf(of.templates, query, of.url) : undefined;
}

export function unknownObject(object: string, response: ServerResponse): void {
  const details = `Unsupported request. Object with ID '${object}' does not exist`;
  answerProblem(response, graphProblem(100, details, 33));
}

function numberOf({ phoneNumberId, displayPhoneNumber }: GraphAccount) {
  return {
    id: phoneNumberId,
    display_phone_number: `+${displayPhoneNumber}`,
    verified_name: "Lab",
    quality_rating: "GREEN",
  };
}

function appOf(name: string, at: number) {
  return { whatsapp_business_api_data: { id: String(300_000_000_000_000 + at), name } };
}

function pageOf(templates: readonly FakeTemplate[], query: URLSearchParams, base: string) {
  const from = Number(query.get("after") ?? "0");
  const to = from + Number(query.get("limit") ?? "25");
  const status = query.get("status");
  const listed = templates.filter((one) => status === null || one.status === status);
  return {
    data: listed.slice(from, to),
    paging: {
      cursors: { before: String(from), after: String(to) },
      ...(to < listed.length && { next: `${base}/next-page-that-nobody-should-call` }),
    },
  };
}
