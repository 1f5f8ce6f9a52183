import { Button, Callout } from "@circuito/ui";
import { Copy } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import type { NewApiKey } from "./installation-api.ts";

interface KeyOnceProps {
  readonly made: NewApiKey;
  readonly onDone: () => void;
}

/** The one time a key is seen: whoever closes this without copying makes another. */
export function KeyOnce({ made, onDone }: KeyOnceProps) {
  const t = useT();
  const { toasts } = useWorkspace();
  const copy = async () => {
    await navigator.clipboard.writeText(made.key);
    toasts.add({ text: t("done.copied") });
  };
  return (
    <Callout tone="ok" title={t("apiKeys.once", { name: made.apiKey.name })}>
      <div className="flex flex-col gap-3">
        <p>{t("apiKeys.onceText")}</p>
        <code className="rounded-control border border-line bg-surface px-2.5 py-1.5 font-mono text-13 text-fg wrap-anywhere">
          {made.key}
        </code>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" icon={<Copy />} onPress={() => void copy()}>
            {t("apiKeys.copy")}
          </Button>
          <Button onPress={onDone}>{t("apiKeys.copied")}</Button>
        </div>
      </div>
    </Callout>
  );
}
