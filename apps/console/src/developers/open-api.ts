import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

/** A part of JSON Schema: as much of it as is shown. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly "x-least-role": "public" | "agent" | "supervisor" | "admin";
}

interface Told {
  readonly post: {
    readonly requestBody: { readonly content: { readonly "application/json": { schema: Schema } } };
  };
}

/** The server's description of itself: what is read here cannot be older than what it does. */
export interface OpenApi {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, Told>>;
}

export const OPEN_API_PATH = "/api/v1/openapi.json";

export const useOpenApi = () =>
  useQuery({
    queryKey: ["openapi"],
    queryFn: () => request<OpenApi>("GET", "/openapi.json"),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface ApiOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** In the API's own words. */
  readonly summary: string;
  readonly role: Operation["x-least-role"];
  /** First word of its address. */
  readonly area: string;
}

/** Every route, in the order in which the server has them. */
export function operationsOf({ paths }: OpenApi): readonly ApiOperation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      summary: operation.summary,
      role: operation["x-least-role"],
      area: path.split("/")[1] ?? "",
    })),
  );
}

export interface SchemaField {
  /** `data.conversation.id`; of a list `tags[]`. */
  readonly path: string;
  /** `string`, `uuid`, `open | snoozed`. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly mayBeNull: boolean;
}

/** The leaves of a schema, each with its way to it. */
export function fieldsOf(schema: Schema, path = "", isRequired = true): readonly SchemaField[] {
  const { shape, mayBeNull } = withoutNull(schema);
  if (shape.properties !== undefined) {
    return Object.entries(shape.properties).flatMap(([name, child]) =>
      fieldsOf(
        child,
        path === "" ? name : `${path}.${name}`,
        isRequired && !mayBeNull && (shape.required?.includes(name) ?? false),
      ),
    );
  }
  if (shape.items !== undefined) return fieldsOf(shape.items, `${path}[]`, isRequired);
  return [{ path, type: typeText(shape), isRequired, mayBeNull }];
}

function withoutNull(schema: Schema): { readonly shape: Schema; readonly mayBeNull: boolean } {
  const others = schema.anyOf?.filter(({ type }) => type !== "null");
  const [only] = others ?? [];
  if (others === undefined || only === undefined || others.length > 1) {
    return { shape: schema, mayBeNull: false };
  }
  return { shape: only, mayBeNull: true };
}

function typeText({ type, format, enum: names, const: only }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (names !== undefined) return names.map((name) => JSON.stringify(name)).join(" | ");
  return format ?? [type ?? "any"].flat().join(" | ");
}
