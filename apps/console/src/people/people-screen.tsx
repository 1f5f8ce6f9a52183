import type { PersonView } from "@circuito/protocol";
import {
  Avatar,
  Button,
  EmptyState,
  SearchField,
  SegmentedControl,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useQueues } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { usePeople } from "./people-api.ts";
import { PersonStateChip } from "./state-chip.tsx";

type Shown = PersonView["state"];

/** Pessoas: who may log in, with what rights, and what they serve. */
export function PeopleScreen() {
  const t = useT();
  const now = useNow();
  const router = useRouter();
  const people = usePeople();
  const queues = useQueues().data ?? [];
  const [shown, setShown] = useState<Shown>("active");
  const [typed, setTyped] = useState("");
  const [isInviting, setInviting] = useState(false);
  const queueName = (id: string) => queues.find((queue) => queue.id === id)?.name;
  const invite = (
    <Button variant="primary" icon={<UserPlus />} onPress={() => setInviting(true)}>
      {t("people.invite")}
    </Button>
  );
  const columns: readonly TableColumn<PersonView>[] = [
    {
      id: "name",
      label: t("people.name"),
      isRowHeader: true,
      isFlexible: true,
      cell: ({ name, email, role }) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={name} />
          <span className="flex min-w-0 flex-col">
            <span className="truncate">{name}</span>
            <span className="truncate text-12 text-fg-2">
              <span className="@min-[640px]:hidden">{t(`people.role.${role}`)} · </span>
              {email}
            </span>
          </span>
        </span>
      ),
    },
    {
      id: "role",
      label: t("people.role"),
      isSecondary: true,
      cell: ({ role }) => <span className="whitespace-nowrap">{t(`people.role.${role}`)}</span>,
    },
    {
      id: "queues",
      label: t("people.queues"),
      isSecondary: true,
      cell: ({ memberships }) => (
        <span className="line-clamp-2 min-w-40 text-fg-2">
          {memberships.flatMap(({ queueId }) => queueName(queueId) ?? []).join(", ") ||
            t("people.noQueues")}
        </span>
      ),
    },
    {
      id: "state",
      label: t("people.state"),
      cell: (person) => <PersonStateChip person={person} />,
    },
    {
      id: "seen",
      label: t("people.lastSeen"),
      isSecondary: true,
      align: "end",
      cell: ({ lastSeenAt }) => (
        <span className="text-fg-2">
          {lastSeenAt === null ? t("people.neverSeen") : listTime(lastSeenAt, now)}
        </span>
      ),
    },
  ];
  return (
    <SettingsPage title={t("people.title")} intro={t("people.intro")} actions={invite}>
      <Loaded query={people} label={t("people.loading")}>
        {(items) => {
          const of = (state: Shown) => items.filter((person) => person.state === state);
          const words = plain(typed);
          const rows = of(shown).filter(({ name, email }) =>
            plain(`${name} ${email}`).includes(words),
          );
          return (
            <>
              <div className="flex flex-wrap items-center gap-3">
                <SegmentedControl<Shown>
                  label={t("people.state")}
                  segments={(["active", "invited", "disabled"] as const).map((id) => ({
                    id,
                    label: t(`people.shown.${id}`, { count: of(id).length }),
                  }))}
                  value={shown}
                  onChange={setShown}
                />
                <SearchField
                  label={t("people.search")}
                  placeholder={t("people.search")}
                  clearLabel={t("action.clear")}
                  value={typed}
                  onChange={setTyped}
                  className="min-w-48 grow"
                />
              </div>
              <Table
                label={t("people.title")}
                columns={columns}
                rows={rows}
                nameOf={({ name }) => name}
                onOpen={(id) => void router.navigate({ href: `/settings/people/${id}` })}
                emptyState={
                  <EmptyState
                    icon={<Users />}
                    title={t(typed === "" ? `people.none.${shown}` : "people.noneFound")}
                    action={shown === "disabled" ? undefined : invite}
                  />
                }
              />
            </>
          );
        }}
      </Loaded>
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
    </SettingsPage>
  );
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
