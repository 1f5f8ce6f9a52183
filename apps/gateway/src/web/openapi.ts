import { WEBHOOK_EVENTS, type WebhookEvent } from "@circuito/domain";
import {
  API_ROUTES,
  type ApiRoute,
  type ApiRouteName,
  problem,
  webhookBodyOf,
} from "@circuito/protocol";
import { z } from "zod";
import { CSRF_HEADER } from "./authenticate.ts";
import { IDEMPOTENCY_HEADER } from "./idempotency.ts";

type Json = Readonly<Record<string, unknown>>;

/** The API described in OpenAPI 3.1, made from the table that is mounted: it cannot drift. */
export function openApi(publicUrl: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(API_ROUTES) as ApiRouteName[]) {
    const route: ApiRoute = API_ROUTES[name];
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Circuito",
      version: "1",
      description: "Omnichannel message gateway for customer service.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    webhooks: Object.fromEntries(WEBHOOK_EVENTS.map((event) => [event, { post: told(event) }])),
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "circuito" },
        apiKey: { type: "http", scheme: "bearer", bearerFormat: "ck_…" },
      },
    },
  };
}

/** What a receiver of an event gets, and what it is to answer. */
function told(event: WebhookEvent): Json {
  return {
    operationId: event,
    summary: "Sent to endpoints that asked for it, signed after Standard Webhooks.",
    parameters: ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => ({
      name,
      in: "header",
      required: true,
      schema: { type: "string" },
    })),
    requestBody: {
      required: true,
      content: { "application/json": { schema: schemaOf(webhookBodyOf(event), "output") } },
    },
    responses: { "2XX": { description: "Taken. All else is sent again, for 72 hours." } },
  };
}

/** Of keys, and of what is limited for everybody. */
const TOO_MANY = {
  description: "Too much at once: wait Retry-After seconds",
  headers: Object.fromEntries(
    ["retry-after", "ratelimit", "ratelimit-policy"].map((name) => [
      name,
      { schema: { type: "string" } },
    ]),
  ),
  content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

function operation(name: ApiRouteName, route: ApiRoute): Json {
  const status = String(route.status ?? 200);
  return {
    operationId: name,
    summary: route.summary,
    "x-least-role": route.role,
    ...(route.role === "public"
      ? { security: [] }
      : {
          security: [{ session: [] }, { apiKey: [] }],
          description: `Least role: ${route.role}.`,
        }),
    parameters: [
      ...parametersOf("path", route.params),
      ...parametersOf("query", route.query),
      ...headersOf(route),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemaOf(route.body, "input") } },
      },
    }),
    ...(route.takesFile && {
      requestBody: { required: true, content: { "application/octet-stream": {} } },
    }),
    responses: {
      [status]:
        route.status === 302
          ? { description: "Found", headers: { Location: { schema: { type: "string" } } } }
          : {
              description: "Done",
              content: route.answersFile
                ? { "application/octet-stream": {} }
                : {
                    [route.streams ? "application/x-ndjson" : "application/json"]: {
                      schema: schemaOf(route.response, "output"),
                    },
                  },
            },
      ...(route.role !== "public" && { 429: TOO_MANY }),
      default: {
        description: "Not done, and why",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function headersOf(route: ApiRoute): Json[] {
  const headers: Json[] = [];
  if (route.method === "POST" && route.role !== "public" && !route.streams) {
    headers.push({
      name: IDEMPOTENCY_HEADER,
      in: "header",
      description: "Makes the request repeatable: the first answer is given again.",
      schema: { type: "string", maxLength: 255 },
    });
  }
  if (route.method !== "GET" && route.role !== "public") {
    headers.push({
      name: CSRF_HEADER,
      in: "header",
      description: "Any value; needed with the session cookie, not with an API key.",
      schema: { type: "string" },
    });
  }
  return headers;
}

function parametersOf(place: "path" | "query", schema: z.ZodType | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io });
  return rest;
}
