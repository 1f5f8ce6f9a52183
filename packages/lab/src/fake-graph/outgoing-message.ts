import { z } from "zod";
import { type GraphProblem, graphProblem } from "./graph-problem.ts";

const text = (max: number) => z.string().min(1).max(max);
const file = z.strictObject({
  id: z.string().optional(),
  link: z.url().optional(),
  caption: z.string().max(1_024).optional(),
});
const words = z.strictObject({ text: text(1_024) });

const button = z.strictObject({
  type: z.literal("reply"),
  reply: z.strictObject({ id: text(256), title: text(20) }),
});
const row = z.strictObject({
  id: text(200),
  title: text(24),
  description: z.string().max(72).optional(),
});
const interactive = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("button"),
    body: words,
    action: z.strictObject({ buttons: z.array(button).min(1).max(3) }),
  }),
  z.strictObject({
    type: z.literal("list"),
    body: words,
    action: z.strictObject({
      button: text(20),
      sections: z
        .array(z.strictObject({ title: text(24).optional(), rows: z.array(row).min(1) }))
        .min(1)
        .max(10)
        .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, "at most 10 rows"),
    }),
  }),
]);

const parameter = z.looseObject({ type: z.string(), text: z.string().optional() });
const templateUse = z.strictObject({
  name: z.string().min(1),
  language: z.strictObject({ code: z.string().min(2) }),
  components: z
    .array(
      z.strictObject({
        type: z.enum(["header", "body", "button"]),
        sub_type: z.enum(["quick_reply", "url"]).optional(),
        index: z.string().regex(/^\d$/).optional(),
        parameters: z.array(parameter),
      }),
    )
    .default([]),
});
export type TemplateUse = z.infer<typeof templateUse>;

const common = z.object({
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.literal("individual").optional(),
  to: z
    .string()
    .regex(/^\d{7,15}$/)
    .optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/)
    .optional(),
  context: z.strictObject({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

const content = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    text: z.strictObject({ body: text(4_096), preview_url: z.boolean().optional() }),
  }),
  z.object({ type: z.literal("image"), image: file }),
  z.object({ type: z.literal("video"), video: file }),
  z.object({
    type: z.literal("audio"),
    audio: file.omit({ caption: true }).extend({ voice: z.boolean().optional() }),
  }),
  z.object({
    type: z.literal("document"),
    document: file.extend({ filename: z.string().optional() }),
  }),
  z.object({ type: z.literal("interactive"), interactive }),
  z.object({ type: z.literal("template"), template: templateUse }),
]);

const outgoing = common.and(content);
export type OutgoingMessage = z.infer<typeof outgoing>;

const readMark = z.strictObject({
  messaging_product: z.literal("whatsapp"),
  status: z.literal("read"),
  message_id: z.string().min(1),
  typing_indicator: z.strictObject({ type: z.literal("text") }).optional(),
});
export type ReadMark = z.infer<typeof readMark>;

export type ReadRequest =
  | { readonly kind: "message"; readonly message: OutgoingMessage }
  | { readonly kind: "read"; readonly mark: ReadMark }
  | { readonly kind: "problem"; readonly problem: GraphProblem };

/** What a body posted to `/messages` asks for, or what is wrong with it, as Meta would call it. */
export function readRequest(json: unknown): ReadRequest {
  if (typeof json !== "object" || json === null) {
    return { kind: "problem", problem: graphProblem(100, "the body is not a JSON object") };
  }
  if ("status" in json) {
    const mark = readMark.safeParse(json);
    if (mark.success) return { kind: "read", mark: mark.data };
    return { kind: "problem", problem: problemOf(mark.error, json) };
  }
  const message = outgoing.safeParse(json);
  if (!message.success) return { kind: "problem", problem: problemOf(message.error, json) };
  if (message.data.to === undefined && message.data.recipient === undefined) {
    const details = "one of the parameters to and recipient is required";
    return { kind: "problem", problem: graphProblem(131008, details) };
  }
  return { kind: "message", message: message.data };
}

function problemOf({ issues }: z.ZodError, json: object): GraphProblem {
  const [issue] = issues;
  const path = issue?.path ?? [];
  const where = path.join(".");
  if (where === "messaging_product" || where === "type") {
    return graphProblem(100, `the parameter ${where} is missing or unknown`);
  }
  const code = isThere(json, path) ? 131009 : 131008;
  return graphProblem(code, `${where}: ${issue?.message ?? "not valid"}`);
}

function isThere(json: object, path: readonly PropertyKey[]): boolean {
  let at: unknown = json;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return false;
    at = Reflect.get(at, step);
  }
  return at !== undefined;
}
