import type { MailView, MessageView } from "@circuito/protocol";
import { Button, FactList } from "@circuito/ui";
import { ChevronDown, ChevronUp } from "lucide-react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { bareSubject } from "./bare-subject.ts";
import { personFull, personName } from "./mail-labels.ts";
import { lookAtMail, useMailLook } from "./mail-looks.ts";

type Mailboxes = MailView["to"];

/** Names on the line before the rest is counted. */
const NAMED_MAX = 2;

interface MailPeopleProps {
  readonly message: MessageView;
  readonly mail: MailView;
  /** Of the conversation: said again only where this mail's differs. */
  readonly subject: string | null;
}

/** From whom to whom in a line, which opens to every address and the subject. */
export function MailPeople({ message, mail, subject }: MailPeopleProps) {
  const t = useT();
  const { showsPeople = false } = useMailLook(message.id);
  const from = mail.from[0];
  const hasOtherSubject = bareSubject(mail.subject) !== bareSubject(subject ?? "");
  const line = [
    mail.to.length > 0 && t("mail.toLine", { names: named(mail.to, t) }),
    mail.cc.length > 0 && t("mail.ccLine", { names: named(mail.cc, t) }),
  ];
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-w-0 items-start justify-between gap-2">
        <p className="min-w-0 py-1 text-12 text-fg-2 wrap-anywhere">
          {from !== undefined && (
            <span className="text-fg">{from.address ?? personName(from)} </span>
          )}
          {line.filter(Boolean).join(" · ")}
        </p>
        <Button
          size="small"
          variant="ghost"
          aria-expanded={showsPeople}
          iconEnd={showsPeople ? <ChevronUp /> : <ChevronDown />}
          className="-mr-2"
          onPress={() => lookAtMail(message.id, { showsPeople: !showsPeople })}
        >
          {t("mail.people")}
        </Button>
      </div>
      {hasOtherSubject && mail.subject !== "" && (
        <p className="text-14s wrap-anywhere">{mail.subject}</p>
      )}
      {showsPeople && (
        <div className="rounded-control bg-sunken px-3 py-2 text-12">
          <FactList
            facts={[
              { id: "from", term: t("mail.from"), value: <People of={mail.from} /> },
              ...(differs(mail.replyTo, mail.from)
                ? [{ id: "reply", term: t("mail.replyTo"), value: <People of={mail.replyTo} /> }]
                : []),
              { id: "to", term: t("mail.to"), value: <People of={mail.to} /> },
              ...(mail.cc.length > 0
                ? [{ id: "cc", term: t("mail.cc"), value: <People of={mail.cc} /> }]
                : []),
              {
                id: "subject",
                term: t("mail.subject"),
                value: mail.subject || t("mail.noSubject"),
              },
              {
                id: "date",
                term: t("mail.date"),
                value: fullTime(message.sentAt ?? message.createdAt),
              },
            ]}
          />
        </div>
      )}
    </div>
  );
}

function People({ of }: { readonly of: Mailboxes }) {
  const t = useT();
  if (of.length === 0) return t("mail.nobody");
  return (
    <ul>
      {of.map((person) => (
        <li key={personFull(person)} className="wrap-anywhere">
          {personFull(person)}
        </li>
      ))}
    </ul>
  );
}

function named(people: Mailboxes, t: ReturnType<typeof useT>): string {
  const names = people.slice(0, NAMED_MAX).map(personName).join(", ");
  const rest = people.length - NAMED_MAX;
  return rest > 0 ? t("mail.andMore", { names, count: rest }) : names;
}

function differs(one: Mailboxes, other: Mailboxes): boolean {
  const addresses = new Set(other.map((person) => person.address));
  return one.some((person) => !addresses.has(person.address));
}
