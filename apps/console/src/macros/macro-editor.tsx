import type { MacroView } from "@circuito/protocol";
import { newId } from "@circuito/realtime";
import { Button, Dialog, TextField } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Section } from "../settings/section.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { CustomerPreview } from "../writing/customer-preview.tsx";
import { ReachFields } from "../writing/reach-fields.tsx";
import { useQuickReplies } from "../writing/suggestions.tsx";
import { VariableText } from "../writing/variable-text.tsx";
import { ActList } from "./act-list.tsx";
import { firstMistake, formOf, type MacroForm, mistakesIn } from "./macro-form.ts";
import { macrosApi } from "./macros-api.ts";

interface MacroEditorProps {
  /** Absent: one that is not there yet. */
  readonly saved: MacroView | undefined;
  /** They write what others use. */
  readonly mayShare: boolean;
}

const LIST = "/settings/macros";
const NAME_LENGTH_MAX = 80;

/** Who uses it, what it does, and what it leaves in the reply. */
export function MacroEditor({ saved, mayShare }: MacroEditorProps) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const company = useQuickReplies().data?.company ?? null;
  const [id] = useState(() => saved?.id ?? newId());
  const [isChecked, setChecked] = useState(false);
  const [blank] = useState(() => formOf(undefined, mayShare));
  const edited = useEdited<MacroForm>(
    saved === undefined ? blank : formOf(saved, mayShare),
    save,
    (form) => {
      setChecked(true);
      const mistake = firstMistake(mistakesIn(form));
      return mistake === undefined ? undefined : t(mistake);
    },
  );
  const { draft, change } = edited;
  const mistakes = mistakesIn(draft);
  const leave = () => void router.navigate({ href: LIST, ignoreBlocker: true });

  async function save({ version, draft: words, ...form }: MacroForm): Promise<void> {
    const body = {
      ...form,
      name: form.name.trim(),
      draft: words.trim() === "" ? null : words.trim(),
    };
    await (saved === undefined
      ? macrosApi.create({ ...body, id })
      : macrosApi.update(id, { ...body, version }));
    await queries.invalidateQueries({ queryKey: ["macros"] });
    toasts.add({ text: t("macro.saved", { name: body.name }), tone: "ok" });
    if (saved === undefined) leave();
  }

  return (
    <>
      <Section title={t("macro.use")} text={t("macro.useText")}>
        <TextField
          label={t("quickReply.name")}
          value={draft.name}
          onChange={(name) => change({ name })}
          maxLength={NAME_LENGTH_MAX}
          isRequired
          autoComplete="off"
          autoFocus={saved === undefined}
          className="max-w-md"
          error={isChecked && mistakes.name !== undefined ? t(mistakes.name) : undefined}
        />
        <ReachFields
          reach={draft}
          mayShare={mayShare}
          queueError={isChecked && mistakes.queueId !== undefined ? t(mistakes.queueId) : undefined}
          onChange={change}
        />
      </Section>
      <Section title={t("macro.acts")} text={t("macro.actsOrder")}>
        <ActList
          acts={draft.acts}
          onChange={(acts) => change({ acts })}
          mistakes={mistakes}
          isChecked={isChecked}
        />
      </Section>
      <Section title={t("macro.draft")} text={t("macro.draftText")}>
        <VariableText
          label={t("quickReply.body")}
          description={t("quickReply.bodyText")}
          value={draft.draft}
          onChange={(text) => change({ draft: text })}
          minRows={4}
          isChecked={isChecked}
        />
        {draft.draft.trim() !== "" && (
          <CustomerPreview body={draft.draft} company={company} channels={draft.channels} />
        )}
      </Section>
      <EditedFoot
        edited={edited}
        newOf={saved === undefined ? LIST : undefined}
        saveLabel={saved === undefined ? t("macro.create") : undefined}
        more={saved !== undefined && <Remove macro={saved} onGone={leave} />}
      />
    </>
  );
}

interface RemoveProps {
  readonly macro: MacroView;
  readonly onGone: () => void;
}

function Remove({ macro, onGone }: RemoveProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);

  async function remove(): Promise<void> {
    setPending(true);
    try {
      await macrosApi.remove(macro.id);
      toasts.add({ text: t("quickReply.deleted", { name: macro.name }) });
      onGone();
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
    setPending(false);
    setAsking(false);
    await queries.invalidateQueries({ queryKey: ["macros"] });
  }

  return (
    <>
      <Button variant="ghost" onPress={() => setAsking(true)}>
        {t("quickReply.delete")}
      </Button>
      <Dialog
        role="alertdialog"
        size="small"
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("macro.removeTitle", { name: macro.name })}
        description={t("macro.removeText")}
        closeLabel={t("action.close")}
        footer={
          <>
            <Button onPress={() => setAsking(false)}>{t("action.cancel")}</Button>
            <Button variant="danger" isPending={isPending} onPress={() => void remove()}>
              {t("quickReply.delete")}
            </Button>
          </>
        }
      />
    </>
  );
}
