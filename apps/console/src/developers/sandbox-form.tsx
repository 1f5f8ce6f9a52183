import type { SandboxBody } from "@circuito/protocol";
import { newId } from "@circuito/realtime";
import { Button, Checkbox, Problem, SegmentedControl, TextArea, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { writeInSandbox } from "./sandbox-api.ts";
import type { Said } from "./sandbox-result.tsx";

interface SandboxFormProps {
  readonly inboxId: string;
  readonly onSaid: (said: Said) => void;
}

interface Draft {
  readonly kind: SandboxBody["kind"];
  readonly from: string;
  readonly name: string;
  readonly text: string;
  readonly externalId: string;
  /** The next one has the same id: as a provider that sends again what it got no answer for. */
  readonly repeats: boolean;
  /** Authentic, and no message. */
  readonly body: string;
}

const newExternalId = () => `sandbox-${newId()}`;

/** Who writes, what, and under which id. */
export function SandboxForm({ inboxId, onSaid }: SandboxFormProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const [draft, setDraft] = useState<Draft>(() => ({
    kind: "message",
    from: "ana",
    name: "Ana Souza",
    text: t("developers.sampleText"),
    externalId: newExternalId(),
    repeats: false,
    body: '{"id": 7, "from":',
  }));
  const [isTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const change = (part: Partial<Draft>) => setDraft((held) => ({ ...held, ...part }));
  const isMessage = draft.kind === "message";
  const missing = (text: string) =>
    isTried && text.trim() === "" ? t("developers.missing") : undefined;

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    const needed = isMessage ? [draft.from, draft.externalId] : [draft.body];
    if (isSending || needed.some((text) => text.trim() === "")) return;
    setSending(true);
    setProblem(undefined);
    try {
      const answer = await writeInSandbox(inboxId, bodyOf(draft));
      onSaid({ inboxId, at: Date.now(), text: isMessage ? draft.text : draft.body, answer });
      if (!draft.repeats) change({ externalId: newExternalId() });
      setTried(false);
    } catch (error) {
      setProblem(adminErrorText(error));
    } finally {
      setSending(false);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
      <SegmentedControl
        label={t("developers.kind")}
        segments={[
          { id: "message", label: t("developers.kind.message") },
          { id: "malformed", label: t("developers.kind.malformed") },
        ]}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
      />
      {isMessage ? (
        <>
          <div className="grid gap-4 min-[680px]:grid-cols-2">
            <TextField
              label={t("developers.from")}
              description={t("developers.fromText")}
              isRequired
              autoComplete="off"
              maxLength={64}
              value={draft.from}
              onChange={(from) => change({ from })}
              error={missing(draft.from)}
            />
            <TextField
              label={t("developers.name")}
              description={t("developers.nameText")}
              autoComplete="off"
              maxLength={120}
              value={draft.name}
              onChange={(name) => change({ name })}
            />
          </div>
          <TextArea
            label={t("developers.text")}
            maxLength={4_000}
            value={draft.text}
            onChange={(text) => change({ text })}
          />
          <TextField
            label={t("developers.externalId")}
            description={t("developers.externalIdText")}
            isRequired
            autoComplete="off"
            maxLength={120}
            value={draft.externalId}
            onChange={(externalId) => change({ externalId })}
            error={missing(draft.externalId)}
          />
          <Checkbox isSelected={draft.repeats} onChange={(repeats) => change({ repeats })}>
            {t("developers.repeat")}
          </Checkbox>
        </>
      ) : (
        <TextArea
          label={t("developers.malformedBody")}
          description={t("developers.malformedText")}
          maxLength={4_000}
          value={draft.body}
          onChange={(body) => change({ body })}
          error={missing(draft.body)}
        />
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <div>
        <Button
          variant="primary"
          type="submit"
          isPending={isSending}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
        >
          {t("developers.send")}
        </Button>
      </div>
    </form>
  );
}

function bodyOf(draft: Draft): SandboxBody {
  const { kind, body } = draft;
  if (kind === "malformed") return { kind, body };
  const name = draft.name.trim();
  return {
    kind,
    externalId: draft.externalId.trim(),
    from: draft.from.trim(),
    ...(name !== "" && { name }),
    text: draft.text,
  };
}
