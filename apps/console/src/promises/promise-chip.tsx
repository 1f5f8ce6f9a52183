import type { ConversationView } from "@circuito/protocol";
import { SlaButton } from "@circuito/ui";
import { Suspense } from "react";
import { goToSection } from "../conversation/go-to-section.ts";
import { learn, useT } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";
import { useNow } from "../workspace/use-now.ts";
import { promise } from "./promise.ts";

/* Fetched when somebody first asks what a promise rests on. */
const PromiseTip = part(async () => ({
  default: (await Promise.all([import("./promise-tip.tsx"), learn("timeline")]))[0].PromiseTip,
}));

/** The time left of the most pressing promise: what it rests on by hover or focus, every minute of it by a press. */
export function PromiseChip({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const promised = promise(conversation, useNow());
  if (promised === null) return null;
  return (
    <SlaButton
      {...promised}
      tip={
        <Suspense fallback={t("list.loading")}>
          <PromiseTip conversation={conversation} label={promised.label} />
        </Suspense>
      }
      onPress={() => goToSection("promises")}
    />
  );
}
