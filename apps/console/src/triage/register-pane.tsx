import type { CategoryView, ConversationView, TriageFacts } from "@circuito/protocol";
import { DIRECTED_NOTICE_LENGTH_MAX } from "@circuito/protocol/writing-text";
import {
  Button,
  Checkbox,
  ErrorState,
  IconButton,
  Menu,
  Problem,
  SegmentedControl,
  Skeleton,
  TextArea,
  TextField,
} from "@circuito/ui";
import { Ellipsis } from "lucide-react";
import { type FormEvent, type Ref, useRef, useState } from "react";
import { ApiError } from "../api/request.ts";
import { CategoryFields } from "../categories/category-fields.tsx";
import { CategoryPicker } from "../categories/category-picker.tsx";
import { futureTime } from "../i18n/format.ts";
import { urgencyName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import { MomentField } from "../verbs/moment-field.tsx";
import { promisePresets } from "../verbs/moments.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { useNow } from "../workspace/use-now.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { DestinationList } from "./destination-list.tsx";
import type { Destination } from "./destinations-of.ts";
import { canTell, filledNotice, firstNameOf } from "./notice-text.ts";
import {
  isWhole,
  missingIn,
  registrationOf,
  SUMMARY_LENGTH_MAX,
  type TriageForm,
} from "./triage-form.ts";
import type { Outcomes } from "./use-outcomes.ts";

interface RegisterPaneProps {
  readonly ref: Ref<HTMLElement>;
  readonly conversation: ConversationView;
  readonly form: TriageForm | undefined;
  readonly onChange: (part: Partial<TriageForm>) => void;
  readonly categories: readonly CategoryView[];
  readonly category: CategoryView | undefined;
  readonly facts: TriageFacts | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly destinations: readonly Destination[];
  readonly isLost: boolean;
  readonly outcomes: Outcomes;
  readonly onDialog: (dialog: "skip" | "resolve" | "wait") => void;
}

const URGENCIES = ["low", "normal", "high", "urgent"] as const;
const TITLE_LENGTH_MAX = 200;

/** The register and where it goes. Ctrl+Enter directs from anywhere in it; a refusal keeps all of it. */
export function RegisterPane(props: RegisterPaneProps) {
  const { form, onChange, categories, category, facts, outcomes, conversation } = props;
  const t = useT();
  const now = useNow();
  const isOnline = useIsOnline();
  const pane = useRef<HTMLFormElement>(null);
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const missing = form && missingIn(form, category, categories.length > 0, now);
  const area = facts?.areas.find(({ id }) => id === form?.queueId);
  const notice = form?.notice ?? proposedNotice();

  /** Words of the area's own, or the house's; none while nobody knows where it goes. */
  function proposedNotice(): string {
    if (form === undefined || area === undefined) return "";
    return filledNotice(area.directedNotice ?? t("triage.notice.usual"), {
      protocolo: conversation.protocol,
      area: area.name,
      prazo: Number.isNaN(Date.parse(form.promised))
        ? ""
        : futureTime(new Date(form.promised).toISOString(), now),
      nome: firstNameOf(conversation),
    });
  }

  async function direct() {
    if (isBusy || !isOnline || form === undefined || missing === undefined || props.isLost) return;
    setChecked(true);
    setError(null);
    if (!isWhole(missing)) {
      return;
    }
    setBusy(true);
    try {
      await outcomes.direct(registrationOf(form, category, notice), area?.name ?? "");
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }
  useShortcuts({ directAndNext: () => void direct() });

  if (form === undefined) {
    return (
      <section
        ref={props.ref}
        id={PANE_IDS.composer}
        tabIndex={-1}
        aria-label={t("triage.register")}
        className={PANE}
      >
        <div role="status" aria-label={t("triage.loading")} className="flex flex-col gap-4 p-4">
          <Skeleton className="h-8 w-full" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      </section>
    );
  }

  const required = (isMissing: true | undefined) =>
    isChecked && isMissing ? t("form.required") : undefined;
  const wrongField = error instanceof ApiError ? error.details.field : undefined;
  const fieldErrors = Object.fromEntries([
    ...(isChecked ? (missing?.fields ?? []) : []).map((key) => [key, t("form.required")]),
    ...(typeof wrongField === "string" ? [[wrongField, t("category.unreadable")]] : []),
  ]);
  const tellable = canTell(conversation, now);
  return (
    <section
      ref={props.ref}
      id={PANE_IDS.composer}
      tabIndex={-1}
      aria-label={t("triage.register")}
      className={PANE}
    >
      <form
        ref={pane}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void direct();
        }}
        className="flex min-h-0 grow flex-col"
      >
        <div className="flex min-h-0 grow flex-col gap-3.5 overflow-y-auto px-4 pt-3 pb-4 max-[1000px]:overflow-visible">
          <h2 className="text-12 font-semibold text-fg-2">{t("triage.register")}</h2>
          <CategoryPicker
            categories={categories}
            categoryId={form.categoryId}
            words={form.category}
            onWords={(words) => onChange({ category: words })}
            onChoose={(categoryId) => {
              const chosen = categories.find(({ id }) => id === categoryId);
              onChange({
                categoryId,
                ...(chosen?.urgency ? { urgency: chosen.urgency } : {}),
                // Its usual place, unless somebody chose another one already.
                ...(chosen?.queueId && form.queueId === null ? { queueId: chosen.queueId } : {}),
              });
            }}
            error={required(missing?.category)}
          />
          {category !== undefined && category.fields.length > 0 && (
            <CategoryFields
              fields={category.fields}
              values={form.fields}
              onChange={(key, value) => onChange({ fields: { ...form.fields, [key]: value } })}
              errors={fieldErrors}
            />
          )}
          <TextField
            label={t("registration.title")}
            maxLength={TITLE_LENGTH_MAX}
            value={form.title}
            onChange={(title) => onChange({ title })}
            isRequired
            error={required(missing?.title)}
          />
          <TextArea
            label={t("registration.summary")}
            minRows={3}
            maxRows={8}
            maxLength={SUMMARY_LENGTH_MAX}
            value={form.summary}
            onChange={(summary) => onChange({ summary })}
            isRequired
            error={required(missing?.summary)}
          />
          <div className="flex flex-col items-start gap-1">
            <span aria-hidden="true" className="text-12 font-medium text-fg-2">
              {t("registration.urgency")}
            </span>
            <SegmentedControl
              label={t("registration.urgency")}
              segments={URGENCIES.map((id) => ({ id, label: urgencyName(id) }))}
              value={form.urgency}
              onChange={(urgency) => onChange({ urgency })}
            />
          </div>
          {props.error !== null && facts === undefined ? (
            <ErrorState
              title={errorText(props.error)}
              retryLabel={t("action.retry")}
              onRetry={props.onRetry}
              technical={{ label: t("problem.technical"), text: technicalText(props.error) }}
            />
          ) : (
            <DestinationList
              destinations={props.destinations}
              queueId={form.queueId}
              onChoose={(queueId) => onChange({ queueId })}
              error={required(missing?.queue)}
            />
          )}
          <TextArea
            label={t("triage.note")}
            placeholder={t("triage.notePlaceholder")}
            minRows={1}
            maxRows={5}
            maxLength={SUMMARY_LENGTH_MAX}
            value={form.note}
            onChange={(note) => onChange({ note })}
          />
          <MomentField
            label={t("registration.promisedAt")}
            presets={promisePresets(now)}
            value={form.promised}
            onChange={(promised) => onChange({ promised })}
            error={isChecked && missing?.promised ? t("form.mustBeFuture") : undefined}
          />
          <div className="flex flex-col gap-1.5">
            <Checkbox
              isSelected={form.tells && tellable}
              isDisabled={!tellable}
              onChange={(tells) => onChange({ tells })}
            >
              {t("triage.notice")}
            </Checkbox>
            {!tellable && <p className="text-12 text-fg-2">{t("triage.notice.cannot")}</p>}
            {form.tells && tellable && area !== undefined && (
              <TextArea
                label={t("triage.notice.text")}
                isLabelHidden
                minRows={2}
                maxRows={6}
                maxLength={DIRECTED_NOTICE_LENGTH_MAX}
                value={notice}
                onChange={(text) => onChange({ notice: text })}
              />
            )}
          </div>
        </div>
        <footer className="sticky bottom-0 z-10 flex flex-none flex-col gap-2 border-line-subtle border-t bg-surface px-4 py-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))]">
          {error !== null && <Problem>{errorText(error)}</Problem>}
          <div className="flex flex-wrap items-center gap-2">
            <Button
              variant="ghost"
              keys={keyCaps("skip")}
              onPress={() => props.onDialog("skip")}
              isDisabled={!isOnline}
            >
              {t("triage.skip.verb")}
            </Button>
            <Menu
              label={t("triage.more")}
              trigger={<IconButton label={t("triage.more")} icon={<Ellipsis />} />}
              entries={[
                { kind: "item", id: "wait", label: t("triage.answerVerb.wait") },
                ...(facts?.resolvesHere === false
                  ? []
                  : [
                      {
                        kind: "item" as const,
                        id: "resolve",
                        label: t("triage.answerVerb.resolve"),
                      },
                    ]),
                { kind: "item", id: "wrong-contact", label: t("triage.wrongContact") },
                { kind: "item", id: "spam", label: t("triage.spam") },
              ]}
              onAction={(id) => {
                if (id === "wait" || id === "resolve") props.onDialog(id);
                else void outcomes.dismiss(id === "spam" ? "spam" : "wrong-contact");
              }}
            />
            <Button
              type="submit"
              variant="primary"
              className="ml-auto"
              keys={keyCaps("directAndNext")}
              isPending={isBusy}
              isDisabled={props.isLost}
              disabledReason={isOnline ? undefined : t("problem.needsConnection")}
            >
              {t("triage.direct")}
            </Button>
          </div>
        </footer>
      </form>
    </section>
  );
}

const PANE =
  "flex min-h-0 min-w-0 flex-col border-line-subtle border-l bg-surface outline-none max-[1000px]:border-t max-[1000px]:border-l-0";
