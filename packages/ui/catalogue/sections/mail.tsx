import { Ellipsis, Paperclip, X } from "lucide-react";
import { useState } from "react";
import {
  Chip,
  FileButton,
  FileDrop,
  FileTile,
  IconButton,
  MailCard,
  MailFrame,
  type Recipient,
  RecipientField,
  Ticks,
} from "../../src/index.ts";
import { Section, Specimen } from "../specimen.tsx";

export function MailSection() {
  return (
    <Section id="mail" title="E-mail">
      <Specimen title="MailCard, MailFrame" isWide isBare>
        <div className="mx-auto flex max-w-[45rem] flex-col gap-thread p-4">
          <Card />
          <Card isOutbound />
          <Card isOpen />
        </div>
      </Specimen>
      <Specimen title="FileTile" isWide>
        <div className="flex flex-wrap gap-2">
          <FileTile name="foto.jpg" mimeType="image/jpeg" detail="1,8 MB" href="#mail" />
          <FileTile
            name="fatura.pdf.exe"
            mimeType="application/x-msdownload"
            detail="pode ser perigoso · 96 KB"
            tone="warn"
          />
          <FileTile
            name="contrato.pdf"
            mimeType="application/pdf"
            detail="480 KB · 40 %"
            progress={0.4}
            progressLabel="Enviando contrato.pdf"
            actions={<IconButton size="tiny" label="Remover contrato.pdf" icon={<X />} />}
          />
          <FileTile name="video.mp4" mimeType="video/mp4" detail="Grande demais" tone="danger" />
        </div>
      </Specimen>
      <Specimen title="RecipientField" isWide>
        <People />
      </Specimen>
      <Specimen title="FileDrop, FileButton">
        <FileDrop hint="Solte para anexar" onFiles={() => undefined}>
          <div className="flex h-20 items-center gap-2 rounded-control border border-line px-3 text-13">
            <FileButton label="Anexar arquivos" onFiles={() => undefined} />
            Arraste um arquivo para cá
          </div>
        </FileDrop>
      </Specimen>
    </Section>
  );
}

interface CardProps {
  readonly isOpen?: boolean;
  readonly isOutbound?: boolean;
}

function Card({ isOpen: startsOpen = false, isOutbound = false }: CardProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <MailCard
      kind={isOutbound ? "outbound" : "inbound"}
      label={isOutbound ? "E-mail de Você, 14:05" : "E-mail de Marina Costa, 13:52"}
      author={isOutbound ? "Você" : "Marina Costa"}
      snippet="Bom dia! Segue o comprovante da transferência de ontem."
      time={isOutbound ? "14:05" : "13:52"}
      dateTime="2026-04-18T13:52:00Z"
      isOpen={isOpen}
      onOpenChange={setOpen}
      marks={
        isOutbound ? (
          <Ticks status="sent" label="Enviada" />
        ) : (
          <>
            <Chip>Resposta automática</Chip>
            <Paperclip aria-hidden="true" />
          </>
        )
      }
      actions={<IconButton size="small" label="Ações do e-mail" icon={<Ellipsis />} />}
      people={<p className="text-12 text-fg-2">marina@example.org para Suporte · cc Ana</p>}
    >
      <MailFrame title="Conteúdo do e-mail de Marina Costa" src="./mail.html" heightRem={6} />
    </MailCard>
  );
}

function People() {
  const [people, setPeople] = useState<readonly Recipient[]>([
    { id: "1", text: "Marina Costa", full: "Marina Costa <marina@example.org>" },
    { id: "2", text: "ana@@errado", full: "ana@@errado", isInvalid: true },
  ]);
  return (
    <RecipientField
      label="Para"
      recipients={people}
      error="“ana@@errado” não é um endereço de e-mail."
      removeLabel={({ full }) => `Remover ${full}`}
      onAdd={(text) => setPeople([...people, { id: text, text, full: text }])}
      onRemove={(id) => setPeople(people.filter((person) => person.id !== id))}
    />
  );
}
