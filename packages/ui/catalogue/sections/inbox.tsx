import {
  AlarmClock,
  Archive,
  AtSign,
  ChartColumn,
  CornerUpRight,
  Filter,
  Inbox,
  Info,
  Moon,
  MoreHorizontal,
  Paperclip,
  Send,
  Smile,
} from "lucide-react";
import { useState } from "react";
import {
  Avatar,
  AvatarStack,
  type Channel,
  ChannelGlyph,
  Chip,
  ComposerFrame,
  ConversationRow,
  GridList,
  GridRow,
  IconButton,
  MessageBubble,
  NavItem,
  NavSection,
  PaneHeader,
  SegmentedControl,
  SlaChip,
  type SlaState,
  SplitButton,
  SystemLine,
  Tabs,
  TextArea,
  ThreadDivider,
  ThreadLog,
  Ticks,
} from "../../src/index.ts";
import { Section } from "../specimen.tsx";

interface Item {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly subject: string;
  readonly snippet: string;
  readonly draft?: boolean;
  readonly time: string;
  readonly sla?: { readonly state: SlaState; readonly text: string; readonly label: string };
  readonly queue?: string;
  readonly isUnread?: boolean;
  readonly viewers?: readonly string[];
}

const BREACHED = {
  state: "breached",
  text: "−4 min",
  label: "SLA estourado há 4 minutos",
} as const;
const AT_RISK = { state: "at-risk", text: "8 min", label: "1ª resposta em 8 minutos" } as const;
const ON_TIME = { state: "on-time", text: "42 min", label: "1ª resposta em 42 minutos" } as const;

const ITEMS: readonly Item[] = [
  {
    id: "1",
    name: "Marina Costa",
    channel: "whatsapp",
    subject: "2ª via de boleto",
    snippet: "O vencimento é amanhã.",
    time: "13:52",
    sla: BREACHED,
    isUnread: true,
  },
  {
    id: "2",
    name: "João Pedro Lima",
    channel: "email",
    subject: "Troca de produto",
    snippet: "Segue a foto da etiqueta que vocês pediram",
    time: "13:47",
    sla: AT_RISK,
    isUnread: true,
    viewers: ["Ana Sá"],
  },
  {
    id: "3",
    name: "Padaria Estrela do Sul",
    channel: "webchat",
    subject: "Horário de entrega",
    snippet: "Bom dia, Rui. Já verifiquei com a",
    draft: true,
    time: "12:30",
    sla: ON_TIME,
  },
  {
    id: "4",
    name: "(41) 99912-3388",
    channel: "sms",
    subject: "Sem assunto",
    snippet: "SIM",
    time: "11:05",
    queue: "Triagem",
  },
  {
    id: "5",
    name: "Helena Albuquerque de Vasconcelos",
    channel: "form",
    subject: "Reembolso",
    snippet: "Fiz o pagamento em duplicidade no dia 12",
    time: "Ontem",
    queue: "Financeiro",
  },
];

