import {
  AlarmClock,
  Archive,
  Copy,
  Info,
  MoreHorizontal,
  Paperclip,
  Send,
  Trash2,
  UserPlus,
} from "lucide-react";
import { useState } from "react";
import {
  Button,
  type ButtonVariant,
  IconButton,
  IconToggle,
  Kbd,
  Menu,
  type MenuEntry,
  SplitButton,
} from "../../src/index.ts";
import { announcer } from "../app-wide.ts";
import { Section, Specimen } from "../specimen.tsx";

const VARIANTS: readonly { id: ButtonVariant; label: string }[] = [
  { id: "primary", label: "Atender" },
  { id: "secondary", label: "Transferir" },
  { id: "ghost", label: "Cancelar" },
  { id: "danger", label: "Excluir contato" },
  { id: "note", label: "Salvar nota" },
];

const SEND: readonly MenuEntry[] = [
  { kind: "item", id: "wait", label: "Enviar e aguardar cliente", icon: <AlarmClock /> },
  {
    kind: "item",
    id: "resolve",
    label: "Enviar e encerrar",
    icon: <Archive />,
    keys: ["Ctrl", "⇧", "↵"],
  },
];

const MORE: readonly MenuEntry[] = [
  { kind: "item", id: "assign", label: "Atribuir", icon: <UserPlus />, keys: ["A"] },
  { kind: "item", id: "copy", label: "Copiar protocolo", icon: <Copy />, keys: ["Y"] },
  {
    kind: "section",
    id: "snooze",
    label: "Adiar até",
    items: [
      { kind: "item", id: "today", label: "Hoje, 16:00", icon: <AlarmClock /> },
      {
        kind: "item",
        id: "reply",
        label: "O cliente responder",
        description: "Acorda com qualquer mensagem",
      },
      { kind: "item", id: "monday", label: "Segunda, 9:00", isDisabled: true },
    ],
  },
  { kind: "separator", id: "line" },
  { kind: "item", id: "delete", label: "Excluir rascunho", icon: <Trash2 />, isDanger: true },
];

export function ActionsSection() {
  const [isOn, setOn] = useState(true);
  const [order, setOrder] = useState("sla");
  const say = (id: string) => announcer.announce(id);
  return (
    <Section id="actions" title="Ações">
      <Specimen title="Button · variantes" isWide>
        {VARIANTS.map(({ id, label }) => (
          <Button key={id} variant={id}>
            {label}
          </Button>
        ))}
        <Button size="small">Pequeno</Button>
        <Button size="small" variant="primary">
          Atender
        </Button>
      </Specimen>
      <Specimen title="Button · ícone, tecla, ocupado, desligado, com motivo" isWide>
        <Button variant="primary" icon={<Send />} keys={["Ctrl", "↵"]}>
          Enviar por WhatsApp
        </Button>
        <Button icon={<UserPlus />} keys={["A"]}>
          Atribuir
        </Button>
        <Button variant="primary" isPending>
          Enviando
        </Button>
        <Button isDisabled>Desligado</Button>
        <Button variant="primary" disabledReason="Sem conexão com o servidor">
          Encerrar
        </Button>
        <Button variant="ghost" isDisabled>
          Desligado
        </Button>
      </Specimen>
      <Specimen title="IconButton, IconToggle">
        <IconButton label="Anexar arquivo" icon={<Paperclip />} />
        <IconButton label="Adiar" icon={<AlarmClock />} keys={["Z"]} variant="secondary" />
        <IconButton label="Enviar" icon={<Send />} variant="primary" />
        <IconButton label="Adiar" icon={<AlarmClock />} size="small" />
        <IconButton label="Encerrar" icon={<Archive />} disabledReason="Sem conexão" />
        <IconToggle
          label="Contexto"
          icon={<Info />}
          keys={["I"]}
          isSelected={isOn}
          onChange={setOn}
        />
        <IconToggle
          label="Sons"
          icon={<Info />}
          isSelected={!isOn}
          onChange={(next) => setOn(!next)}
        />
      </Specimen>
      <Specimen title="SplitButton">
        <SplitButton
          label="Enviar"
          icon={<Send />}
          onPress={() => say("send")}
          menuLabel="Mais opções de envio"
          entries={SEND}
          onAction={say}
        />
        <SplitButton
          label="Salvar nota"
          variant="note"
          onPress={() => say("note")}
          menuLabel="Mais opções da nota"
          entries={SEND}
          onAction={say}
        />
        <SplitButton
          label="Enviar"
          onPress={() => say("send")}
          menuLabel="Opções de envio sem conexão"
          entries={SEND}
          onAction={say}
          disabledReason="Escreva uma mensagem"
        />
      </Specimen>
      <Specimen title="Menu">
        <Menu
          label="Mais ações"
          entries={MORE}
          onAction={say}
          trigger={<IconButton label="Mais ações" icon={<MoreHorizontal />} variant="secondary" />}
        />
        <Menu
          label="Ordenar por"
          selected={order}
          onAction={setOrder}
          entries={[
            { kind: "item", id: "sla", label: "Vence antes" },
            { kind: "item", id: "wait", label: "Espera há mais tempo" },
            { kind: "item", id: "last", label: "Última atividade" },
          ]}
          trigger={<Button size="small">Ordenar</Button>}
        />
      </Specimen>
      <Specimen title="Kbd">
        <Kbd keys={["Ctrl", "K"]} />
        <Kbd keys={["F6"]} />
        <Kbd keys={["?"]} />
      </Specimen>
    </Section>
  );
}
