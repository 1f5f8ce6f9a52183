import type { ConversationView } from "@circuito/protocol";
import { useT } from "../i18n/translate.ts";

/** How many stay with whoever leaves, and how many of their customers wait for an answer. */
export function LeavingHead({ held }: { readonly held: readonly ConversationView[] }) {
  const t = useT();
  const waiting = held.filter(
    ({ status, waitingOn }) => status === "open" && waitingOn === "agent",
  ).length;
  return (
    <p className="text-13">
      {t("leaving.held", { count: held.length })} {t("leaving.waiting", { count: waiting })}
    </p>
  );
}
