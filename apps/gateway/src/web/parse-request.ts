import type { ApiRoute } from "@circuito/protocol";
import type { Request } from "express";
import { z } from "zod";
import { HttpProblem } from "./problem.ts";

const NOTHING = z.strictObject({});
/** Names of what is wrong are told, up to this many; the values are not. */
const ISSUES_MAX = 20;

export interface ParsedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** @throws HttpProblem naming every field that is wrong, unknown ones included */
export function parseRequest(route: ApiRoute, request: Request): ParsedRequest {
  return {
    params: parse("params", route.params ?? NOTHING, request.params),
    query: parse("query", route.query ?? NOTHING, request.query),
    body: parse("body", route.body ?? NOTHING, request.body ?? {}),
  };
}

function parse(part: string, schema: z.ZodType, value: unknown): unknown {
  // An id in the address that can be nobody's is an address of nothing.
  const isAddress = part === "params";
  if (!isAddress && hasNul(value)) {
    throw new HttpProblem("invalid", `${part}: U+0000 cannot be stored`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (isAddress) throw new HttpProblem("not-found", "there is nothing here");
  const issues = parsed.error.issues.slice(0, ISSUES_MAX).map((issue) => ({
    path: [part, ...issue.path].join("."),
    problem: issue.code === "unrecognized_keys" ? `unknown: ${issue.keys.join(", ")}` : issue.code,
  }));
  throw new HttpProblem("invalid", `${part}: ${z.prettifyError(firstOf(parsed.error))}`, {
    details: { issues },
  });
}

function firstOf(error: z.ZodError): z.ZodError {
  return new z.ZodError(error.issues.slice(0, 1));
}

/** PostgreSQL's text cannot hold it, and no person types it. */
function hasNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\u0000");
  if (Array.isArray(value)) return value.some(hasNul);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, item]) => hasNul(name) || hasNul(item));
}
