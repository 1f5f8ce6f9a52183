import { PROBLEM_CODES, type ProblemCode } from "@circuito/protocol";
import { isTransient } from "@circuito/store";
import type { Response } from "express";
import { RETRY_AFTER_SECONDS } from "../http/problem.ts";

type Details = Readonly<Record<string, unknown>>;

/** A no with a closed code. Thrown by handlers; everything else that is thrown is our fault. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly code: ProblemCode;
  readonly details: Details | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    message: string,
    more: { readonly details?: Details; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.code = code;
    this.details = more.details;
    this.headers = more.headers ?? {};
  }
}

/** What was sent cannot be used. @param message where it is, and why, in a plain sentence */
export function invalid(message: string): HttpProblem {
  return new HttpProblem("invalid", message);
}

export interface ProblemBody {
  readonly code: ProblemCode;
  readonly message: string;
  readonly requestId: string;
  readonly details?: Details;
}

/** What a thrown thing is to the outside: a problem of ours, "not now", or a fault of ours. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const type = bodyErrorType(error);
  switch (type) {
    case undefined:
      break;
    case "entity.too.large":
    case "parameters.too.many":
      return new HttpProblem("too-large", "the body is larger than this route takes");
    case "encoding.unsupported":
    case "charset.unsupported":
      return new HttpProblem("unsupported-media-type", "the body must be plain UTF-8 JSON");
    default:
      return new HttpProblem("invalid", "the body is not the JSON this route takes");
  }
  if (error instanceof URIError) return new HttpProblem("invalid", "the address is malformed");
  if (isTransient(error)) {
    return new HttpProblem("unavailable", "not available right now, please try again", {
      headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
    });
  }
  return new HttpProblem("internal", "something went wrong on our side");
}

/** Express' body parser names what it did not like in `type`. */
function bodyErrorType(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("type" in error) || !("status" in error)) return undefined;
  return typeof error.type === "string" ? error.type : undefined;
}

export function bodyOf(problem: HttpProblem, requestId: string): ProblemBody {
  const { code, message, details } = problem;
  return { code, message, requestId, ...(details && { details }) };
}

/** Answers no in the one shape every no of ours has. */
export function sendProblem(response: Response, problem: HttpProblem, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.set(problem.headers);
  response.status(PROBLEM_CODES[problem.code]).json(bodyOf(problem, requestId));
}