export function InboxSection() {
  const [tab, setTab] = useState<"todo" | "waiting" | "resolved">("todo");
  const [mode, setMode] = useState<"reply" | "note">("reply");
  const [text, setText] = useState("");
  const [current, setCurrent] = useState("1");
  return (
    <Section id="inbox" title="Tudo junto">
      <div className="grid h-[44rem] grid-cols-[21rem_minmax(0,1fr)] overflow-hidden rounded-pane border border-line bg-surface lg:col-span-2 lg:grid-cols-[13rem_21rem_minmax(0,1fr)]">
        <Navigation />
        <div className="flex min-h-0 flex-col border-r border-line-subtle">
          <PaneHeader
            title="Minha caixa"
            actions={<IconButton label="Filtrar" icon={<Filter />} keys={["F"]} />}
            className="border-b-0"
          />
          <Tabs
            label="Situação da caixa"
            value={tab}
            onChange={setTab}
            className="grow"
            tabs={[
              { id: "todo", label: "A fazer", count: 8 },
              { id: "waiting", label: "Aguardando", count: 3 },
              { id: "resolved", label: "Resolvidas" },
            ]}
          >
            <GridList
              label="Conversas"
              items={ITEMS}
              selectionMode="multiple"
              dependencies={[current]}
              onAction={(key) => setCurrent(String(key))}
              className="min-h-0 grow"
            >
              {(item) => (
                <GridRow
                  name={`${item.name}, ${item.channel}${item.isUnread ? ", não lida" : ""}${item.sla ? `, ${item.sla.label}` : ""}`}
                  isCurrent={item.id === current}
                >
                  <ItemRow item={item} />
                </GridRow>
              )}
            </GridList>
          </Tabs>
        </div>
        <div className="hidden min-h-0 flex-col md:flex">
          <PaneHeader
            title="2ª via de boleto"
            actions={
              <>
                <IconButton label="Adiar" icon={<AlarmClock />} keys={["Z"]} />
                <IconButton label="Transferir" icon={<CornerUpRight />} keys={["T"]} />
                <IconButton label="Encerrar" icon={<Archive />} keys={["E"]} />
                <IconButton label="Mais" icon={<MoreHorizontal />} />
                <IconButton label="Contexto" icon={<Info />} keys={["I"]} />
              </>
            }
            below={
              <>
                <Chip variant="outline">2026-0418-7</Chip>
                <SlaChip {...BREACHED} />
                <Chip>Financeiro</Chip>
                <Chip icon={<ChannelGlyph channel="whatsapp" />}>WhatsApp</Chip>
              </>
            }
          />
          <ThreadLog label="Mensagens" className="flex flex-col gap-thread p-4">
            <ThreadDivider kind="day" label="Hoje" />
            <MessageBubble
              kind="inbound"
              author="Marina Costa"
              label="Marina Costa, 13:50"
              time="13:50"
            >
              Boa tarde! Preciso da segunda via do boleto de março, por favor.
            </MessageBubble>
            <MessageBubble
              kind="outbound"
              author="Você"
              label="Você, 13:51, entregue"
              time="13:51"
              status={<Ticks status="delivered" label="Entregue" />}
            >
              Oi, Marina! Já estou gerando para você.
            </MessageBubble>
            <SystemLine icon={<Moon aria-hidden="true" />} time="13:51">
              Adiada até o cliente responder
            </SystemLine>
            <ThreadDivider kind="unread" label="Novas mensagens" />
            <MessageBubble
              kind="inbound"
              author="Marina Costa"
              label="Marina Costa, 13:52"
              time="13:52"
            >
              O vencimento é amanhã.
            </MessageBubble>
          </ThreadLog>
          <div className="p-3 pt-0">
            <ComposerFrame
              kind={mode}
              label={mode === "note" ? "Nota interna" : "Resposta"}
              header={
                <>
                  <SegmentedControl
                    label="Modo"
                    value={mode}
                    onChange={setMode}
                    segments={[
                      { id: "reply", label: "Responder" },
                      { id: "note", label: "Nota interna" },
                    ]}
                  />
                  <span className="truncate text-12 text-fg-2">WhatsApp · janela 23 h 51</span>
                </>
              }
              footer={
                <>
                  <IconButton label="Anexar" icon={<Paperclip />} size="small" />
                  <IconButton label="Emoji" icon={<Smile />} size="small" />
                  <span className="grow" />
                  <SplitButton
                    label={mode === "note" ? "Salvar nota" : "Enviar"}
                    icon={<Send />}
                    variant={mode === "note" ? "note" : "primary"}
                    onPress={() => setText("")}
                    menuLabel="Opções de envio da resposta"
                    entries={[{ kind: "item", id: "resolve", label: "Enviar e encerrar" }]}
                    onAction={() => setText("")}
                  />
                </>
              }
            >
              <TextArea
                label={mode === "note" ? "Texto da nota" : "Resposta a Marina Costa"}
                isLabelHidden
                variant="bare"
                value={text}
                onChange={setText}
                placeholder={
                  mode === "note" ? "Só a equipe vê" : "Escreva, ou / para respostas rápidas"
                }
              />
            </ComposerFrame>
          </div>
        </div>
      </div>
    </Section>
  );
}

function Navigation() {
  return (
    <nav
      aria-label="Principal"
      className="hidden flex-col gap-px border-r border-line-subtle bg-canvas p-2 lg:flex"
    >
      <NavItem
        href="#inbox"
        label="Minha caixa"
        icon={<Inbox />}
        count={8}
        countLabel="8 conversas"
        isCurrent
      />
      <NavItem
        href="#mentions"
        label="Menções"
        icon={<AtSign />}
        count={2}
        countLabel="2 menções"
      />
      <NavItem href="#snoozed" label="Adiadas" icon={<Moon />} />
      <NavSection label="Filas">
        <NavItem href="#finance" label="Financeiro" icon={<Inbox />} count={9} />
        <NavItem href="#billing" label="Cobrança" icon={<Inbox />} count={2} />
      </NavSection>
      <NavSection label="Gestão">
        <NavItem href="#board" label="Painel ao vivo" icon={<ChartColumn />} keys={["G", "W"]} />
      </NavSection>
      <div className="mt-auto flex w-9 flex-col gap-1">
        <NavItem
          href="#rail"
          label="Caixa no trilho"
          icon={<Inbox />}
          count={8}
          countLabel="8 conversas no trilho"
          isCollapsed
        />
      </div>
    </nav>
  );
}

function ItemRow({ item }: { readonly item: Item }) {
  return (
    <ConversationRow
      avatar={<Avatar name={item.name} badge={<ChannelGlyph channel={item.channel} />} />}
      title={item.name}
      time={item.time}
      subject={item.subject}
      snippet={item.snippet}
      snippetMark={item.draft ? "Rascunho:" : undefined}
      isUnread={item.isUnread ?? false}
      isSelectable
      viewers={item.viewers && <AvatarStack names={item.viewers} label="Ana está vendo" />}
      chips={item.sla ? <SlaChip {...item.sla} /> : item.queue && <Chip>{item.queue}</Chip>}
      actions={
        <>
          <IconButton label="Adiar" icon={<AlarmClock />} size="tiny" />
          <IconButton label="Encerrar" icon={<Archive />} size="tiny" />
        </>
      }
    />
  );
}
