import type { QuickReplyView } from "@circuito/protocol";
import { fillQuickReply, smsPartsOf, wordsOf } from "@circuito/protocol/writing-text";
import { newId } from "@circuito/realtime";
import {
  Button,
  Callout,
  Checkbox,
  ComboBox,
  Dialog,
  RadioGroup,
  TextArea,
  TextField,
} from "@circuito/ui";
import { type FormEvent, useRef, useState } from "react";
import { api } from "../api/client.ts";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useClosing } from "../settings/use-closing.tsx";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxes, useQueues } from "../workspace/queries.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { formOf, isRight, problemsOf, type QuickReplyForm } from "./quick-reply-form.ts";
import { Pieces } from "./suggestions.tsx";
import { VariableButtons } from "./variable-buttons.tsx";

interface QuickReplyEditorProps {
  /** `null`: a new one. */
  readonly reply: QuickReplyView | null;
  readonly company: string | null;
  /** They write what others use. */
  readonly mayShare: boolean;
  readonly onClose: () => void;
}

/** Name, words and who uses them; beside it what a customer would read. */
export function QuickReplyEditor({ reply, company, mayShare, onClose }: QuickReplyEditorProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [form, setForm] = useState(() => formOf(reply, mayShare));
  const [id] = useState(() => reply?.id ?? newId());
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const mayChange = mayShare || reply === null || reply.scope === "mine";
  const problems = problemsOf(form);
  const told = (problem: keyof typeof problems) => {
    const text = problems[problem];
    return isChecked && typeof text === "string" ? t(text) : undefined;
  };
  const change = (part: Partial<QuickReplyForm>) => setForm((held) => ({ ...held, ...part }));

  async function act(call: () => Promise<unknown>, done: string): Promise<boolean> {
    setSaving(true);
    setError(null);
    try {
      await call();
      await queries.invalidateQueries({ queryKey: ["quick-replies"] });
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
    if (!isRight(problems) || isSaving) return false;
    const call = () =>
      reply === null
        ? api.createQuickReply({ ...form, id })
        : api.updateQuickReply(id, { ...form, version: reply.version });
    return act(call, t("quickReply.saved"));
  }
  const { close, question } = useClosing(form, save, onClose);

  function remove(gone: QuickReplyView) {
    void act(
      () => api.deleteQuickReply(gone.id),
      t("quickReply.deleted", { name: gone.name }),
    ).then(() => undefined);
  }

  return (
    <Dialog
      isOpen
      onOpenChange={close}
      size="large"
      title={t(reply === null ? "quickReply.new" : "quickReply.edit")}
      closeLabel={t("action.close")}
      footer={
        mayChange && (
          <>
            {reply !== null && (
              <Button variant="ghost" onPress={() => remove(reply)}>
                {t("quickReply.delete")}
              </Button>
            )}
            <Button type="submit" form="quick-reply" variant="primary">
              {t("quickReply.save")}
            </Button>
          </>
        )
      }
    >
      {!mayChange && (
        <div className="pb-4">
          <Callout tone="neutral">{t("quickReply.othersText")}</Callout>
        </div>
      )}
      {error !== null && (
        <div className="pb-4" role="alert">
          <Callout tone="danger">{errorText(error)}</Callout>
        </div>
      )}
      <form
        id="quick-reply"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
        className="grid gap-x-6 gap-y-4 pb-4 min-[720px]:grid-cols-[3fr_2fr]"
      >
        <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-4">
          <TextField
            label={t("quickReply.name")}
            value={form.name}
            onChange={(name) => change({ name })}
            maxLength={80}
            isRequired
            isReadOnly={!mayChange}
            error={told("name")}
            autoFocus={reply === null}
          />
          <TextArea
            label={t("quickReply.body")}
            description={t("quickReply.bodyText")}
            value={form.body}
            onChange={(body) => change({ body })}
            maxLength={4_000}
            minRows={5}
            maxRows={12}
            isRequired
            isReadOnly={!mayChange}
            textAreaRef={box}
            error={
              told("body") ??
              (isChecked && problems.unknown.length > 0
                ? t("quickReply.unknown", { names: problems.unknown.join(", ") })
                : undefined)
            }
          />
          {mayChange && (
            <VariableButtons
              label={t("quickReply.variables")}
              box={box}
              text={form.body}
              onWrite={(body) => change({ body })}
            />
          )}
          {mayChange && (
            <Uses form={form} mayShare={mayShare} queueError={told("queueId")} onChange={change} />
          )}
        </fieldset>
        <Preview body={form.body} company={company} channels={form.channels} />
      </form>
      {question}
    </Dialog>
  );
}

interface UsesProps {
  readonly form: QuickReplyForm;
  readonly mayShare: boolean;
  readonly queueError: string | undefined;
  readonly onChange: (part: Partial<QuickReplyForm>) => void;
}

/** Who uses it, and where. */
function Uses({ form, mayShare, queueError, onChange }: UsesProps) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const channels = [...new Set((useInboxes().data ?? []).map(({ channel }) => channel))];
  return (
    <>
      {mayShare && (
        <RadioGroup
          label={t("quickReply.scope")}
          value={form.scope}
          onChange={(scope) =>
            onChange({ scope, queueId: scope === "queue" ? form.queueId : null })
          }
          options={[
            { id: "everybody", label: t("writing.scopeEverybody") },
            { id: "queue", label: t("writing.scopeQueue") },
            { id: "mine", label: t("writing.scopeMine") },
          ]}
        />
      )}
      {form.scope === "queue" && (
        <ComboBox
          label={t("quickReply.queue")}
          placeholder={t("quickReply.queue")}
          options={queues.map(({ id, name }) => ({ id, label: name }))}
          value={form.queueId}
          onChange={(queueId) => onChange({ queueId })}
          emptyText={t("palette.empty")}
          isRequired
          error={queueError}
        />
      )}
      <fieldset className="flex flex-col gap-0.5">
        <legend className="text-12 font-medium text-fg-2">{t("quickReply.channels")}</legend>
        <p className="text-12 text-fg-2">{t("quickReply.channelsText")}</p>
        <div className="flex flex-wrap gap-x-4">
          {channels.map((channel) => (
            <Checkbox
              key={channel}
              isSelected={form.channels.includes(channel)}
              onChange={(isOn) =>
                onChange({
                  channels: isOn
                    ? [...form.channels, channel]
                    : form.channels.filter((one) => one !== channel),
                })
              }
            >
              {channelName(channel)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
    </>
  );
}

interface PreviewProps {
  readonly body: string;
  readonly company: string | null;
  readonly channels: readonly string[];
}

/** As a customer called Marina would read it. */
function Preview({ body, company, channels }: PreviewProps) {
  const t = useT();
  const me = useMe();
  const queues = useQueues().data ?? [];
  const pieces = fillQuickReply(body, {
    customerName: t("quickReply.previewCustomer"),
    protocol: "261127-00000GF8",
    agentName: me.name,
    company: company ?? undefined,
    queueName: queues[0]?.name,
  });
  const bySms = channels.length === 0 || channels.includes("sms");
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="text-12 font-medium text-fg-2">{t("quickReply.preview")}</h3>
      <p className="min-h-20 rounded-bubble bg-bubble-out px-3 py-2 text-14 break-words whitespace-pre-wrap">
        <Pieces pieces={pieces} />
      </p>
      {bySms && body.trim() !== "" && (
        <p className="text-12 text-fg-2">
          {t("quickReply.sms", { parts: smsPartsOf(wordsOf(pieces)).parts })}
        </p>
      )}
    </section>
  );
}
