import { Workflow } from "lucide-react";
import { useState } from "react";
import {
  Chip,
  DateField,
  DiffView,
  DurationField,
  EditorFoot,
  EmptyState,
  NumberField,
  type Option,
  SortableList,
  Sparkline,
  StatTile,
  Table,
  TagField,
  TimeField,
} from "../../src/index.ts";
import { Section, Specimen } from "../specimen.tsx";

const QUEUES = [
  { id: "solvers", name: "Solucionadores", level: "N1", people: 4, waiting: 9, isOpen: true },
  { id: "triage", name: "Direcionamento", level: "N1", people: 2, waiting: 14, isOpen: true },
  { id: "finance", name: "Financeiro", level: "N2", people: 3, waiting: 0, isOpen: false },
];

const COLUMNS = [
  { id: "name", label: "Fila", isRowHeader: true, cell: (q: (typeof QUEUES)[number]) => q.name },
  {
    id: "level",
    label: "Nível",
    isSecondary: true,
    cell: (q: (typeof QUEUES)[number]) => <Chip variant="outline">{q.level}</Chip>,
  },
  {
    id: "people",
    label: "Pessoas",
    align: "end" as const,
    isSecondary: true,
    cell: (q: (typeof QUEUES)[number]) => q.people,
  },
  {
    id: "waiting",
    label: "Esperando",
    align: "end" as const,
    cell: (q: (typeof QUEUES)[number]) => q.waiting,
  },
  {
    id: "open",
    label: "Horário",
    cell: (q: (typeof QUEUES)[number]) =>
      q.isOpen ? <Chip tone="ok">Aberta</Chip> : <Chip>Fechada</Chip>,
  },
];

const UNITS = [
  { id: "minute", label: "minutos" },
  { id: "hour", label: "horas" },
  { id: "day", label: "dias" },
] as const;

const LABELS: readonly Option[] = [
  { id: "vip", label: "vip" },
  { id: "boleto", label: "boleto" },
  { id: "entrega", label: "entrega" },
];

const RULES = [
  { id: "boleto", name: "Boleto vai ao Financeiro" },
  { id: "late", name: "Fora do horário responde sozinha" },
  { id: "english", name: "Inglês vai a quem fala" },
  { id: "rest", name: "O resto vai aos Solucionadores", isPinned: true },
];

