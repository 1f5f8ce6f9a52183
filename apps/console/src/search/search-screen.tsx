import { Button, Chip, EmptyState, IconButton, SearchField, Tabs } from "@circuito/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search, X } from "lucide-react";
import { useEffect } from "react";
import { api } from "../api/client.ts";
import { type MessageId, useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { ContactHits, ConversationHits, MessageHits } from "./hits.tsx";
import { protocolIn, withoutOperators } from "./read-search.ts";
import { readSearchPlace, SEARCH_TABS, type SearchTab } from "./search-place.ts";
import { type Asked, useAsked } from "./use-search.ts";
import { useTyped } from "./use-typed.ts";

/** Everything that was ever said, by whom and to whom: words, operators, and where each hit stands. */
export function SearchScreen() {
  const t = useT();
  const navigate = useNavigate();
  const place = readSearchPlace(useSearch({ strict: false }) as Record<string, unknown>);
  const { q = "", tab = "messages" } = place;
  const go = (text: string, next: SearchTab = tab) =>
    void navigate({
      to: "/search",
      search: readSearchPlace({ q: text, tab: next }),
      replace: true,
    });
  const [typed, setTyped] = useTyped(q, go);
  useOpenProtocol(q);
  const asked = useAsked(q);

  return (
    <section aria-label={t("search.title")} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="mx-auto w-full max-w-3xl flex-none px-4 pt-4">
        <div className="flex items-center gap-2 pb-3">
          <NavigationButton />
          <h1 className="text-16">{t("search.title")}</h1>
        </div>
        <SearchField
          label={t("search.field")}
          placeholder={t("search.placeholder")}
          clearLabel={t("action.clear")}
          autoFocus
          value={typed}
          onChange={setTyped}
          onSubmit={() => go(typed)}
        />
        <Operators
          asked={asked}
          onAdd={(operator) => setTyped(`${typed.trim()} ${operator}`.trimStart())}
          onRemove={(operator) => go(withoutOperators(q, [operator]))}
        />
      </header>
      <Tabs
        label={t("search.kinds")}
        tabs={SEARCH_TABS.map((id) => ({ id, label: t(`search.tab.${id}`) }))}
        value={tab}
        onChange={(next) => go(typed, next)}
        className="grow [&>[role=tablist]]:mx-auto [&>[role=tablist]]:w-full [&>[role=tablist]]:max-w-3xl"
      >
        <div className="min-h-0 grow overflow-y-auto">
          <div className="mx-auto w-full max-w-3xl pb-6">
            <Results tab={tab} asked={asked} />
          </div>
        </div>
      </Tabs>
    </section>
  );
}

function Results({ tab, asked }: { readonly tab: SearchTab; readonly asked: Asked }) {
  const t = useT();
  const { words, filter } = asked;
  const isEnough =
    words !== "" || (tab === "conversations" && (filter.queueId ?? filter.protocol) !== undefined);
  if (!isEnough) {
    return (
      <EmptyState icon={<Search />} title={t("search.start")}>
        {t("search.startText")}
      </EmptyState>
    );
  }
  switch (tab) {
    case "messages":
      return <MessageHits asked={asked} />;
    case "conversations":
      return <ConversationHits asked={asked} />;
    case "customers":
      return <ContactHits asked={asked} />;
  }
}

const HINTS = ["author", "queue", "channel", "file", "period"] as const;

interface OperatorsProps {
  readonly asked: Asked;
  readonly onAdd: (operator: string) => void;
  readonly onRemove: (operator: Asked["operators"][number]) => void;
}

/** What was understood, each to be taken away; and what else can be said. */
function Operators({ asked, onAdd, onRemove }: OperatorsProps) {
  const t = useT();
  const kinds = new Set<string>(asked.operators.map(({ kind }) => kind));
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-1.5 py-2">
      {asked.operators.map((operator) => (
        <span key={operator.typed} className="inline-flex items-center">
          <Chip
            tone={operator.isUnknown ? "warn" : "accent"}
            title={operator.isUnknown ? t("search.unknown", { value: operator.value }) : undefined}
          >
            {t(`search.operator.${operator.kind}`)}: {operator.value}
          </Chip>
          <IconButton
            size="tiny"
            label={t("search.remove", { operator: operator.typed })}
            icon={<X />}
            onPress={() => onRemove(operator)}
          />
        </span>
      ))}
      {HINTS.filter((kind) => !kinds.has(kind)).map((kind) => (
        <Button
          key={kind}
          size="small"
          onPress={() => {
            onAdd(t(`search.typed.${kind}` as MessageId));
            document.querySelector<HTMLInputElement>("main input[type=search]")?.focus();
          }}
        >
          {t(`search.typed.${kind}` as MessageId)}
        </Button>
      ))}
    </div>
  );
}

/** A protocol number goes straight to its conversation; one that is nobody's is searched for. */
function useOpenProtocol(text: string): void {
  const navigate = useNavigate();
  const protocol = protocolIn(text);
  useEffect(() => {
    if (protocol === null) return;
    let isWanted = true;
    void api.conversationsByProtocol(protocol).then(
      ({ items: [found] }) => {
        if (!isWanted || found === undefined) return;
        void navigate({
          to: "/inbox/$conversationId",
          params: { conversationId: found.id },
          replace: true,
        });
      },
      // It only looks like one.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [protocol, navigate]);
}
