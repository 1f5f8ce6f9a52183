import type { ApiKeyView } from "@circuito/protocol";
import { Button, Dialog, Problem, RadioGroup } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { installationApi, type NewApiKey } from "./installation-api.ts";

interface RotateKeyDialogProps {
  /** Absent: it is closed. */
  readonly apiKey: ApiKeyView | undefined;
  readonly onClose: () => void;
  readonly onMade: (made: NewApiKey) => void;
}

/** Hours for which the old one opens beside the new: a deploy, a day, a week; none if it leaked. */
const OVERLAPS = ["24", "1", "168", "0"] as const;

/** A successor of a key: how long the old one goes on opening while programs are brought the new one. */
export function RotateKeyDialog({ apiKey, onClose, onMade }: RotateKeyDialogProps) {
  const t = useT();
  return (
    <Dialog
      size="small"
      isOpen={apiKey !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("apiKeys.rotateTitle", { name: apiKey?.name ?? "" })}
      description={t("apiKeys.rotateText")}
      closeLabel={t("action.close")}
    >
      {apiKey !== undefined && <RotateForm apiKey={apiKey} onClose={onClose} onMade={onMade} />}
    </Dialog>
  );
}

function RotateForm({
  apiKey,
  onClose,
  onMade,
}: RotateKeyDialogProps & { readonly apiKey: ApiKeyView }) {
  const t = useT();
  const [overlap, setOverlap] = useState<(typeof OVERLAPS)[number]>("24");
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  async function rotate(): Promise<void> {
    setPending(true);
    setError(undefined);
    try {
      onMade(await installationApi.rotateApiKey(apiKey.id, Number(overlap)));
    } catch (refused) {
      setError(refused);
      setPending(false);
    }
  }

  return (
    <div className="flex flex-col gap-4 pb-4">
      <RadioGroup
        label={t("apiKeys.overlap")}
        options={OVERLAPS.map((id) => ({ id, label: t(`apiKeys.overlap.${id}`) }))}
        value={overlap}
        onChange={setOverlap}
      />
      {error !== undefined && <Problem>{errorText(error)}</Problem>}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t("action.cancel")}</Button>
        <Button variant="primary" isPending={isPending} onPress={() => void rotate()}>
          {t("apiKeys.rotate")}
        </Button>
      </div>
    </div>
  );
}
