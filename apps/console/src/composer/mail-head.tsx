import { Button, RecipientField, TextField } from "@circuito/ui";
import { ChevronDown, ChevronUp, Info, Reply } from "lucide-react";
import { useState } from "react";
import { type Translate, useT } from "../i18n/translate.ts";
import { personFull, personName } from "../mail/mail-labels.ts";
import { wordsOfNote } from "../mail/reply-notes.ts";
import { isDeliverable, readRecipients, withRecipients } from "./mail-recipients.ts";
import type { Addressee } from "./reachable.ts";
import type { MailDraft } from "./use-mail-draft.ts";

interface MailHeadProps {
  readonly mail: MailDraft;
}

/** The longest subject a mail can have (RFC 5322 §2.1.1). */
const SUBJECT_LENGTH_MAX = 998;

/** To whom and about what: a line that says it, which opens to change it. */
export function MailHead({ mail }: MailHeadProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  // What is wrong must be seen to be mended.
  const isShown = isOpen || mail.problem !== null;
  return (
    <div className="flex flex-col border-b border-line-subtle px-3 pt-1">
      <div className="flex min-w-0 items-center gap-2 pb-1 [&>.lucide]:size-4 [&>.lucide]:flex-none [&>.lucide]:text-fg-3">
        <Reply aria-hidden="true" />
        <p className="min-w-0 grow truncate text-12 text-fg-2" title={summary(mail, t)}>
          {mail.isKnown ? (
            <>
              <span className="font-medium text-fg">{names(mail.to) || t("mail.nobody")}</span>
              {mail.cc.length > 0 && ` · ${t("mail.ccLine", { names: names(mail.cc) })}`}
              {!isShown && ` · ${mail.subject || t("mail.noSubject")}`}
            </>
          ) : (
            t("composer.recipientsUnknown")
          )}
        </p>
        <Button
          size="small"
          variant="ghost"
          className="-mr-2"
          aria-expanded={isShown}
          iconEnd={isShown ? <ChevronUp /> : <ChevronDown />}
          onPress={() => setOpen(!isShown)}
        >
          {t("composer.changeRecipients")}
        </Button>
      </div>
      {mail.notes.length > 0 && (
        <ul className="pb-1.5 text-12 text-warn-text">
          {mail.notes.map((note) => (
            <li
              key={`${note.code}${note.address}`}
              className="flex items-start gap-1.5 [&>.lucide]:mt-0.5 [&>.lucide]:size-3.5 [&>.lucide]:flex-none"
            >
              <Info aria-hidden="true" />
              {wordsOfNote(note)}
            </li>
          ))}
        </ul>
      )}
      {isShown && <Fields mail={mail} />}
    </div>
  );
}

function Fields({ mail }: MailHeadProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-0.5 pb-2">
      <People
        label={t("mail.to")}
        people={mail.to}
        error={mail.problem === "nobody" ? t("composer.needsRecipient") : undefined}
        onChange={(to) => mail.choose({ to })}
      />
      <People label={t("mail.cc")} people={mail.cc} onChange={(cc) => mail.choose({ cc })} />
      <div className="flex items-center gap-2">
        <span aria-hidden="true" className="w-12 flex-none text-12 font-medium text-fg-2">
          {t("mail.subject")}
        </span>
        <TextField
          label={t("mail.subject")}
          isLabelHidden
          className="min-w-0 grow"
          maxLength={SUBJECT_LENGTH_MAX}
          value={mail.subject}
          onChange={(subject) => mail.choose({ subject })}
        />
      </div>
    </div>
  );
}

interface PeopleProps {
  readonly label: string;
  readonly people: readonly Addressee[];
  readonly error?: string | undefined;
  readonly onChange: (people: readonly Addressee[]) => void;
}

function People({ label, people, error, onChange }: PeopleProps) {
  const t = useT();
  const invalid = people.filter((person) => !isDeliverable(person));
  return (
    <RecipientField
      label={label}
      recipients={people.map((person) => ({
        id: person.address,
        text: personName(person),
        full: personFull(person),
        isInvalid: !isDeliverable(person),
      }))}
      error={
        error ??
        (invalid[0] === undefined
          ? undefined
          : t("composer.invalidRecipient", { written: invalid[0].address }))
      }
      removeLabel={(recipient) => t("composer.removeRecipient", { name: recipient.full })}
      onAdd={(written) => onChange(withRecipients(people, readRecipients(written)))}
      onRemove={(id) => onChange(people.filter((person) => person.address !== id))}
    />
  );
}

const names = (people: readonly Addressee[]) => people.map(personName).join(", ");

function summary({ to, cc, subject }: MailDraft, t: Translate): string {
  const line = [
    t("mail.toLine", { names: to.map(personFull).join(", ") }),
    cc.length > 0 && t("mail.ccLine", { names: cc.map(personFull).join(", ") }),
    subject,
  ];
  return line.filter(Boolean).join("\n");
}
