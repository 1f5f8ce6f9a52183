import type { MacroView } from "@circuito/protocol";
import { Callout } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { Section } from "../settings/section.tsx";
import { CustomerPreview } from "../writing/customer-preview.tsx";
import { useQuickReplies } from "../writing/suggestions.tsx";
import { MacroActs } from "./macro-acts.tsx";

/** A macro of others: what it does, for who uses it and may not change it. */
export function MacroReading({ macro }: { readonly macro: MacroView }) {
  const t = useT();
  const company = useQuickReplies().data?.company ?? null;
  return (
    <>
      <Callout tone="neutral">{t("quickReply.othersText")}</Callout>
      <Section title={t("macro.acts")} text={t("macro.actsOrder")}>
        <MacroActs acts={macro.acts} />
      </Section>
      {macro.draft !== null && (
        <Section title={t("macro.draft")} text={t("macro.draftText")}>
          <CustomerPreview body={macro.draft} company={company} channels={macro.channels} />
        </Section>
      )}
    </>
  );
}
