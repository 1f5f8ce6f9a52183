import { z } from "zod";

/* What is true for a moment and kept nowhere: told to every process, lost without harm. */

const uuid = z.uuid();
const volatile = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("typing"),
    conversationId: uuid,
    /** As shown to the other side. */
    who: z.string().max(200),
    kind: z.enum(["contact", "agent"]),
    /** Absent for a contact. */
    agentId: uuid.optional(),
    /** The process that an agent's socket is at: it alone tells what is outside. */
    node: z.string().max(80).optional(),
    /** `note`: between colleagues; the customer is not told. */
    room: z.enum(["reply", "note"]),
  }),
  z.object({
    type: z.literal("viewing"),
    /** The process whose sockets these are; each tells only of its own. */
    node: z.string().max(80),
    conversationId: uuid,
    agents: z.array(z.object({ id: uuid, name: z.string().max(200) })).max(30),
  }),
]);
export type Volatile = z.infer<typeof volatile>;
export type Typing = Extract<Volatile, { type: "typing" }>;
export type Viewing = Extract<Volatile, { type: "viewing" }>;

export interface VolatileWake {
  publish(topic: "volatile", detail: string): void;
  subscribe(topic: "volatile", listener: (detail: string) => void): () => void;
}

export function publishVolatile(wake: VolatileWake, told: Volatile): void {
  wake.publish("volatile", JSON.stringify(told));
}

/** @returns a function that ends it */
export function onVolatile(wake: VolatileWake, listener: (told: Volatile) => void): () => void {
  return wake.subscribe("volatile", (detail) => {
    const parsed = volatile.safeParse(parseJson(detail));
    // A newer version of us may tell things we do not know.
    if (parsed.success) listener(parsed.data);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
