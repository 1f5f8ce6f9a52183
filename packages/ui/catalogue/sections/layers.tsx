import { CornerUpRight, Inbox, Moon, Search } from "lucide-react";
import { useState } from "react";
import {
  Button,
  CommandPalette,
  Dialog,
  Drawer,
  Kbd,
  type OptionSection,
  Popover,
  SearchList,
  TextArea,
  TextField,
  Tooltip,
} from "../../src/index.ts";
import { toasts } from "../app-wide.ts";
import { Section, Specimen } from "../specimen.tsx";

const COMMANDS: readonly OptionSection[] = [
  {
    id: "conversation",
    label: "Esta conversa",
    options: [
      {
        id: "transfer",
        label: "Transferir…",
        icon: <CornerUpRight />,
        meta: <Kbd keys={["T"]} />,
        keywords: ["encaminhar"],
      },
      { id: "snooze", label: "Adiar…", icon: <Moon />, meta: <Kbd keys={["Z"]} /> },
    ],
  },
  {
    id: "places",
    label: "Ir para",
    options: [
      { id: "inbox", label: "Minha caixa", icon: <Inbox />, meta: <Kbd keys={["G", "I"]} /> },
      { id: "search", label: "Busca", icon: <Search />, meta: <Kbd keys={["/"]} /> },
    ],
  },
];

const QUEUES: readonly OptionSection[] = [
  {
    id: "open",
    label: "Abertas agora",
    options: [
      { id: "finance", label: "Financeiro", meta: "9 esperando · 12 min", keywords: ["boleto"] },
      { id: "billing", label: "Cobrança", meta: "2 esperando · 4 min" },
    ],
  },
  {
    id: "closed",
    label: "Fechadas",
    options: [{ id: "n2", label: "Suporte N2", meta: "abre seg 8:00" }],
  },
];

type Layer = "dialog" | "alert" | "drawer" | "palette";

export function LayersSection() {
  const [open, setOpen] = useState<Layer | null>(null);
  const [queue, setQueue] = useState<string | null>("finance");
  const [note, setNote] = useState("");
  const shown = (layer: Layer) => ({
    isOpen: open === layer,
    onOpenChange: (isOpen: boolean) => setOpen(isOpen ? layer : null),
  });
  const close = () => setOpen(null);
  const footer = (
    <>
      <Button variant="ghost" onPress={close}>
        Cancelar
      </Button>
      <Button variant="primary" keys={["Ctrl", "↵"]} onPress={close}>
        Transferir
      </Button>
    </>
  );
  return (
    <Section id="layers" title="Camadas">
      <Specimen title="Dialog, Drawer, CommandPalette, Popover, Tooltip">
        <Button onPress={() => setOpen("dialog")}>Abrir diálogo</Button>
        <Button onPress={() => setOpen("alert")}>Abrir confirmação</Button>
        <Button onPress={() => setOpen("drawer")}>Abrir gaveta</Button>
        <Button onPress={() => setOpen("palette")} keys={["Ctrl", "K"]}>
          Abrir paleta
        </Button>
        <Popover label="Adiar" trigger={<Button>Abrir popover</Button>}>
          <p className="text-13">Volta amanhã às 9:00, ou antes se o cliente escrever.</p>
        </Popover>
        <Tooltip text="Fica enquanto o ponteiro está sobre ela" keys={["I"]}>
          <Button>Dica</Button>
        </Tooltip>
      </Specimen>
      <Specimen title="Toast">
        <Button
          onPress={() =>
            toasts.add({
              text: "Conversa encerrada",
              tone: "ok",
              action: { label: "Desfazer", onAction: () => {} },
            })
          }
        >
          Aviso com desfazer
        </Button>
        <Button
          onPress={() =>
            toasts.add({
              text: "Não foi possível enviar pelo WhatsApp. A mensagem está salva.",
              tone: "danger",
              timeoutMs: null,
            })
          }
        >
          Aviso que fica
        </Button>
      </Specimen>
      <Specimen title="SearchList" isBare>
        <SearchList
          label="Destino"
          placeholder="Para qual fila?"
          clearLabel="Limpar busca de destino"
          sections={QUEUES}
          value={queue}
          onAction={setQueue}
          emptyState="Nenhuma fila com esse nome"
        />
      </Specimen>
      <Dialog
        {...shown("dialog")}
        title="Transferir conversa"
        description="Marina Costa · 2026-0418-7"
        closeLabel="Fechar"
        footer={footer}
      >
        <div className="flex flex-col gap-3">
          <TextField label="Fila de destino" defaultValue="Financeiro" autoFocus />
          <TextArea
            label="Nota para quem recebe"
            isRequired
            value={note}
            onChange={setNote}
            placeholder="O que o cliente pediu e o que já foi feito"
          />
        </div>
      </Dialog>
      <Dialog
        {...shown("alert")}
        role="alertdialog"
        size="small"
        title="Excluir os dados de Marina Costa?"
        closeLabel="Fechar"
        footer={
          <>
            <Button variant="ghost" onPress={close} autoFocus>
              Manter
            </Button>
            <Button variant="danger" onPress={close}>
              Excluir dados
            </Button>
          </>
        }
      >
        <p>Nome, endereços e mensagens saem do sistema. Isto não pode ser desfeito.</p>
      </Dialog>
      <Drawer {...shown("drawer")} title="Contexto" closeLabel="Fechar contexto" footer={footer}>
        <p className="text-fg-2">Cliente, linha do tempo e dados do canal.</p>
      </Drawer>
      <CommandPalette
        {...shown("palette")}
        label="Paleta de comandos"
        placeholder="O que deseja fazer?"
        clearLabel="Limpar comando"
        sections={COMMANDS}
        onAction={(id) => toasts.add({ text: id })}
        emptyState="Nada com esse nome"
      />
    </Section>
  );
}
