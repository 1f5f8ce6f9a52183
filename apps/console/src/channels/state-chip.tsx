import type { InboxView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle } from "lucide-react";
import { inboxState } from "./session-labels.ts";

const ICONS = {
  ok: <CircleCheck />,
  info: <LoaderCircle />,
  warn: <CircleAlert />,
  danger: <CircleAlert />,
  neutral: <CircleDashed />,
} as const;

/** How an inbox does: an icon, a colour and, above all, words. */
export function StateChip({ inbox }: { readonly inbox: InboxView }) {
  const { tone, text } = inboxState(inbox);
  const icon = tone in ICONS ? ICONS[tone as keyof typeof ICONS] : null;
  return (
    <Chip tone={tone} icon={icon}>
      {text}
    </Chip>
  );
}
