import type { ChatPreChat } from "@circuito/protocol";
import type { ChatState } from "../chat/state.ts";
import type { View } from "../ui/view.ts";

/** Words came back because of the form before the chat. */
export const isOfForm = (problem: string | undefined): boolean =>
  problem === "form-required" || problem === "form-invalid";

/** Something was said and taken: nothing is asked before it any more. */
export const isBegun = ({ conversation, threads, outbox }: ChatState): boolean =>
  conversation !== null || threads.length > 0 || outbox.some(({ phase }) => phase === "accepted");

/** The form to fill in now: until a conversation is there, somebody answered, or passed. */
export function preChatNow(
  state: ChatState,
  introduction: View["introduction"],
): ChatPreChat | null {
  const { settings, outbox } = state;
  if (!settings?.preChat || isBegun(state)) return null;
  const cameBack = outbox.some(({ problem }) => isOfForm(problem));
  const isOffered = introduction === "offered" && outbox.length === 0;
  return cameBack || isOffered ? settings.preChat : null;
}

/** Nothing can be written before it is answered. */
export const mustAnswer = (form: ChatPreChat | null): boolean =>
  form !== null && !form.skippable && form.fields.some(({ required }) => required);
