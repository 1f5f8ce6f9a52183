import { Check, Hash, Lock, Moon, Star } from "lucide-react";
import {
  Avatar,
  AvatarStack,
  type Channel,
  ChannelGlyph,
  Chip,
  Count,
  type DeliveryMark,
  Funnel,
  GridList,
  GridRow,
  HeatMap,
  SlaButton,
  SlaChip,
  TextButton,
  Ticks,
  TimeChart,
  type Tone,
} from "../../src/index.ts";
import { Section, Specimen } from "../specimen.tsx";

const CHANNELS: readonly { id: Channel; label: string }[] = [
  { id: "email", label: "E-mail" },
  { id: "whatsapp", label: "WhatsApp" },
  { id: "webchat", label: "Chat do site" },
  { id: "sms", label: "SMS" },
  { id: "form", label: "Formulário" },
  { id: "phone", label: "Telefone" },
  { id: "loopback", label: "Loopback" },
];

const TONES: readonly { id: Tone; label: string }[] = [
  { id: "neutral", label: "Financeiro" },
  { id: "accent", label: "Minha" },
  { id: "ok", label: "Resolvida" },
  { id: "warn", label: "Aguardando" },
  { id: "danger", label: "Falhou" },
  { id: "info", label: "Ana está vendo" },
  { id: "snooze", label: "Volta 14:00" },
  { id: "note", label: "Nota interna" },
];

const MARKS: readonly { id: DeliveryMark; label: string }[] = [
  { id: "queued", label: "Na fila" },
  { id: "sending", label: "Enviando" },
  { id: "sent", label: "Enviada" },
  { id: "delivered", label: "Entregue" },
  { id: "read", label: "Lida" },
  { id: "failed", label: "Falhou: número inexistente" },
];

const MANY_ROW_PX = 44;

const MANY = Array.from({ length: 10_000 }, (_, index) => ({
  id: index,
  name: `Conversa ${index + 1}`,
}));

export function FactsSection() {
  return (
    <Section id="facts" title="Fatos">
      <Specimen title="Chip">
        {TONES.map(({ id, label }) => (
          <Chip key={id} tone={id}>
            {label}
          </Chip>
        ))}
        <Chip icon={<Hash />} variant="outline">
          2026-0418-7
        </Chip>
        <Chip icon={<Star />} variant="outline">
          VIP
        </Chip>
        <Chip tone="snooze" icon={<Moon />}>
          Volta 14:00
        </Chip>
        <Chip tone="ok" icon={<Check />}>
          Resolvida
        </Chip>
        <Chip tone="note" icon={<Lock />}>
          Nota
        </Chip>
      </Specimen>
      <Specimen title="SlaChip, Count">
        <SlaChip state="on-time" text="42 min" label="1ª resposta em 42 minutos" />
        <SlaChip state="at-risk" text="8 min" label="1ª resposta em 8 minutos" />
        <SlaChip state="breached" text="−4 min" label="SLA estourado há 4 minutos" />
        <SlaChip state="paused" text="pausado" label="SLA pausado: aguardando o cliente" />
        <SlaButton
          state="at-risk"
          text="8 min"
          label="1ª resposta em 8 minutos"
          tip="Política Padrão: em até 30 min, horário comercial"
          onPress={() => {}}
        />
        <Count count={3} label="3 novas" />
        <Count count={12} tone="accent" label="12 não lidas" />
        <Count count={140} tone="danger" label="140 falhas" />
      </Specimen>
      <Specimen title="Avatar, AvatarStack">
        <Avatar name="Marina Costa" size="small" />
        <Avatar name="Marina Costa" />
        <Avatar name="Marina Costa" size="large" />
        <Avatar name="Marina Costa" badge={<ChannelGlyph channel="whatsapp" />} />
        <Avatar name="João Pedro Lima" badge={<ChannelGlyph channel="email" />} />
        <Avatar name="Ana" presence="online" />
        <Avatar name="Bruno Reis" presence="away" />
        <Avatar name="+55 41 99912-3388" presence="offline" />
        <AvatarStack names={["Ana Sá", "Bruno Reis"]} label="Ana e Bruno estão vendo" />
        <AvatarStack
          names={["Ana Sá", "Bruno Reis", "Carla Dias", "Davi Luz", "Eva Mar"]}
          label="Cinco pessoas estão vendo"
        />
      </Specimen>
      <Specimen title="ChannelGlyph">
        {CHANNELS.map(({ id, label }) => (
          <span key={id} className="flex items-center gap-1.5 text-fg-2">
            <ChannelGlyph channel={id} />
            {label}
          </span>
        ))}
        <ChannelGlyph channel="whatsapp" label="WhatsApp" />
      </Specimen>
      <Specimen title="GridList · dez mil linhas" isBare isWide>
        <GridList label="Dez mil conversas" items={MANY} rowHeight={MANY_ROW_PX} className="h-48">
          {(item) => (
            <GridRow name={item.name} className="h-full min-h-0 items-center px-3">
              {item.name}
            </GridRow>
          )}
        </GridList>
      </Specimen>
      <Specimen title="Ticks" isWide>
        {MARKS.map(({ id, label }) => (
          <Ticks key={id} status={id} label={label} />
        ))}
        {MARKS.map(({ id, label }) => (
          <Ticks key={id} status={id} label={label} isLabelShown />
        ))}
      </Specimen>
      <Specimen title="TimeChart">
        <TimeChart
          className="w-full"
          label="Conversas por dia: 0 a 48"
          format={String}
          points={Array.from({ length: 14 }, (_, day) => ({
            id: String(day),
            label: `${day + 1}/11`,
            value: day === 9 ? null : (day * 37) % 50,
            before: (day * 23) % 50,
            title: `${day + 1}/11`,
          }))}
        />
      </Specimen>
      <Specimen title="HeatMap">
        <HeatMap
          className="w-full"
          label="Conversas por hora"
          columns={Array.from({ length: 24 }, (_, hour) => String(hour))}
          rows={["seg.", "ter.", "qua."].map((label, day) => ({
            label,
            values: Array.from({ length: 24 }, (_, hour) =>
              hour < 8 ? 0 : (hour * 7 + day * 5) % 31,
            ),
          }))}
          titleOf={(_row, hour, value) => `${hour} h: ${value}`}
        />
      </Specimen>
      <Specimen title="Funnel">
        <div className="w-full">
          <Funnel
            label="Circuito"
            format={String}
            steps={[
              {
                id: "request",
                label: "Solicitação",
                value: 120,
                detail: "100% · fica 4 min",
                onOpen: () => {},
              },
              { id: "attempt", label: "Primeira tentativa", value: 90, detail: "75% · fica 1 h" },
              { id: "knowledge", label: "Conhecimento", value: 0, detail: "0%" },
            ]}
          />
        </div>
      </Specimen>
      <Specimen title="TextButton">
        <TextButton onPress={() => {}}>1.204</TextButton>
      </Specimen>
    </Section>
  );
}
