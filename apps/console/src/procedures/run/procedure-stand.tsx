import type { ConversationView, RunView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { ListTodo } from "lucide-react";
import { type Translate, useT } from "../../i18n/translate.ts";
import { goToProcedures } from "./go-to-procedures.ts";
import { useConversationProcedures } from "./use-conversation-procedures.ts";

/** How far the newest procedure of a conversation came, for who takes it over: nobody begins it anew. */
export function ProcedureStand({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const [newest] = useConversationProcedures(conversation).data?.runs ?? [];
  if (newest === undefined) return null;
  return (
    <p className="flex items-start gap-1.5 text-13">
      <ListTodo aria-hidden="true" className="lucide mt-0.5 size-3.5 flex-none text-accent-text" />
      <span className="min-w-0 grow break-words">{standText(newest, t)}</span>
      <Button
        variant="ghost"
        size="small"
        className="-my-1 flex-none"
        aria-label={t("procedures.seeStepsOf", { name: newest.procedure.name })}
        onPress={goToProcedures}
      >
        {t("procedures.seeSteps")}
      </Button>
    </p>
  );
}

function standText({ procedure, state, taken, current, ahead, reason }: RunView, t: Translate) {
  const { name, steps } = procedure;
  if (state === "finished") return t("procedures.stand.finished", { name });
  if (state === "given-up") return t("procedures.stand.givenUp", { name, reason: reason ?? "" });
  const step = steps.find(({ key }) => key === current);
  // Every step is taken, and nobody has ended it yet.
  if (step === undefined) return t("procedures.stand.finished", { name });
  const at = { step: taken.length + 1, steps: taken.length + ahead };
  return t("procedures.stand.at", { name, ...at, title: step.title });
}
