import type { ListedContactView } from "@circuito/protocol";
import {
  Avatar,
  Button,
  ChannelGlyph,
  Chip,
  ComboBox,
  EmptyState,
  SearchField,
  Select,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ContactRound } from "lucide-react";
import { useEffect } from "react";
import { listTime } from "../i18n/format.ts";
import { channelGlyph, channelName, channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useTyped } from "../search/use-typed.ts";
import { Loaded } from "../settings/loaded.tsx";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { PANE_IDS } from "../workspace/panes.ts";
import { useInboxes } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { addressesOf, calledOf } from "./called.ts";
import { type ContactsSearch, readContactsSearch } from "./contacts-search.ts";
import { useContacts, useSegments } from "./use-contacts.ts";

/** No channel in particular. */
const ANY = "any";

/** Contatos: everybody who ever wrote, found by name, address, channel or segment. */
export function ContactsScreen() {
  const t = useT();
  const navigate = useNavigate();
  const search = readContactsSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const query = useContacts(search);
  const go = (change: Partial<Record<keyof ContactsSearch, string | undefined>>) =>
    void navigate({
      to: "/contacts",
      search: readContactsSearch({ ...search, ...change }),
      replace: true,
    });
  useEffect(() => {
    document.title = `${t("nav.contacts")} · Circuito`;
  }, [t]);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <div
      id={PANE_IDS.list}
      tabIndex={-1}
      className="h-full min-w-0 overflow-y-auto bg-surface outline-none"
    >
      <div className="mx-auto flex min-h-full w-full max-w-5xl flex-col gap-4 px-6 py-6 max-[479px]:px-3">
        <header className="flex flex-col gap-1">
          <div className="flex items-center gap-2">
            <NavigationButton />
            <h1 className="text-20">{t("nav.contacts")}</h1>
          </div>
          <p className="text-13 text-fg-2">{t("contacts.intro")}</p>
        </header>
        <Filters search={search} onChange={go} />
        <Loaded query={query} label={t("contacts.loading")}>
          {({ pages }) => (
            <>
              <Contacts
                rows={pages.flatMap(({ items }) => items)}
                isFiltered={isFiltered}
                onClear={() => void navigate({ to: "/contacts", search: {}, replace: true })}
              />
              {query.hasNextPage && (
                <Button
                  className="self-center"
                  isPending={query.isFetchingNextPage}
                  onPress={() => void query.fetchNextPage()}
                >
                  {t("contacts.more")}
                </Button>
              )}
            </>
          )}
        </Loaded>
      </div>
    </div>
  );
}

interface FiltersProps {
  readonly search: ContactsSearch;
  readonly onChange: (change: Partial<Record<keyof ContactsSearch, string | undefined>>) => void;
}

function Filters({ search, onChange }: FiltersProps) {
  const t = useT();
  const [typed, setTyped] = useTyped(search.q ?? "", (q) => onChange({ q }));
  const inboxes = useInboxes().data ?? [];
  const segments = useSegments().data ?? [];
  const channels = [...new Set(inboxes.map(({ channel }) => channel))];
  const options = (known: readonly string[], chosen: string | undefined) =>
    chosen === undefined || known.includes(chosen) ? known : [chosen, ...known];
  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField
        label={t("contacts.search")}
        placeholder={t("contacts.search")}
        clearLabel={t("action.clear")}
        value={typed}
        onChange={setTyped}
        onSubmit={(q) => onChange({ q })}
        className="min-w-60 grow"
      />
      <Select
        label={t("contacts.channel")}
        isLabelHidden
        placeholder={t("contacts.anyChannel")}
        options={[
          { id: ANY, label: t("contacts.anyChannel") },
          ...options(channels, search.channel).map((id) => ({ id, label: channelTitle(id) })),
        ]}
        value={search.channel ?? ANY}
        onChange={(channel) => onChange({ channel: channel === ANY ? undefined : channel })}
        className="w-48 max-[479px]:grow"
      />
      {options(segments, search.segment).length > 0 && (
        <ComboBox
          label={t("contacts.segment")}
          isLabelHidden
          placeholder={t("contacts.anySegment")}
          emptyText={t("contacts.noSegment")}
          options={options(segments, search.segment).map((id) => ({ id, label: id }))}
          value={search.segment ?? null}
          onChange={(segment) => onChange({ segment: segment ?? undefined })}
          className="w-48 max-[479px]:grow"
        />
      )}
    </search>
  );
}

interface ContactsProps {
  readonly rows: readonly ListedContactView[];
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

function Contacts({ rows, isFiltered, onClear }: ContactsProps) {
  const t = useT();
  const now = useNow();
  const navigate = useNavigate();
  const columns: readonly TableColumn<ListedContactView>[] = [
    {
      id: "name",
      label: t("contacts.name"),
      isRowHeader: true,
      cell: (contact) => <Who contact={contact} />,
    },
    {
      id: "addresses",
      label: t("contacts.addresses"),
      isSecondary: true,
      cell: (contact) => <Addresses contact={contact} />,
    },
    {
      id: "channels",
      label: t("contacts.channels"),
      isSecondary: true,
      cell: ({ channels }) => (
        <span className="flex gap-1.5 text-fg-2 [&_.glyph]:size-4">
          {channels.map((channel) => (
            <ChannelGlyph
              key={channel}
              channel={channelGlyph(channel)}
              label={channelName(channel)}
            />
          ))}
        </span>
      ),
    },
    {
      id: "open",
      label: t("contacts.open"),
      align: "end",
      cell: ({ openCount }) => (
        <span className={openCount === 0 ? "text-fg-3" : "font-medium"}>{openCount}</span>
      ),
    },
    {
      id: "last",
      label: t("contacts.lastContact"),
      align: "end",
      cell: ({ lastContactAt }) => (
        <span className="whitespace-nowrap text-fg-2">
          {lastContactAt === null ? t("contacts.never") : listTime(lastContactAt, now)}
        </span>
      ),
    },
  ];
  return (
    <Table
      label={t("nav.contacts")}
      columns={columns}
      rows={rows}
      nameOf={calledOf}
      onOpen={(id) => void navigate({ to: "/contacts/$contactId", params: { contactId: id } })}
      emptyState={
        isFiltered ? (
          <EmptyState
            icon={<ContactRound />}
            title={t("contacts.noneFound")}
            action={<Button onPress={onClear}>{t("contacts.clear")}</Button>}
          />
        ) : (
          <EmptyState icon={<ContactRound />} title={t("contacts.none")}>
            {t("contacts.noneText")}
          </EmptyState>
        )
      }
    />
  );
}

function Who({ contact }: { readonly contact: ListedContactView }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={calledOf(contact)} />
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <span className="min-w-0 wrap-anywhere">{calledOf(contact)}</span>
        {contact.segments.slice(0, SEGMENTS_SHOWN_MAX).map((segment) => (
          <Chip key={segment} tone="accent">
            {segment}
          </Chip>
        ))}
      </span>
    </span>
  );
}

/** More would make a row taller than its neighbours. */
const SEGMENTS_SHOWN_MAX = 2;

/** One address, and how many more there are; who is called by theirs has it in the name. */
function Addresses({ contact }: { readonly contact: ListedContactView }) {
  const t = useT();
  const [first, ...more] = addressesOf(contact);
  if (first === undefined || first === calledOf(contact)) return null;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-fg-2">
      <span className="truncate">{first}</span>
      {more.length > 0 && (
        <span className="flex-none text-12 text-fg-3" title={more.join(", ")}>
          {t("contacts.moreAddresses", { count: more.length })}
        </span>
      )}
    </span>
  );
}
