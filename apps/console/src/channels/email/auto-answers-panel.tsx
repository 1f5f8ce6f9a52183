import type { AutoAnswers, InboxView } from "@circuito/protocol";
import { Callout, Select, Skeleton, TextArea } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { LOCALES, useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { inboxApi } from "../inbox-page/inbox-api.ts";
import { Panel } from "../inbox-page/panel.tsx";

/** The protocol's limit, in characters. */
const TEXT_LENGTH_MAX = 4_000;
const KINDS = ["acknowledgement", "absence"] as const satisfies readonly (keyof AutoAnswers)[];

/** What the mailbox says by itself, in each language; nothing written is nothing said. */
export function AutoAnswersPanel({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const { id: inboxId, settings } = inbox;
  const kept = useQuery({
    queryKey: ["inboxes", inboxId, "auto-answers"],
    queryFn: () => inboxApi.getAutoAnswers(inboxId),
  });
  return (
    <Panel title={t("autoAnswers.title")}>
      <p className="text-13 text-fg-2">{t("autoAnswers.text")}</p>
      {settings.authservId === undefined && (
        <Callout tone="warn">{t("autoAnswers.unverified")}</Callout>
      )}
      {kept.isError && <Callout tone="danger">{channelErrorText(kept.error)}</Callout>}
      {kept.isPending && <Skeleton className="h-40 w-full" />}
      {kept.data !== undefined && <Form inboxId={inboxId} kept={kept.data} />}
    </Panel>
  );
}

function Form({ inboxId, kept }: { readonly inboxId: string; readonly kept: AutoAnswers }) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [texts, setTexts] = useState(kept);
  const [language, setLanguage] = useState("pt-BR");
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const keep = useUnsavedForm(texts, async () => {
    if (isSaving) return undefined;
    setSaving(true);
    setProblem(null);
    try {
      const saved = await inboxApi.setAutoAnswers(inboxId, {
        acknowledgement: written(texts.acknowledgement),
        absence: written(texts.absence),
      });
      queries.setQueryData(["inboxes", inboxId, "auto-answers"], saved);
      toasts.add({ text: t("whatsapp.saved") });
      return texts;
    } catch (error) {
      setProblem(channelErrorText(error));
      return undefined;
    } finally {
      setSaving(false);
    }
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    void keep();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Select<string>
        label={t("autoAnswers.language")}
        placeholder={t("autoAnswers.language")}
        value={language}
        onChange={setLanguage}
        options={languagesOf(kept)}
        className="max-w-60"
      />
      {KINDS.map((kind) => (
        <TextArea
          key={kind}
          label={t(`autoAnswers.${kind}`)}
          description={t(`autoAnswers.${kind}Text`)}
          minRows={3}
          maxLength={TEXT_LENGTH_MAX}
          value={texts[kind][language] ?? ""}
          onChange={(text) =>
            setTexts((held) => ({ ...held, [kind]: { ...held[kind], [language]: text } }))
          }
        />
      ))}
      <FormFoot label={t("autoAnswers.save")} isSaving={isSaving} problem={problem} />
    </form>
  );
}

/** Ours, and those that a program wrote in before. */
function languagesOf(kept: AutoAnswers) {
  const ours = LOCALES.map(({ id, name }) => ({ id: id as string, label: name }));
  const written = new Set(KINDS.flatMap((kind) => Object.keys(kept[kind])));
  const others = [...written].filter((tag) => !ours.some(({ id }) => id === tag));
  return [...ours, ...others.map((tag) => ({ id: tag, label: tag }))];
}

const written = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));
