import { Copy, CornerUpRight, Reply } from "lucide-react";
import {
  Button,
  IconButton,
  MessageBubble,
  SystemLine,
  ThreadDivider,
  Ticks,
  Timeline,
  TypingIndicator,
} from "../../src/index.ts";
import { Section, Specimen } from "../specimen.tsx";

export function ThreadSection() {
  return (
    <Section id="thread" title="Conversa">
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
