import { SIGNATURE_LENGTH_MAX } from "@circuito/protocol/writing-text";
import { Button, Problem } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { VariableText } from "../writing/variable-text.tsx";
import { peopleApi } from "./people-api.ts";

const QUERY = ["own-signature"];

/** What stands below one's own mails, above the lines of the queue. */
export function SignatureForm() {
  const t = useT();
  const signature = useQuery({ queryKey: QUERY, queryFn: peopleApi.getSignature });
  return (
    <Loaded query={signature} label={t("account.signatureLoading")}>
      {(saved) => <Editor saved={saved} />}
    </Loaded>
  );
}

function Editor({ saved }: { readonly saved: { readonly text: string } }) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const edited = useEdited(saved, async ({ text }) => {
    queries.setQueryData(QUERY, await peopleApi.setSignature(text.trim()));
    // What the composer shows below a mail.
    await queries.invalidateQueries({ queryKey: ["reply-draft"] });
    toasts.add({ text: t("account.signatureSaved"), tone: "ok" });
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void edited.save();
      }}
      className="flex max-w-xl flex-col gap-4"
    >
      {edited.error !== undefined && <Problem>{edited.error}</Problem>}
      <VariableText
        label={t("account.signature")}
        value={edited.draft.text}
        onChange={(text) => edited.change({ text })}
        minRows={3}
        lengthMax={SIGNATURE_LENGTH_MAX}
        isChecked
      />
      <Button
        type="submit"
        variant="primary"
        isPending={edited.isSaving}
        disabledReason={edited.isDirty ? undefined : t("account.signatureSame")}
        className="self-start"
      >
        {t("settings.save")}
      </Button>
    </form>
  );
}
