import type { Principal } from "@circuito/domain";
import type { API_ROUTES, ApiRouteName } from "@circuito/protocol";
import type { Request, Response } from "express";
import type { z } from "zod";
import type { Caller } from "./authenticate.ts";
import type { FileAnswer } from "./reports/table-file.ts";

type Route<Name extends ApiRouteName> = (typeof API_ROUTES)[Name];
type Part<Name extends ApiRouteName, Key extends string> =
  Route<Name> extends {
    readonly [K in Key]: infer Schema extends z.ZodType;
  }
    ? z.output<Schema>
    : Record<never, never>;

/** One request of a route, parsed and allowed. */
export interface Call<Name extends ApiRouteName> {
  /** Undefined only where anybody may ask. */
  readonly who: Route<Name>["role"] extends "public" ? undefined : Principal;
  readonly caller: Route<Name>["role"] extends "public" ? undefined : Caller;
  readonly params: Part<Name, "params">;
  readonly query: Part<Name, "query">;
  readonly body: Part<Name, "body">;
  readonly request: Request;
  readonly response: Response;
}

/** What a route answers, before it is JSON. */
export type Answer<Name extends ApiRouteName> =
  Route<Name> extends { readonly streams: true }
    ? AsyncIterable<z.output<Route<Name>["response"]>>
    : Route<Name> extends { readonly answersFile: true }
      ? FileAnswer
      : z.output<Route<Name>["response"]>;

export type Handler<Name extends ApiRouteName> = (call: Call<Name>) => Promise<Answer<Name>>;

/** One handler for every route of the protocol: a route without one does not compile. */
export type Handlers = { readonly [Name in ApiRouteName]: Handler<Name> };
