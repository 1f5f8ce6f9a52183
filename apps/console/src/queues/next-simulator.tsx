import type { WhoWouldServe } from "@circuito/protocol";
import { Button, Chip, Problem, Select, TextField } from "@circuito/ui";
import { useState } from "react";
import { channelTitle, reasonText } from "../i18n/labels.ts";
import { type MessageId, useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { type AskedNext, queuesApi } from "./queues-api.ts";

const CHANNELS = ["webchat", "whatsapp", "email", "sms", "form"];

interface NextSimulatorProps {
  readonly queueId: string;
  /** What is not saved does not count yet. */
  readonly isDirty: boolean;
}

/** Who would get the next one, and the reason for or against everybody; nothing is done. */
export function NextSimulator({ queueId, isDirty }: NextSimulatorProps) {
  const t = useT();
  const [channel, setChannel] = useState("webchat");
  const [skill, setSkill] = useState("");
  const [skillLevel, setSkillLevel] = useState("3");
  const [language, setLanguage] = useState("");
  const [result, setResult] = useState<WhoWouldServe>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function ask(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const asked: AskedNext = {
      channel,
      skills: skill.trim() === "" ? {} : { [skill.trim()]: Number(skillLevel) },
      language: language.trim() === "" ? null : language.trim(),
    };
    try {
      setResult(await queuesApi.whoWouldServe(queueId, asked));
    } catch (error) {
      setResult(undefined);
      setProblem(adminErrorText(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t("queues.channel")}
          options={CHANNELS.map((id) => ({ id, label: channelTitle(id) }))}
          value={channel}
          placeholder=""
          onChange={setChannel}
          className="w-40"
        />
        <TextField
          label={t("queues.skillAsked")}
          value={skill}
          onChange={setSkill}
          placeholder={t("queues.none2")}
          className="w-40"
        />
        {skill.trim() !== "" && (
          <Select
            label={t("queues.skillLevel")}
            options={["1", "2", "3", "4", "5"].map((id) => ({ id, label: id }))}
            value={skillLevel}
            placeholder=""
            onChange={setSkillLevel}
            className="w-24"
          />
        )}
        <TextField
          label={t("queues.languageAsked")}
          value={language}
          onChange={setLanguage}
          placeholder="pt-BR"
          className="w-28"
        />
        <Button isPending={isBusy} onPress={() => void ask()}>
          {t("queues.simulate")}
        </Button>
      </div>
      {isDirty && <p className="text-12 text-fg-2">{t("queues.simulatesSaved")}</p>}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <div role="status">{result && <Result result={result} />}</div>
    </>
  );
}

function Result({ result }: { readonly result: WhoWouldServe }) {
  const t = useT();
  const chosen = result.candidates.find(({ agentId }) => agentId === result.agentId);
  return (
    <div className="flex flex-col gap-2 rounded-pane border border-line p-3">
      <p className="text-13">
        {chosen ? (
          <>
            <strong className="font-semibold">{chosen.name}</strong>
            {`: ${reasonText(result.because)}`}
            {result.offerSeconds !== null &&
              ` · ${t("queues.wouldBeOffered", { seconds: result.offerSeconds })}`}
          </>
        ) : (
          t(NOBODY[result.because] ?? "queues.nobody.nobody-available")
        )}
      </p>
      <ul className="flex flex-col divide-y divide-line-subtle">
        {result.candidates.map(({ agentId, name, because, load, capacity }) => (
          <li key={agentId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-13">
            <span className="min-w-0 grow wrap-anywhere">{name}</span>
            <span className="text-12 text-fg-2 tabular-nums">
              {t("queues.loadOf", { load, capacity })}
            </span>
            <Chip tone={agentId === result.agentId ? "ok" : "neutral"}>
              {t(CANDIDATE[because] ?? "queues.candidate.eligible")}
            </Chip>
          </li>
        ))}
      </ul>
    </div>
  );
}

const NOBODY: Readonly<Record<string, MessageId>> = {
  "manual-queue": "queues.nobody.manual-queue",
  "held-for-previous-agent": "queues.nobody.held-for-previous-agent",
  "everyone-full": "queues.nobody.everyone-full",
  "nobody-fits": "queues.nobody.nobody-fits",
  "nobody-available": "queues.nobody.nobody-available",
};

const CANDIDATE: Readonly<Record<string, MessageId>> = {
  eligible: "queues.candidate.eligible",
  "not-available": "queues.candidate.not-available",
  unreachable: "queues.candidate.unreachable",
  "lacks-skill": "queues.candidate.lacks-skill",
  "other-language": "queues.candidate.other-language",
  "at-capacity": "queues.candidate.at-capacity",
  "channel-limit": "queues.candidate.channel-limit",
};
