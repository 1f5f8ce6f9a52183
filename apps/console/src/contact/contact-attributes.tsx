import type { ContactView } from "@circuito/protocol";
import { Button, FactList } from "@circuito/ui";
import { Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";

/** A screen that nobody looks at any more says nothing. */
const SHOWN_MS = 2 * 60_000;

/** What was written down of somebody: covered until it is asked for, which is written down too. */
export function ContactAttributes({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  const { toasts } = useWorkspace();
  const [shown, setShown] = useState<Readonly<Record<string, string>>>();
  const [isAsking, setAsking] = useState(false);
  const offline = useIsOnline() ? undefined : t("problem.needsConnection");
  // What was changed meanwhile is not what is shown.
  const covered = JSON.stringify(contact.attributes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: covered anew with every change
  useEffect(() => setShown(undefined), [covered]);
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  async function reveal() {
    setAsking(true);
    try {
      setShown((await api.revealAttributes(contact.id)).attributes);
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    } finally {
      setAsking(false);
    }
  }

  const facts = Object.entries(shown ?? contact.attributes);
  if (facts.length === 0) return null;
  return (
    <div className="flex flex-col items-start gap-1 pt-2">
      <FactList facts={facts.map(([name, value]) => ({ id: name, term: name, value }))} />
      <Button
        size="small"
        variant="ghost"
        className="-ml-2"
        icon={shown === undefined ? <Eye /> : <EyeOff />}
        isPending={isAsking}
        disabledReason={shown === undefined ? offline : undefined}
        onPress={() => (shown === undefined ? void reveal() : setShown(undefined))}
      >
        {t(shown === undefined ? "contact.reveal" : "contact.cover")}
      </Button>
    </div>
  );
}
