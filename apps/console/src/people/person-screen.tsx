import type { PersonView } from "@circuito/protocol";
import { Button, Callout, NumberField, Select, TagField, TextField } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { KeyRound, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { useCalendars } from "../hours/hours-api.ts";
import { fullTime } from "../i18n/format.ts";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { AbsenceList } from "./absence-list.tsx";
import { CopyLink } from "./copy-link.tsx";
import { DisableDialog } from "./disable-dialog.tsx";
import { MembershipList } from "./membership-list.tsx";
import { peopleApi } from "./people-api.ts";
import { SessionList } from "./session-list.tsx";
import { SkillList } from "./skill-list.tsx";
import { PersonStateChip } from "./state-chip.tsx";

/** Somebody's profile: rights, queues, skills, how much they hold, when they are there, their devices. */
export function PersonScreen() {
  const t = useT();
  const { personId = "" } = useParams({ strict: false });
  const person = useQuery({
    queryKey: ["person", personId],
    enabled: useMe().role === "admin",
    queryFn: () => peopleApi.get(personId),
    retry: false,
  });
  if (person.data) return <Profile key={personId} person={person.data} />;
  return (
    <SettingsPage title={t("people.title")} back="/settings/people">
      <Loaded query={person} label={t("people.loading")}>
        {() => null}
      </Loaded>
    </SettingsPage>
  );
}

/** What is set here by one press of "Salvar". */
type ProfileForm = Pick<
  PersonView,
  | "name"
  | "email"
  | "role"
  | "capacity"
  | "channelLimits"
  | "skills"
  | "languages"
  | "shiftId"
  | "memberships"
>;

const formOf = (person: PersonView): ProfileForm => ({
  name: person.name,
  email: person.email,
  role: person.role,
  capacity: person.capacity,
  channelLimits: person.channelLimits,
  skills: person.skills,
  languages: person.languages,
  shiftId: person.shiftId,
  memberships: person.memberships,
});

const LANGUAGES = ["pt", "en", "es", "fr", "it", "de"];
const CHANNELS = ["webchat", "whatsapp", "email", "sms"];

function Profile({ person }: { readonly person: PersonView }) {
  const t = useT();
  const me = useMe();
  const { queries, toasts } = useWorkspace();
  const calendars = useCalendars().data ?? [];
  const [link, setLink] = useState<{ token: string; expiresAt: string }>();
  const [isDisabling, setDisabling] = useState(false);
  const edited = useEdited<ProfileForm>(formOf(person), save);
  const { draft, change } = edited;

  function show(next: PersonView): void {
    queries.setQueryData(["person", person.id], next);
    for (const key of ["people", "agents", "queue-settings", "calendar-uses"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  }

  async function save(form: ProfileForm): Promise<void> {
    show(
      await peopleApi.update(person.id, {
        ...form,
        name: form.name.trim(),
        email: form.email.trim(),
      }),
    );
    toasts.add({ text: t("people.saved", { name: form.name }), tone: "ok" });
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
  }

  const makeLink = () =>
    attempt(async () => {
      setLink(await peopleApi.makeLink(person.id));
      show(await peopleApi.get(person.id));
    });
  const enable = () =>
    attempt(async () => {
      show(await peopleApi.enable(person.id));
      toasts.add({ text: t("people.enabled", { name: person.name }), tone: "ok" });
    });

  const isMe = person.id === me.id;
  const isClosed = person.state === "disabled";
  const languageName = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  return (
    <SettingsPage
      title={person.name}
      back="/settings/people"
      state={<PersonStateChip person={person} />}
      actions={
        isClosed ? (
          <Button icon={<UserCheck />} onPress={() => void enable()}>
            {t("people.enable")}
          </Button>
        ) : (
          <>
            <Button icon={<KeyRound />} onPress={() => void makeLink()}>
              {t(person.state === "invited" ? "people.inviteAgain" : "people.resetPassword")}
            </Button>
            <Button
              variant="ghost"
              icon={<UserX />}
              disabledReason={isMe ? t("refusal.ownAccount") : undefined}
              onPress={() => setDisabling(true)}
            >
              {t("people.disable")}
            </Button>
          </>
        )
      }
    >
      {link && (
        <Callout tone="info" title={t("people.linkTitle")}>
          <div className="flex flex-col gap-2">
            <span>{t("people.linkText", { until: fullTime(link.expiresAt) })}</span>
            <CopyLink label={person.email} token={link.token} />
          </div>
        </Callout>
      )}
      {isClosed && <Callout tone="neutral">{t("people.disabledText")}</Callout>}
      <Section title={t("people.account")}>
        <div className="grid gap-4 min-[640px]:grid-cols-2">
          <TextField
            label={t("people.name")}
            value={draft.name}
            onChange={(name) => change({ name })}
            maxLength={120}
            isRequired
          />
          <TextField
            label={t("people.email")}
            type="email"
            value={draft.email}
            onChange={(email) => change({ email })}
            maxLength={254}
            isRequired
            error={edited.refusedAt("email-taken")}
          />
        </div>
        <Select
          label={t("people.role")}
          description={t(`people.roleText.${draft.role}`)}
          options={(["agent", "supervisor", "admin"] as const).map((id) => ({
            id,
            label: t(`people.role.${id}`),
            description: t(`people.roleText.${id}`),
          }))}
          value={draft.role}
          placeholder=""
          onChange={(role) => change({ role })}
          className="max-w-sm"
        />
      </Section>
      <Section title={t("people.queues")} text={t("people.queuesText")}>
        <MembershipList
          memberships={draft.memberships}
          onChange={(memberships) => change({ memberships: [...memberships] })}
        />
      </Section>
      <Section title={t("people.skills")} text={t("people.skillsText")}>
        <SkillList skills={draft.skills} onChange={(skills) => change({ skills })} />
        <TagField
          label={t("people.languages")}
          description={t("people.languagesText")}
          options={LANGUAGES.map((id) => ({ id, label: languageName.of(id) ?? id }))}
          value={draft.languages}
          onChange={(languages) => change({ languages: [...languages] })}
          placeholder={t("people.chooseLanguages")}
          emptyText={t("people.noSuchLanguage")}
          removeLabel={(name) => t("people.removeLanguage", { name })}
        />
      </Section>
      <Section title={t("people.capacity")} text={t("people.capacityText")}>
        <NumberField
          label={t("people.units")}
          value={draft.capacity}
          onChange={(capacity) => change({ capacity: capacity ?? 0 })}
          minValue={0}
          maxValue={1_000}
          step={0.5}
          className="max-w-60"
        />
        <div className="grid gap-4 min-[640px]:grid-cols-4">
          {CHANNELS.map((channel) => (
            <NumberField
              key={channel}
              label={t("people.limitOf", { channel: channelName(channel) })}
              value={draft.channelLimits[channel] ?? null}
              minValue={0}
              maxValue={1_000}
              onChange={(limit) => {
                const { [channel]: _before, ...rest } = draft.channelLimits;
                change({ channelLimits: limit === null ? rest : { ...rest, [channel]: limit } });
              }}
            />
          ))}
        </div>
      </Section>
      <Section title={t("people.shift")} text={t("people.shiftText")}>
        <Select
          label={t("people.shiftCalendar")}
          options={[
            { id: "", label: t("people.noShift") },
            ...calendars.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={draft.shiftId ?? ""}
          placeholder=""
          onChange={(id) => change({ shiftId: id === "" ? null : id })}
          className="max-w-sm"
        />
      </Section>
      {!isClosed && (
        <Section title={t("people.absences")} text={t("people.absencesText")}>
          <AbsenceList person={person} onChanged={show} />
        </Section>
      )}
      <Section title={t("people.sessions")} text={t("people.sessionsText")}>
        <SessionList
          queryKey={["sessions", person.id]}
          load={() => peopleApi.listSessions(person.id)}
          endAll={() => peopleApi.endSessions(person.id)}
        />
      </Section>
      <EditedFoot edited={edited} />
      <DisableDialog
        person={person}
        isOpen={isDisabling}
        onClose={() => setDisabling(false)}
        onDone={show}
      />
    </SettingsPage>
  );
}