/** What admins and supervisors work with. */
export function EditorsSection() {
  const [limit, setLimit] = useState<number | null>(6);
  const [within, setWithin] = useState<number | null>(4 * 3_600_000);
  const [opens, setOpens] = useState("08:00");
  const [day, setDay] = useState("2026-12-25");
  const [labels, setLabels] = useState<readonly string[]>(["vip"]);
  const [rules, setRules] = useState(RULES);
  const [isDirty, setDirty] = useState(true);
  return (
    <Section id="editors" title="Editores e painéis">
      <Specimen title="Table" isWide>
        <Table
          label="Filas"
          columns={COLUMNS}
          rows={QUEUES}
          nameOf={({ name }) => name}
          onOpen={() => {}}
          className="w-full"
        />
      </Specimen>
      <Specimen title="Table, vazia" isWide>
        <Table
          label="Filas, nenhuma"
          columns={COLUMNS}
          rows={[]}
          nameOf={({ name }) => name}
          emptyState={<EmptyState icon={<Workflow />} title="Crie a primeira fila" />}
          className="w-full"
        />
      </Specimen>
      <Specimen title="NumberField">
        <NumberField
          label="Conversas ao mesmo tempo"
          value={limit}
          onChange={setLimit}
          minValue={1}
          maxValue={20}
          description="Quanto cada pessoa segura."
          className="w-full"
        />
        <NumberField
          label="Peso"
          value={0}
          onChange={() => {}}
          unit="unidades"
          error="O peso começa em 1."
          className="w-full"
        />
        <NumberField label="Parado" value={3} onChange={() => {}} isDisabled className="w-full" />
      </Specimen>
      <Specimen title="DurationField">
        <DurationField
          label="Primeira resposta"
          unitLabel="Unidade da primeira resposta"
          units={UNITS}
          value={within}
          onChange={setWithin}
          className="w-full"
        />
        <DurationField
          label="Resolução"
          unitLabel="Unidade da resolução"
          units={UNITS}
          value={null}
          onChange={() => {}}
          error="Diga em quanto tempo."
          className="w-full"
        />
      </Specimen>
      <Specimen title="TimeField, DateField">
        <TimeField label="Abre" value={opens} onChange={setOpens} className="w-full" />
        <TimeField
          label="Fecha"
          value="07:00"
          onChange={() => {}}
          error="Fecha antes de abrir."
          className="w-full"
        />
        <DateField label="Feriado" value={day} onChange={setDay} className="w-full" />
      </Specimen>
      <Specimen title="TagField">
        <TagField
          label="Etiquetas"
          options={LABELS}
          value={labels}
          onChange={setLabels}
          placeholder="Escolha ou escreva"
          emptyText="Nenhuma etiqueta assim."
          removeLabel={(label) => `Retirar ${label}`}
          create={{ label: (typed) => `Criar “${typed}”`, idOf: (typed) => typed.toLowerCase() }}
          className="w-full"
        />
        <TagField
          label="Idiomas"
          options={LABELS}
          value={[]}
          onChange={() => {}}
          placeholder="Escolha"
          emptyText="Nenhum assim."
          removeLabel={(label) => `Retirar ${label}`}
          error="Escolha ao menos um."
          className="w-full"
        />
      </Specimen>
      <Specimen title="SortableList" isWide>
        <SortableList
          label="Regras"
          items={rules}
          currentId="late"
          onOpen={() => {}}
          onMove={(id, to) =>
            setRules((now) => {
              const moved = now.filter((rule) => rule.id === id);
              const rest = now.filter((rule) => rule.id !== id);
              return [...rest.slice(0, to), ...moved, ...rest.slice(to)];
            })
          }
          texts={{
            drag: (name) => `Mover ${name}`,
            up: (name) => `Subir ${name}`,
            down: (name) => `Descer ${name}`,
            pinned: "Regra para o resto",
          }}
          className="w-full"
        >
          {({ name }, index) => (
            <span>
              <span className="mr-2 text-fg-3 tabular-nums">{index + 1}</span>
              {name}
            </span>
          )}
        </SortableList>
      </Specimen>
      <Specimen title="StatTile, Sparkline" isWide>
        <div className="grid w-full gap-3 min-[640px]:grid-cols-3">
          <StatTile
            label="Esperando agora"
            value="14"
            target="meta 10"
            alert="4 acima da meta"
            href="#editors"
            course={
              <Sparkline
                label="Última hora: de 4 a 14"
                values={[4, 6, 5, 8, 7, 9, 12, 11, 13, 14]}
              />
            }
          />
          <StatTile
            label="Maior espera"
            value="6 min"
            target="meta 15 min"
            course={<Sparkline label="Sem dados" values={[2, 3, null, null, 4, 6]} />}
          />
          <StatTile label="No prazo hoje" value="94 %" staleText="há 14 s" />
        </div>
      </Specimen>
      <Specimen title="DiffView">
        <DiffView
          label="O que muda"
          texts={{ before: "Antes", after: "Depois" }}
          emptyText="Nada muda."
          changes={[
            { id: "1", what: "Prioridade", before: "Normal", after: "Alta" },
            { id: "2", what: "Regra 3 · Inglês", after: "Vai a quem fala inglês" },
            { id: "3", what: "Regra 4 · Teste", before: "Vai ao Técnico" },
          ]}
        />
      </Specimen>
      <Specimen title="EditorFoot" isBare>
        <div className="px-6 pt-4">
          <EditorFoot
            isDirty={isDirty}
            onSave={() => setDirty(false)}
            onDiscard={() => setDirty(false)}
            saveLabel="Salvar"
            discardLabel="Descartar"
            dirtyText="Alterações não salvas"
            saveKeys={["Ctrl", "S"]}
          />
          <EditorFoot
            isDirty
            onSave={() => {}}
            onDiscard={() => {}}
            saveLabel="Salvar"
            discardLabel="Descartar"
            dirtyText=""
            error="Outra pessoa salvou antes. Veja o que mudou."
          />
        </div>
      </Specimen>
    </Section>
  );
}
