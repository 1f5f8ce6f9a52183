import type { AgentRole } from "@circuito/protocol";
import { Button, Dialog, Problem, RadioGroup, Select, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { installationApi, type NewApiKey } from "./installation-api.ts";

interface NewKeyDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMade: (made: NewApiKey) => void;
}

const ROLES = ["agent", "supervisor", "admin"] as const satisfies AgentRole[];
const LIVES = ["30", "90", "365", "never"] as const;

/** Name, rights and life of a new key: the least rights, and a year at most, unless one says so. */
export function NewKeyDialog({ isOpen, onClose, onMade }: NewKeyDialogProps) {
  const t = useT();
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && onClose()}
      title={t("apiKeys.add")}
      closeLabel={t("action.close")}
    >
      <NewKeyForm onClose={onClose} onMade={onMade} />
    </Dialog>
  );
}

function NewKeyForm({ onClose, onMade }: Omit<NewKeyDialogProps, "isOpen">) {
  const t = useT();
  const [name, setName] = useState("");
  const [role, setRole] = useState<AgentRole>("agent");
  const [life, setLife] = useState<(typeof LIVES)[number]>("365");
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  async function make(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "") return;
    setPending(true);
    setError(undefined);
    try {
      onMade(
        await installationApi.createApiKey({
          name: name.trim(),
          role,
          ...(life !== "never" && { expiresInDays: Number(life) }),
        }),
      );
    } catch (refused) {
      setError(refused);
      setPending(false);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void make(event)} className="flex flex-col gap-4 pb-4">
      <TextField
        autoFocus
        label={t("apiKeys.name")}
        description={t("apiKeys.nameText")}
        isRequired
        maxLength={120}
        autoComplete="off"
        value={name}
        onChange={setName}
        error={isTried && name.trim() === "" ? t("apiKeys.nameMissing") : undefined}
      />
      <RadioGroup
        label={t("apiKeys.role")}
        options={ROLES.map((id) => ({
          id,
          label: t(`apiKeys.role.${id}`),
          description: t(`apiKeys.roleText.${id}`),
        }))}
        value={role}
        onChange={setRole}
      />
      <Select
        label={t("apiKeys.life")}
        placeholder=""
        options={LIVES.map((id) => ({ id, label: t(`apiKeys.life.${id}`) }))}
        value={life}
        onChange={setLife}
      />
      {error !== undefined && <Problem>{errorText(error)}</Problem>}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t("action.cancel")}</Button>
        <Button variant="primary" type="submit" isPending={isPending}>
          {t("apiKeys.make")}
        </Button>
      </div>
    </form>
  );
}
