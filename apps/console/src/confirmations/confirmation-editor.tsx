import type { ConfirmationPolicyBody, ConfirmationPolicyView } from "@circuito/protocol";
import {
  CONFIRMATION_DELAY_MAX_MS,
  CONFIRMATION_SILENCE_MAX_MS,
  CONFIRMATION_SILENCE_MIN_MS,
  CONFIRMATION_WORDS,
  CONFIRMATION_WORDS_LENGTH_MAX,
} from "@circuito/protocol/asks-text";
import { unknownVariables } from "@circuito/protocol/writing-text";
import {
  Button,
  Dialog,
  DurationField,
  type DurationUnit,
  Problem,
  Select,
  Switch,
  Tabs,
  TextArea,
} from "@circuito/ui";
import { type FormEvent, useRef, useState } from "react";
import { channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useClosing } from "../settings/use-closing.tsx";
import { useInboxes, useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { VariableButtons } from "../writing/variable-buttons.tsx";
import { ConfirmationPreview } from "./confirmation-preview.tsx";
import { CONFIRMATIONS_KEY, confirmationsApi, UNWRITTEN } from "./confirmations-api.ts";

const LANGUAGES = ["pt-BR", "en", "es"] as const;
export type AskLanguage = (typeof LANGUAGES)[number];

/** In the lists: no queue and no channel in particular. */
const ALL = "*";

interface ConfirmationEditorProps {
  /** `null`: a new one. */
  readonly policy: ConfirmationPolicyView | null;
  /** Those that there are: a place has one. */
  readonly others: readonly ConfirmationPolicyView[];
  readonly isRemovable: boolean;
  readonly onClose: () => void;
}

/** Where, whether and when customers are asked, in which words, and what they see. */
export function ConfirmationEditor(props: ConfirmationEditorProps) {
  const { policy, others, isRemovable, onClose } = props;
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const queues = useQueues().data ?? [];
  const [form, setForm] = useState<ConfirmationPolicyBody>(() => bodyOf(policy, queues[0]?.id));
  const [language, setLanguage] = useState<AskLanguage>("pt-BR");
  const [isChecked, setChecked] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const change = (part: Partial<ConfirmationPolicyBody>) => setForm((now) => ({ ...now, ...part }));

  const isTaken =
    policy === null &&
    others.some(({ queueId, channel }) => queueId === form.queueId && channel === form.channel);
  const badLanguage = LANGUAGES.find((one) => unknownVariables(form.words[one] ?? "").length > 0);
  const isDelayWrong = form.delayMs > CONFIRMATION_DELAY_MAX_MS;
  const isSilenceWrong =
    form.silenceMs < CONFIRMATION_SILENCE_MIN_MS || form.silenceMs > CONFIRMATION_SILENCE_MAX_MS;

  async function act(call: () => Promise<unknown>, done: string): Promise<boolean> {
    setSaving(true);
    setError(null);
    try {
      await call();
      await queries.invalidateQueries({ queryKey: CONFIRMATIONS_KEY });
      toasts.add({ text: done, tone: "ok" });
      onClose();
      return true;
    } catch (failed) {
      setError(failed);
      return false;
    } finally {
      setSaving(false);
    }
  }

  async function save(): Promise<boolean> {
    setChecked(true);
    if (badLanguage !== undefined) setLanguage(badLanguage);
    const isWrong = isTaken || badLanguage !== undefined || isDelayWrong || isSilenceWrong;
    if (isWrong || isSaving) return false;
    return act(() => confirmationsApi.save(form), t("confirmation.saved"));
  }
  const { close, question } = useClosing(form, save, onClose);

  const text = form.words[language] ?? "";
  const write = (typed: string) => change({ words: { ...form.words, [language]: typed } });
  const unknown = unknownVariables(text);

  return (
    <Dialog
      isOpen
      onOpenChange={close}
      size="large"
      title={t(policy === null ? "confirmation.new" : "confirmation.edit")}
      closeLabel={t("action.close")}
      footer={
        <>
          {isRemovable && policy !== null && (
            <Button
              variant="ghost"
              onPress={() =>
                void act(() => confirmationsApi.remove(policy.id), t("confirmation.removed"))
              }
            >
              {t("confirmation.remove")}
            </Button>
          )}
          <Button type="submit" form="confirmation" variant="primary">
            {t("confirmation.save")}
          </Button>
        </>
      }
    >
      {error !== null && (
        <div className="pb-4">
          <Problem>{adminErrorText(error)}</Problem>
        </div>
      )}
      <form
        id="confirmation"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
        className="grid gap-x-6 gap-y-4 pb-4 min-[720px]:grid-cols-[3fr_2fr]"
      >
        <div className="flex min-w-0 flex-col gap-4">
          <Place
            form={form}
            isNew={policy === null}
            error={isChecked && isTaken ? t("confirmation.taken") : undefined}
            onChange={change}
          />
          <Switch
            isSelected={form.enabled}
            onChange={(enabled) => change({ enabled })}
            description={t("confirmation.enabledText")}
          >
            {t("confirmation.enabled")}
          </Switch>
          {form.enabled && (
            <>
              <Times
                form={form}
                onChange={change}
                delayError={isChecked && isDelayWrong ? t("confirmation.delayWrong") : undefined}
                silenceError={
                  isChecked && isSilenceWrong ? t("confirmation.silenceWrong") : undefined
                }
              />
              <Tabs
                label={t("confirmation.languages")}
                tabs={LANGUAGES.map((id) => ({ id, label: t(`confirmation.language.${id}`) }))}
                value={language}
                onChange={setLanguage}
              >
                <div className="flex flex-col gap-2 pt-3">
                  <TextArea
                    label={t("confirmation.words")}
                    description={t("confirmation.wordsText")}
                    placeholder={CONFIRMATION_WORDS[language].question}
                    value={text}
                    onChange={write}
                    maxLength={CONFIRMATION_WORDS_LENGTH_MAX}
                    minRows={3}
                    maxRows={8}
                    textAreaRef={box}
                    error={
                      isChecked && unknown.length > 0
                        ? t("confirmation.unknown", { names: unknown.join(", ") })
                        : undefined
                    }
                  />
                  <VariableButtons
                    label={t("confirmation.variables")}
                    box={box}
                    text={text}
                    onWrite={write}
                  />
                </div>
              </Tabs>
            </>
          )}
        </div>
        {form.enabled && (
          <ConfirmationPreview words={text} language={language} channel={form.channel} />
        )}
      </form>
      {question}
    </Dialog>
  );
}

interface PartProps {
  readonly form: ConfirmationPolicyBody;
  readonly onChange: (part: Partial<ConfirmationPolicyBody>) => void;
}

/** For which conversations it is; of one that is there already it stays as it is. */
function Place({
  form,
  isNew,
  error,
  onChange,
}: PartProps & { readonly isNew: boolean; readonly error: string | undefined }) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const channels = [...new Set((useInboxes().data ?? []).map(({ channel }) => channel))];
  return (
    <div className="grid gap-4 min-[480px]:grid-cols-2">
      <Select
        label={t("confirmation.queue")}
        placeholder={t("confirmation.allQueues")}
        options={[
          { id: ALL, label: t("confirmation.allQueues") },
          ...queues.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={form.queueId ?? ALL}
        onChange={(id) => onChange({ queueId: id === ALL ? null : id })}
        isDisabled={!isNew}
        {...(error !== undefined && { error })}
      />
      <Select
        label={t("confirmation.channel")}
        placeholder={t("confirmation.allChannels")}
        options={[
          { id: ALL, label: t("confirmation.allChannels") },
          ...channels.map((id) => ({ id, label: channelTitle(id) })),
        ]}
        value={form.channel ?? ALL}
        onChange={(id) => onChange({ channel: id === ALL ? null : id })}
        isDisabled={!isNew}
      />
    </div>
  );
}

function Times({
  form,
  onChange,
  delayError,
  silenceError,
}: PartProps & {
  readonly delayError: string | undefined;
  readonly silenceError: string | undefined;
}) {
  const t = useT();
  const unit = (id: Exclude<DurationUnit, "second">) => ({
    id,
    label: t(`confirmation.unit.${id}`),
  });
  return (
    <div className="flex flex-col gap-4">
      <DurationField
        label={t("confirmation.delay")}
        description={t("confirmation.delayText")}
        unitLabel={t("settings.unitOf", { field: t("confirmation.delay") })}
        units={[unit("minute"), unit("hour"), unit("day")]}
        value={form.delayMs}
        onChange={(ms) => onChange({ delayMs: ms ?? 0 })}
        className="max-w-sm"
        {...(delayError !== undefined && { error: delayError })}
      />
      <DurationField
        label={t("confirmation.silence")}
        description={t("confirmation.silenceText")}
        unitLabel={t("settings.unitOf", { field: t("confirmation.silence") })}
        units={[unit("hour"), unit("day")]}
        value={form.silenceMs}
        onChange={(ms) => onChange({ silenceMs: ms ?? 0 })}
        className="max-w-sm"
        {...(silenceError !== undefined && { error: silenceError })}
      />
    </div>
  );
}

/** What holds for all is there already: a new one begins with a queue. */
function bodyOf(
  policy: ConfirmationPolicyView | null,
  queueId: string | undefined,
): ConfirmationPolicyBody {
  if (policy === null) return { ...UNWRITTEN, queueId: queueId ?? null, enabled: true };
  const { id: _, ...body } = policy;
  return body;
}
