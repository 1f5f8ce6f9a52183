import type { ConversationView } from "@circuito/protocol";
import { Banner, Button } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { triageApi } from "../api/triage.ts";
import { useCategories } from "../categories/use-categories.ts";
import { useThread } from "../conversation/use-thread.ts";
import { useT } from "../i18n/translate.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { AnswerDialog } from "./answer-dialog.tsx";
import { destinationsOf } from "./destinations-of.ts";
import { ItemPane } from "./item-pane.tsx";
import { RegisterPane } from "./register-pane.tsx";
import { SkipDialog } from "./skip-dialog.tsx";
import { useDigits } from "./use-digits.ts";
import { useOutcomes } from "./use-outcomes.ts";
import { useTriageForm } from "./use-triage-form.ts";

interface TriageDeskProps {
  readonly conversation: ConversationView;
  /** Another director has it, or it went elsewhere. */
  readonly isLost: boolean;
  readonly onNext: () => Promise<void>;
  readonly onTaken: (id: string) => Promise<void>;
}

/** One item: what came at the left, what is made of it at the right. */
export function TriageDesk({ conversation, isLost, onNext, onTaken }: TriageDeskProps) {
  const t = useT();
  const thread = useThread(conversation.id);
  const { form, change } = useTriageForm(conversation, thread.messages, !thread.isLoading);
  const categories = useCategories().data ?? [];
  const category = categories.find(({ id }) => id === form?.categoryId);
  const facts = useQuery({
    queryKey: ["triage-facts", conversation.id, category?.id ?? null],
    queryFn: () => triageApi.facts(conversation.id, category?.id ?? null),
    placeholderData: (before) => before,
  });
  const [dialog, setDialog] = useState<"skip" | "resolve" | "wait" | null>(null);
  const outcomes = useOutcomes({ conversation, form, onNext, onTaken });
  const register = useRef<HTMLElement>(null);
  const reading = useRef<HTMLElement>(null);
  const destinations = facts.data === undefined ? [] : destinationsOf(facts.data);

  // Keys that are letters and digits work from here: nothing is typed yet.
  useEffect(() => reading.current?.focus(), []);

  useShortcuts({ skip: () => setDialog("skip") });
  // Whoever knows where it goes is faster than the server: the key waits for what it chooses from.
  const pressed = useRef<number | null>(null);
  const choose = (digit: number) => {
    const chosen = destinations[digit - 1];
    const isKnown = facts.data !== undefined && form !== undefined;
    pressed.current = isKnown ? null : digit;
    if (!isKnown || chosen === undefined) return;
    change({ queueId: chosen.area.id });
    focusFirstEmpty(register.current);
  };
  useDigits(choose);
  useEffect(() => {
    if (pressed.current !== null) choose(pressed.current);
  });

  return (
    <div className="flex min-h-0 grow flex-col">
      {isLost && (
        <Banner
          tone="warn"
          action={
            <Button size="small" onPress={() => void onNext()}>
              {t("triage.next")}
            </Button>
          }
        >
          {t("triage.lost")}
        </Banner>
      )}
      <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)_27rem] max-[1000px]:grid-cols-1 max-[1000px]:overflow-y-auto">
        <section
          ref={reading}
          tabIndex={-1}
          aria-label={t("triage.received")}
          className="flex min-h-0 min-w-0 flex-col outline-none max-[1000px]:max-h-[60vh] max-[1000px]:flex-none"
        >
          <ItemPane
            conversation={conversation}
            around={facts.data?.around ?? []}
            onDuplicate={(ofId) => void outcomes.dismiss("duplicate", ofId)}
          />
        </section>
        <RegisterPane
          ref={register}
          conversation={conversation}
          form={form}
          onChange={change}
          categories={categories}
          category={category}
          facts={facts.data}
          error={facts.error}
          onRetry={() => void facts.refetch()}
          destinations={destinations}
          isLost={isLost}
          outcomes={outcomes}
          onDialog={setDialog}
        />
      </div>
      {dialog === "skip" && <SkipDialog onClose={() => setDialog(null)} onSkip={outcomes.skip} />}
      {(dialog === "resolve" || dialog === "wait") && (
        <AnswerDialog
          andThen={dialog}
          conversation={conversation}
          onClose={() => setDialog(null)}
          onSend={outcomes.answer}
        />
      )}
    </div>
  );
}

/** After a destination was chosen: what must still be written, else the way on. */
function focusFirstEmpty(pane: HTMLElement | null): void {
  const fields = [
    ...(pane?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      "input[required], input[aria-required=true], textarea[required], textarea[aria-required=true]",
    ) ?? []),
  ];
  fields.find(({ value, type }) => type !== "radio" && value.trim() === "")?.focus();
}
