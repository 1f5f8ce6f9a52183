import { Copy, CornerUpRight, Reply } from "lucide-react";
import { useState } from "react";
import {
  AudioPlayer,
  Avatar,
  Button,
  IconButton,
  MessageBubble,
  SuggestionList,
  SystemLine,
  ThreadDivider,
  Ticks,
  Timeline,
  TypingIndicator,
} from "../../src/index.ts";
import { Section, Specimen } from "../specimen.tsx";

const REPLIES = [
  { id: "hello", name: "Saudação", detail: "Todos" },
  { id: "bill", name: "Segunda via de boleto", detail: "Financeiro" },
  {
    id: "long",
    name: "Um nome que ninguém escolheria porque não cabe em linha nenhuma",
    detail: "Só eu",
  },
];

function Suggested() {
  const [active, setActive] = useState("bill");
  return (
    <div className="flex flex-col gap-4 p-4">
      <SuggestionList
        id="quick-replies"
        label="Respostas rápidas"
        options={REPLIES}
        activeId={active}
        onActivate={setActive}
        onChoose={setActive}
        emptyText="Nenhuma resposta com estas palavras."
        preview="Segue a segunda via do boleto. O pagamento é confirmado em até dois dias úteis."
        footer="Enter insere, Ctrl+Enter insere e envia"
      />
      <SuggestionList
        id="people"
        label="Colegas"
        options={[
          { id: "bruno", name: "Bruno Lima", icon: <Avatar name="Bruno Lima" size="small" /> },
        ]}
        activeId="bruno"
        onActivate={() => undefined}
        onChoose={() => undefined}
        emptyText="Ninguém com este nome."
      />
      <SuggestionList
        id="none"
        label="Emoji"
        options={[]}
        activeId={undefined}
        onActivate={() => undefined}
        onChoose={() => undefined}
        emptyText="Nenhum emoji com este nome."
      />
    </div>
  );
}

export function ThreadSection() {
  return (
    <Section id="thread" title="Conversa">
      <Specimen title="SuggestionList: com prévia, com rostos, vazia" isWide isBare>
        <Suggested />
      </Specimen>
      <Specimen title="MessageBubble, SystemLine, ThreadDivider, TypingIndicator" isWide isBare>
        <div className="mx-auto flex max-w-[45rem] flex-col gap-thread p-4">
          <ThreadDivider kind="day" label="18 de abril" />
          <MessageBubble
            kind="inbound"
            author="Marina Costa"
            label="Marina Costa, 13:52"
            time="13:52"
            actions={
              <>
                <IconButton label="Responder a esta mensagem" icon={<Reply />} size="small" />
                <IconButton label="Copiar" icon={<Copy />} size="small" />
              </>
            }
          >
            Boa tarde! Preciso da segunda via do boleto de março, por favor.
          </MessageBubble>
          <MessageBubble
            kind="inbound"
            label="Marina Costa, 13:52"
            time="13:52"
            isGrouped
            changes={<span className="text-12 text-fg-2">Editada</span>}
          >
            O vencimento é amanhã.
          </MessageBubble>
          <SystemLine icon={<CornerUpRight aria-hidden="true" />} time="13:55">
            Direcionada de Triagem para Financeiro por Carla · regra boleto
          </SystemLine>
          <MessageBubble
            kind="note"
            author="Carla Dias"
            noteLabel="Nota interna"
            label="Nota interna de Carla Dias, 13:56"
            time="13:56"
          >
            Cliente confirmou o CPF. Enviar pelo mesmo número.
          </MessageBubble>
          <MessageBubble
            kind="outbound"
            author="Você"
            label="Você, 14:05, lida"
            time="14:05"
            status={<Ticks status="read" label="Lida" />}
          >
            {"Oi, Marina! Segue a segunda via.\nO novo vencimento é 22/04/2026."}
          </MessageBubble>
          <ThreadDivider kind="unread" label="Novas mensagens" />
          <MessageBubble
            kind="outbound"
            author="Você"
            label="Você, 14:06, não enviada"
            time="14:06"
            status={<Ticks status="failed" label="Não enviada: o número bloqueou a empresa" />}
            footer={
              <span className="flex gap-1">
                <Button size="small" variant="ghost">
                  Tentar de novo
                </Button>
                <Button size="small" variant="ghost">
                  Enviar por outro canal
                </Button>
              </span>
            }
          >
            Qualquer dúvida, estou por aqui.
          </MessageBubble>
          <ThreadDivider kind="gap" label="Enquanto você estava sem conexão" />
          <TypingIndicator text="Marina está digitando" />
        </div>
      </Specimen>
      <Specimen title="AudioPlayer">
        <div className="flex max-w-96 flex-col gap-3">
          <Player isPlaying={false} lengthSeconds={null} />
          <Player isPlaying lengthSeconds={42} />
        </div>
      </Specimen>
      <Specimen title="Timeline">
        <Timeline
          events={[
            {
              id: "1",
              time: "18/04/2026 14:02:11",
              dateTime: "2026-04-18T14:02:11Z",
              title: "Tentativa 1: a caminho do provedor",
            },
            {
              id: "2",
              mark: "danger",
              time: "18/04/2026 14:02:12",
              dateTime: "2026-04-18T14:02:12Z",
              title: "Falhou",
              detail: "“número bloqueou a empresa”",
            },
            {
              id: "3",
              mark: "waiting",
              time: "18/04/2026 14:07:12",
              dateTime: "2026-04-18T14:07:12Z",
              title: "Próxima tentativa",
            },
            {
              id: "4",
              mark: "ok",
              time: "18/04/2026 14:07:13",
              dateTime: "2026-04-18T14:07:13Z",
              title: "Entregue ao cliente",
            },
          ]}
        />
      </Specimen>
    </Section>
  );
}

function Player(props: { readonly isPlaying: boolean; readonly lengthSeconds: number | null }) {
  const { lengthSeconds } = props;
  const [atSeconds, setAt] = useState(lengthSeconds === null ? 0 : 7);
  return (
    <AudioPlayer
      {...props}
      label="Mensagem de voz de Marina Costa"
      playLabel="Ouvir"
      pauseLabel="Pausar"
      positionLabel="Posição"
      atSeconds={atSeconds}
      timeText={lengthSeconds === null ? "0:00" : `0:0${atSeconds} / 0:42`}
      rateText="1,5×"
      rateLabel="Velocidade: 1,5×"
      onPlay={() => {}}
      onPause={() => {}}
      onSeek={setAt}
      onRate={() => {}}
    />
  );
}
