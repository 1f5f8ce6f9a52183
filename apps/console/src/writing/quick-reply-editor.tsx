import type { QuickReplyView } from "@circuito/protocol";
import { newId } from "@circuito/realtime";
import { Button, Callout, Dialog, Problem, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { useClosing } from "../settings/use-closing.tsx";
import { errorText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { CustomerPreview } from "./customer-preview.tsx";
import { formOf, isRight, problemsOf, type QuickReplyForm } from "./quick-reply-form.ts";
import { ReachFields } from "./reach-fields.tsx";
import { VariableText } from "./variable-text.tsx";

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
        <div className="pb-4">
          <Problem>{errorText(error)}</Problem>
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
          <VariableText
            label={t("quickReply.body")}
            description={t("quickReply.bodyText")}
            value={form.body}
            onChange={(body) => change({ body })}
            isRequired
            isReadOnly={!mayChange}
            isChecked={isChecked}
            error={told("body")}
          />
          {mayChange && (
            <ReachFields
              reach={form}
              mayShare={mayShare}
              queueError={told("queueId")}
              onChange={change}
            />
          )}
        </fieldset>
        <CustomerPreview body={form.body} company={company} channels={form.channels} />
      </form>
      {question}
    </Dialog>
  );
}
