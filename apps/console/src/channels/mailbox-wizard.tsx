import { Button, Callout, Checkbox, RadioGroup, TextField } from "@circuito/ui";
import { TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { api } from "../api/client.ts";
import type { MailboxCandidate, MailboxTestEvent } from "../api/mailbox-setup.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";
import { LoginFields, ServerFields } from "./mailbox-fields.tsx";
import {
  blankForm,
  fillFrom,
  type MailboxForm,
  missingFields,
  settingsOf,
} from "./mailbox-settings.ts";
import { runMailboxTest } from "./mailbox-test-run.ts";
import { TestSteps } from "./test-steps.tsx";

interface MailboxWizardProps {
  readonly address: string;
  readonly candidates: readonly MailboxCandidate[];
  readonly onDone: () => void;
}

const BY_HAND = "by-hand";

/** What was found, what is missing, whether it works; then it becomes an inbox. */
export function MailboxWizard({ address, candidates, onDone }: MailboxWizardProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const first = candidates[0];
  const [choice, setChoice] = useState(first === undefined ? BY_HAND : "0");
  const [form, setForm] = useState<MailboxForm>(() =>
    first === undefined ? blankForm(address) : fillFrom(first, blankForm(address)),
  );
  const [isConfirmed, setConfirmed] = useState(false);
  const [asksMissing, setAsksMissing] = useState(false);
  const [events, setEvents] = useState<readonly MailboxTestEvent[]>([]);
  const [isTesting, setTesting] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const offline = useIsOnline() ? undefined : t("problem.needsConnection");

  const candidate = candidates[Number(choice)];
  const missing = asksMissing ? missingFields(form) : [];
  const mustConfirm = candidate?.needsConfirmation === true && !isConfirmed;
  const outcome = events.findLast((event) => event.kind === "finished")?.outcome;

  /** What was tried is not what stands there now. */
  function change(part: Partial<MailboxForm>) {
    setForm((held) => ({ ...held, ...part }));
    setEvents([]);
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
    setAsksMissing(true);
    if (missingFields(form).length > 0 || mustConfirm) return;
    setTesting(true);
    setProblem(null);
    setEvents([]);
    abort.current = new AbortController();
    try {
      await runMailboxTest(
        settingsOf(form),
        (event) => setEvents((held) => [...held, event]),
        abort.current.signal,
      );
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setTesting(false);
    }
  }

  async function save() {
    setAsksMissing(true);
    if (missingFields(form).length > 0 || mustConfirm) return;
    setSaving(true);
    setProblem(null);
    try {
      const name = form.displayName.trim() || address;
      await api.createInbox({ name, channel: "email", settings: settingsOf(form) });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      toasts.add({ text: t("mailbox.created", { address }) });
      onDone();
    } catch (error) {
      setProblem(errorText(error));
      setSaving(false);
    }
  }

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
      <LoginFields form={form} missing={missing} onChange={change} />
      <ServerFields form={form} missing={missing} isByHand={choice === BY_HAND} onChange={change} />
      {missing.includes("direction") && (
        <p className="text-12 text-danger-text">{t("mailbox.needsDirection")}</p>
      )}
      {events.length > 0 && (
        <TestSteps
          events={events}
          onTrust={(half, certificate) =>
            change(
              half === "imap"
                ? { imap: { ...form.imap, certificate } }
                : { smtp: { ...form.smtp, certificate } },
            )
          }
        />
      )}
      <div role="status">
        {outcome === "ok" && <Callout tone="ok">{t("mailbox.works")}</Callout>}
        {outcome === "failed" && <Callout tone="danger">{t("mailbox.fails")}</Callout>}
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          variant={outcome === "ok" ? "secondary" : "primary"}
          isPending={isTesting}
          disabledReason={offline ?? (mustConfirm ? t("mailbox.confirmFirst") : undefined)}
          onPress={() => void tryIt()}
        >
          {t("mailbox.test")}
        </Button>
        <Button
          variant={outcome === "ok" ? "primary" : "secondary"}
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
