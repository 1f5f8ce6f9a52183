import { Inbox, WifiOff } from "lucide-react";
import { useState } from "react";
import {
  Banner,
  Button,
  Callout,
  Disclosure,
  EmptyState,
  ErrorState,
  FactList,
  Problem,
  ProblemLine,
  SkeletonRows,
  Tabs,
} from "../../src/index.ts";
import { Section, Specimen } from "../specimen.tsx";

export function PanesSection() {
  const [tab, setTab] = useState<"todo" | "waiting" | "resolved">("todo");
  return (
    <Section id="panes" title="Estados de um painel">
      <Specimen title="Banner" isWide isBare>
        <Banner tone="warn" icon={<WifiOff aria-hidden="true" />}>
          Sem conexão. Pode continuar escrevendo: 2 mensagens serão enviadas ao voltar.
        </Banner>
        <Banner
          tone="info"
          action={
            <Button size="small" variant="ghost">
              Recarregar
            </Button>
          }
        >
          Nova versão disponível
        </Banner>
        <Banner tone="danger">WhatsApp desconectado desde 13:40</Banner>
        <Banner tone="ok">Tudo em dia</Banner>
        <Banner tone="neutral">Atualizando 37 eventos…</Banner>
      </Specimen>
      <Specimen title="Callout" isWide>
        <Callout tone="danger" title="Não foi possível enviar pelo WhatsApp">
          O número bloqueou a empresa. A mensagem está salva. Tente outro canal.
        </Callout>
        <Callout tone="info">Ana assumiu há 1 s.</Callout>
      </Specimen>
      <Specimen title="Problem">
        <Problem>Já existe outra com este nome.</Problem>
        <ProblemLine>Escolha ao menos um evento.</ProblemLine>
      </Specimen>
      <Specimen title="EmptyState" isBare>
        <EmptyState
          icon={<Inbox />}
          title="Tudo em dia."
          action={<Button variant="primary">Atender próxima da fila Financeiro (9)</Button>}
        >
          3 conversas aguardam o cliente.
        </EmptyState>
      </Specimen>
      <Specimen title="ErrorState" isBare>
        <ErrorState
          title="Não foi possível carregar a conversa."
          retryLabel="Tentar de novo"
          onRetry={() => {}}
          technical={{ label: "Detalhes técnicos", text: "req_01J9Z · 503" }}
        >
          Nada se perdeu. As outras áreas continuam funcionando.
        </ErrorState>
      </Specimen>
      <Specimen title="SkeletonRows" isBare>
        <SkeletonRows rows={3} label="Carregando conversas" />
      </Specimen>
      <Specimen title="Tabs" isBare>
        <Tabs
          label="Situação"
          value={tab}
          onChange={setTab}
          tabs={[
            { id: "todo", label: "A fazer", count: 8 },
            { id: "waiting", label: "Aguardando", count: 3 },
            { id: "resolved", label: "Resolvidas" },
          ]}
        >
          <p className="p-4 text-fg-2">
            {tab === "todo" ? "O que depende de você." : "O que não depende de você."}
          </p>
        </Tabs>
      </Specimen>
      <Specimen title="Disclosure, FactList" isBare>
        <Disclosure title="Cliente">
          <FactList
            facts={[
              { id: "name", term: "Nome", value: "Marina Costa" },
              { id: "phone", term: "WhatsApp", value: "(41) 99912-3388" },
              { id: "mail", term: "E-mail", value: "marina@exemplo.com.br" },
            ]}
          />
        </Disclosure>
        <Disclosure title="Anexos" count={4} defaultExpanded={false}>
          <p className="text-fg-2">boleto-marco.pdf</p>
        </Disclosure>
      </Specimen>
    </Section>
  );
}
