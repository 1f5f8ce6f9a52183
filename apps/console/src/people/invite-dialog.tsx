import type { PersonView } from "@circuito/protocol";
import { Button, Callout, Chip, Dialog, Problem, Select, TagField, TextArea } from "@circuito/ui";
import { useState } from "react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useQueues } from "../workspace/queries.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { CopyLink } from "./copy-link.tsx";
import { type Invited, linkOf, peopleApi } from "./people-api.ts";
import { readInvited } from "./read-invited.ts";

interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** As many as the server takes at once. */
const INVITED_MAX = 200;

/** Names and addresses are pasted, each gets a link: shown this once, to be passed on. */
export function InviteDialog({ isOpen, onClose }: InviteDialogProps) {
  const t = useT();
  const { queries } = useWorkspace();
  const copy = useCopy();
  const queues = useQueues().data ?? [];
  const [text, setText] = useState("");
  const [role, setRole] = useState<PersonView["role"]>("agent");
  const [queueIds, setQueueIds] = useState<readonly string[]>([]);
  const [invited, setInvited] = useState<Invited>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const lines = readInvited(text);
  const people = lines.flatMap(({ name, email }) => (email === null ? [] : [{ name, email }]));
  const unread = lines.filter(({ email }) => email === null);

  async function invite(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      setInvited(await peopleApi.invite({ people, role, queueIds }));
      await queries.invalidateQueries({ queryKey: ["people"] });
      await queries.invalidateQueries({ queryKey: ["agents"] });
    } catch (error) {
      setProblem(adminErrorText(error));
    } finally {
      setBusy(false);
    }
  }

  function close(): void {
    setText("");
    setInvited(undefined);
    setProblem(undefined);
    onClose();
  }

  async function copyAll({ items }: Invited): Promise<void> {
    const all = items.flatMap((one) =>
      one.outcome === "invited" ? [`${one.name} <${one.email}> ${linkOf(one.token)}`] : [],
    );
    await copy(all.join("\n"), t("people.linksCopied", { count: all.length }));
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && close()}
      title={t(invited ? "people.invitedTitle" : "people.invite")}
      description={
        invited ? t("people.invitedText", { until: fullTime(invited.expiresAt) }) : undefined
      }
      closeLabel={t("action.close")}
      size="large"
      footer={
        invited ? (
          <>
            <Button onPress={() => void copyAll(invited)}>{t("people.copyAll")}</Button>
            <Button variant="primary" onPress={close}>
              {t("people.done")}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={close}>{t("action.cancel")}</Button>
            <Button
              variant="primary"
              isPending={isBusy}
              disabledReason={
                people.length === 0
                  ? t("people.needsAddress")
                  : people.length > INVITED_MAX
                    ? t("people.tooMany", { max: INVITED_MAX })
                    : undefined
              }
              onPress={() => void invite()}
            >
              {t("people.inviteCount", { count: people.length })}
            </Button>
          </>
        )
      }
    >
      {invited ? (
        <ul className="flex flex-col gap-3">
          {invited.items.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: answers stand in the order asked
            <li key={index}>
              {one.outcome === "invited" ? (
                <CopyLink label={`${one.name} · ${one.email}`} token={one.token} />
              ) : (
                <p className="flex flex-wrap items-center gap-2 text-13">
                  <span className="min-w-0 wrap-anywhere">{one.email}</span>
                  <Chip tone="warn">{t("people.taken")}</Chip>
                </p>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <div className="flex flex-col gap-4">
          {problem !== undefined && <Problem>{problem}</Problem>}
          <TextArea
            label={t("people.paste")}
            description={t("people.pasteText")}
            placeholder={"Ana Souza <ana@empresa.com.br>\nbruno@empresa.com.br"}
            value={text}
            onChange={setText}
            minRows={4}
            maxRows={10}
            autoFocus
          />
          {unread.length > 0 && (
            <Callout tone="warn">
              {t("people.unreadLines", {
                count: unread.length,
                first: unread[0]?.line.slice(0, 60) ?? "",
              })}
            </Callout>
          )}
          <div className="grid gap-4 min-[640px]:grid-cols-2">
            <Select
              label={t("people.role")}
              options={(["agent", "supervisor", "admin"] as const).map((id) => ({
                id,
                label: t(`people.role.${id}`),
                description: t(`people.roleText.${id}`),
              }))}
              value={role}
              placeholder=""
              onChange={setRole}
            />
            <TagField
              label={t("people.queues")}
              options={queues.map(({ id, name }) => ({ id, label: name }))}
              value={queueIds}
              onChange={setQueueIds}
              placeholder={t("people.chooseQueues")}
              emptyText={t("people.noSuchQueue")}
              removeLabel={(name) => t("people.removeQueue", { name })}
            />
          </div>
        </div>
      )}
    </Dialog>
  );
}
