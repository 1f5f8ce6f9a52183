import { type MessageId, useT } from "../../i18n/translate.ts";
import { StepIndex } from "./step-index.tsx";
import { useIsRouted } from "./use-inbox-routing.ts";
import { useSession } from "./use-session.ts";

const STEPS = [
  "wizard.step.connect",
  "wizard.step.route",
  "wizard.step.message",
] as const satisfies readonly MessageId[];

/** What is left to do of an inbox that nobody has written to yet; nothing of any other. */
export function FirstSteps({ inboxId }: { readonly inboxId: string }) {
  const t = useT();
  const traffic = useSession(inboxId).data?.traffic;
  const isRouted = useIsRouted(inboxId);
  if (traffic === undefined || traffic.lastInAt !== null) return null;
  return <StepIndex steps={STEPS.map((id) => t(id))} current={isRouted ? 2 : 1} isAcross />;
}
