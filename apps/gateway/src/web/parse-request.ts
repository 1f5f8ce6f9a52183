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
  const fault = faultOf(value);
  const parsed = fault === undefined ? schema.safeParse(value) : undefined;
  if (parsed?.success) return parsed.data;
  if (isAddress) throw new HttpProblem("not-found", "there is nothing here");
  if (!parsed) throw new HttpProblem("invalid", `${part}: ${fault}`);
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

/** Four levels for each menu of an attendant, and a schema that calls itself needs a stack for each. */
const DEPTH_MAX = 64;

/**
 * What no schema here takes and not every one would refuse: text that PostgreSQL cannot hold and no
 * person types, nesting without end, and the name that makes an object inherit.
 */
function faultOf(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string") {
    if (value.includes("\u0000")) return "U+0000 cannot be stored";
    return value.isWellFormed() ? undefined : "half a character cannot be stored";
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === DEPTH_MAX) return `nested more than ${DEPTH_MAX} deep`;
  if (!Array.isArray(value) && Object.hasOwn(value, "__proto__")) return "unknown: __proto__";
  const parts = Array.isArray(value) ? value : Object.entries(value).flat();
  for (const part of parts) {
    const fault = faultOf(part, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
