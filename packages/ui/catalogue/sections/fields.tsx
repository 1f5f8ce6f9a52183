import { AtSign } from "lucide-react";
import { useState } from "react";
import {
  ChannelGlyph,
  Checkbox,
  ColorField,
  ComboBox,
  type Option,
  RadioGroup,
  SearchField,
  SegmentedControl,
  Select,
  Switch,
  TextArea,
  TextField,
} from "../../src/index.ts";
import { Section, Specimen } from "../specimen.tsx";

type Queue = "finance" | "billing" | "support" | "logistics";

const QUEUES: readonly Option<Queue>[] = [
  { id: "finance", label: "Financeiro", description: "9 esperando", meta: "12 min" },
  { id: "billing", label: "Cobrança", description: "2 esperando", meta: "4 min" },
  { id: "support", label: "Suporte N2", meta: "Fechada" },
  { id: "logistics", label: "Logística", isDisabled: true },
];

const CHANNELS: readonly Option[] = [
  { id: "whatsapp", label: "WhatsApp", icon: <ChannelGlyph channel="whatsapp" /> },
  {
    id: "email",
    label: "E-mail",
    icon: <ChannelGlyph channel="email" />,
    keywords: ["correio"],
  },
  { id: "sms", label: "SMS", icon: <ChannelGlyph channel="sms" /> },
];

export function FieldsSection() {
  const [queue, setQueue] = useState<Queue | null>("finance");
  const [empty, setEmpty] = useState<Queue | null>(null);
  const [channel, setChannel] = useState("whatsapp");
  const [text, setText] = useState("Oi, Marina! A segunda via do boleto segue em anexo.");
  const [color, setColor] = useState("#0f766e");
  const [mode, setMode] = useState<"reply" | "note">("reply");
  const [kind, setKind] = useState<"solver" | "director" | null>("solver");
  return (
    <Section id="fields" title="Campos">
      <Specimen title="TextField">
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          placeholder="voce@empresa.com.br"
          start={<AtSign />}
          className="w-full"
        />
        <TextField
          label="Motivo"
          isRequired
          description="O especialista lê isto primeiro."
          defaultValue="2ª via de boleto"
          className="w-full"
        />
        <TextField
          label="Senha"
          type="password"
          autoComplete="current-password"
          defaultValue="segredo"
          error="E-mail ou senha não conferem."
          className="w-full"
        />
        <TextField label="Protocolo" isDisabled defaultValue="2026-0418-7" className="w-full" />
      </Specimen>
      <Specimen title="Select, ComboBox, SearchField">
        <Select
          label="Fila"
          options={QUEUES}
          value={queue}
          onChange={setQueue}
          placeholder="Escolha a fila"
          className="w-full"
        />
        <Select
          label="Fila de destino"
          isRequired
          options={QUEUES}
          value={empty}
          onChange={setEmpty}
          placeholder="Escolha a fila"
          error="Escolha para onde vai."
          className="w-full"
        />
        <ComboBox
          label="Canal"
          options={CHANNELS}
          value={channel}
          onChange={(next) => setChannel(next ?? "whatsapp")}
          placeholder="Buscar canal"
          emptyText="Nenhum canal com esse nome"
          description="Acentos não importam."
          className="w-full"
        />
        <SearchField
          label="Buscar na lista"
          placeholder="Buscar"
          clearLabel="Limpar busca"
          keys={["/"]}
          className="w-full"
        />
      </Specimen>
      <Specimen title="ColorField">
        <ColorField
          label="Cor do chat"
          description="Da sua marca."
          pickLabel="Escolher cor"
          fallback="#5252d8"
          value={color}
          onChange={setColor}
          className="w-full"
        />
        <ColorField
          label="Cor do título"
          pickLabel="Escolher a cor do título"
          fallback="#5252d8"
          value="verde"
          onChange={() => {}}
          error="Escreva como #0f766e."
          className="w-full"
        />
      </Specimen>
      <Specimen title="TextArea">
        <TextArea
          label="Resumo"
          value={text}
          onChange={setText}
          description="Cresce até dez linhas."
          className="w-full"
        />
        <TextArea
          label="Nota para a área"
          isRequired
          value=""
          placeholder="O que já foi feito?"
          error="Escreva uma nota para quem recebe."
          className="w-full"
        />
        <TextArea
          label="Observação"
          value="Somente leitura por enquanto"
          isDisabled
          className="w-full"
        />
      </Specimen>
      <Specimen title="Switch, Checkbox, RadioGroup, SegmentedControl">
        <div className="grid w-full gap-1">
          <Switch defaultSelected>Atribuir a mim ao começar a escrever</Switch>
          <Switch description="No máximo um a cada quatro segundos.">Sons</Switch>
          <Switch isDisabled>Só o responsável responde</Switch>
          <Checkbox defaultSelected>Avisar o cliente</Checkbox>
          <Checkbox isIndeterminate>Selecionar todas</Checkbox>
          <Checkbox>Continuar acompanhando</Checkbox>
          <Checkbox isDisabled>Enviar pesquisa</Checkbox>
        </div>
        <RadioGroup
          label="Tipo de fila"
          value={kind}
          onChange={setKind}
          options={[
            { id: "solver", label: "Solucionadora", description: "Tenta resolver no contato." },
            { id: "director", label: "Direcionadora", description: "Registra e encaminha." },
          ]}
        />
        <SegmentedControl
          label="Modo de escrita"
          value={mode}
          onChange={setMode}
          segments={[
            { id: "reply", label: "Responder" },
            { id: "note", label: "Nota interna" },
          ]}
        />
      </Specimen>
    </Section>
  );
}
