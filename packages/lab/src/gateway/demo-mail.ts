import { inboxView } from "@circuito/protocol";
import { z } from "zod";
import type { AgentSession } from "../load/agent-session.ts";

const box = z.object({ name: z.string(), address: z.string().optional() });
const caughtLetter = z.object({
  id: z.string(),
  direction: z.enum(["received", "sent"]),
  from: z.array(box),
  replyTo: z.array(box),
  to: z.array(box),
  subject: z.string(),
  messageId: z.string().optional(),
  inReplyTo: z.array(z.string()),
  references: z.array(z.string()),
  automatic: z.string().optional(),
  text: z.string(),
  html: z.string().optional(),
});
/** A letter as the demo's mail page has it. */
export type CaughtLetter = z.infer<typeof caughtLetter>;

const caught = z.object({ letters: z.array(caughtLetter) });

/** What the demo's mail page shows, newest first. */
export async function readCaughtLetters(origin: string): Promise<readonly CaughtLetter[]> {
  const answer = await fetch(`${origin}/demo/mail/letters.json`);
  return caught.parse(await answer.json()).letters;
}

const mailboxSettings = z.object({ address: z.string(), authservId: z.string() });
const inboxes = z.object({ items: z.array(inboxView) });

/** The demo's mailbox, as an admin sees it. */
export async function findDemoMailbox(
  admin: AgentSession,
): Promise<{ readonly id: string; readonly address: string; readonly authservId: string }> {
  for (const { id, settings } of inboxes.parse(await admin.get("/inboxes")).items) {
    const mailbox = mailboxSettings.safeParse(settings);
    if (mailbox.success) return { id, ...mailbox.data };
  }
  throw new Error("the demo has no mailbox");
}
