import { z } from "zod";
import { type agentRole, conversationView } from "../views.ts";

/** One route of the REST API. */
export interface ApiRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Express style, without the /api/v1 prefix. */
  readonly path: string;
  readonly summary: string;
  /** Least role that may call it; `public` needs no log-in. API keys carry a role too. */
  readonly role: z.infer<typeof agentRole> | "public";
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body is a file, of any type and without length known before. */
  readonly takesFile?: true;
  readonly response: z.ZodType;
  /** The answer is lines of JSON as they come to be, each one `response` (application/x-ndjson). */
  readonly streams?: true;
  /** The answer is a file to download: `response` says nothing of it. */
  readonly answersFile?: true;
  /** 302: the answer is `redirect`, and goes to its URL. */
  readonly status?: 200 | 201 | 202 | 204 | 302;
}

export const id = z.uuid();

export const byId = z.strictObject({ id });

export const nothing = z.object({});

/** Where a file is, for as long as it takes to follow. */
export const redirect = z.object({ url: z.string() });

export const list = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Items of one page of a list: small enough to paint at once. */
export const PAGE_ITEMS_MAX = 200;

export const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ITEMS_MAX).default(50),
};

export const epoch = z.int().min(0);

export const conversationAction = {
  params: byId,
  response: conversationView,
  role: "agent",
} as const;
