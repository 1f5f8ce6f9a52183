import { Button, Callout, Checkbox, ProblemLine, RadioGroup, TextField } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import type { MailboxCandidate } from "../../api/mailbox-setup.ts";
import { type Translate, useT } from "../../i18n/translate.ts";
import { useScreenKeys } from "../../settings/use-screen-keys.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { useIsOnline, useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { LoginFields, ServerFields } from "./mailbox-fields.tsx";
import { blankForm, fillFrom, type MailboxForm } from "./mailbox-form.ts";
import { mistakesIn, settingsOf } from "./mailbox-settings.ts";
import { TestReport } from "./test-report.tsx";
import { useMailboxTest } from "./use-mailbox-test.ts";

interface MailboxWizardProps {
  readonly address: string;
  readonly candidates: readonly MailboxCandidate[];
}

const BY_HAND = "by-hand";
const NEXT_KEYS = ["Ctrl", "Enter"] as const;

/** What was found, what is missing, whether it works; then it becomes an inbox. */
export function MailboxWizard({ address, candidates }: MailboxWizardProps) {
  const t = useT();
  const navigate = useNavigate();
  const { queries, toasts } = useWorkspace();
  const first = candidates[0];
  const [choice, setChoice] = useState(first === undefined ? BY_HAND : "0");
  const [form, setForm] = useState<MailboxForm>(() =>
    first === undefined ? blankForm(address) : fillFrom(first, blankForm(address)),
  );
  const [isConfirmed, setConfirmed] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const test = useMailboxTest();
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const offline = useIsOnline() ? undefined : t("problem.needsConnection");

  const candidate = candidates[Number(choice)];
  const mistakes = isChecked ? mistakesIn(form) : {};
  const mustConfirm = candidate?.needsConfirmation === true && !isConfirmed;
  const { outcome } = test;

  function change(part: Partial<MailboxForm>) {
    setForm((held) => ({ ...held, ...part }));
    test.forget();
  }

  /** From now on mistakes are told. @returns whether there are none */
  function check(): boolean {
    setChecked(true);
    return Object.keys(mistakesIn(form)).length === 0 && !mustConfirm;
  }

  function choose(id: string) {
    setChoice(id);
    setConfirmed(false);
    const chosen = candidates[Number(id)];
    const { password, displayName } = form;
    const blank = { ...blankForm(address), password, displayName };
    change(chosen === undefined ? blank : fillFrom(chosen, blank));
  }

  async function tryIt() {
    setProblem(null);
    if (check()) await test.run({ settings: settingsOf(form) });
  }

  const save = useUnsavedForm(form, async () => {
    if (!check()) return undefined;
    if (outcome === undefined) {
      setProblem(t("mailbox.testFirst"));
      return undefined;
    }
    setSaving(true);
    setProblem(null);
    try {
      const name = form.displayName.trim() || address;
      const { id } = await api.createInbox({ name, channel: "email", settings: settingsOf(form) });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      toasts.add({ text: t("mailbox.created", { address }) });
      await navigate({
        to: "/settings/channels/email/$inboxId",
        params: { inboxId: id },
        ignoreBlocker: true,
      });
      return form;
    } catch (error) {
      setProblem(channelErrorText(error));
      setSaving(false);
      return undefined;
    }
  });

  const isReady = outcome === "ok";
  useScreenKeys({
    tryOut: () => {
      if (offline !== undefined || test.isTesting || isSaving) return;
      void (isReady ? save() : tryIt());
    },
  });

  return (
    <div className="flex flex-col gap-5">
      {candidates.length === 0 ? (
        <Callout tone="neutral">{t("mailbox.nothingFound")}</Callout>
      ) : (
        <RadioGroup
          label={t("mailbox.found")}
          value={choice}
          onChange={choose}
          options={[
            ...candidates.map((found, place) => ({
              id: String(place),
              label: found.provider,
              description: described(found, t),
            })),
            { id: BY_HAND, label: t("mailbox.byHand"), description: t("mailbox.byHandText") },
          ]}
        />
      )}
      {candidate?.needsConfirmation && (
        <Callout tone="warn" icon={<TriangleAlert />} title={t("mailbox.elsewhereTitle")}>
          <p className="pb-2">
            {t("mailbox.elsewhere", {
              hosts: [candidate.imap?.host, candidate.smtp?.host].filter(Boolean).join(", "),
              from: candidate.from,
            })}
          </p>
          <Checkbox isSelected={isConfirmed} onChange={setConfirmed}>
            {t("mailbox.confirm")}
          </Checkbox>
        </Callout>
      )}
      <TextField
        label={t("mailbox.displayName")}
        description={t("mailbox.displayNameText")}
        autoComplete="organization"
        value={form.displayName}
        onChange={(displayName) => change({ displayName })}
      />
      <LoginFields form={form} mistakes={mistakes} onChange={change} />
      <ServerFields
        form={form}
        mistakes={mistakes}
        isByHand={choice === BY_HAND}
        onChange={change}
      />
      {mistakes.direction !== undefined && <ProblemLine>{t("mailbox.needsDirection")}</ProblemLine>}
      <TestReport test={test} form={form} onChange={change} problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant={isReady ? "secondary" : "primary"}
          keys={isReady ? undefined : NEXT_KEYS}
          isPending={test.isTesting}
          disabledReason={offline ?? (mustConfirm ? t("mailbox.confirmFirst") : undefined)}
          onPress={() => void tryIt()}
        >
          {t("mailbox.test")}
        </Button>
        <Button
          variant={isReady ? "primary" : "secondary"}
          keys={isReady ? NEXT_KEYS : undefined}
          isPending={isSaving}
          disabledReason={offline ?? (outcome === undefined ? t("mailbox.testFirst") : undefined)}
          onPress={() => void save()}
        >
          {outcome === "failed" ? t("mailbox.createAnyway") : t("mailbox.create")}
        </Button>
      </div>
    </div>
  );
}

function described({ imap, smtp, from }: MailboxCandidate, t: Translate): string {
  const halves = [
    imap !== null && `IMAP ${imap.host}:${imap.port}`,
    smtp !== null && `SMTP ${smtp.host}:${smtp.port}`,
  ];
  return `${halves.filter(Boolean).join(" · ")} · ${t("mailbox.saidBy", { from })}`;
}
