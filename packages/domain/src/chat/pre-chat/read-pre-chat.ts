import { strictAddress } from "../../email/mail-address.ts";
import { type FormLocale, formWords } from "../../form/form-fields.ts";
import { mistakeInTyped, type TypedMistake } from "../../form/read-form.ts";
import { cnpjText, cpfText, isCnpj, isCpf } from "../../triage/brazilian-numbers.ts";
import { cutText } from "../../words.ts";
import {
  type PreChat,
  type PreChatField,
  preChatLabel,
  preChatLengthMax,
} from "./pre-chat-fields.ts";

export type AnswerMistake = Exclude<TypedMistake, "not-agreed"> | "bad-document";

/** What a visitor answered, by the fields' keys. */
export type PreChatAnswers = Readonly<Record<string, string>>;

/** What was said before the first words. Of nothing in it is it known that it is true. */
export interface ReadPreChat {
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  /** All of it as agents read it, in the form's order. */
  readonly said: readonly { readonly name: string; readonly value: string }[];
  /** What was chosen, by the field's key: the option's tag, or its id. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

export type PreChatReading =
  | { readonly kind: "read"; readonly read: ReadPreChat }
  /** In the form's order; at least one. */
  | {
      readonly kind: "mistakes";
      readonly mistakes: readonly { readonly key: string; readonly because: AnswerMistake }[];
    };

/**
 * Reads what was typed before a chat, in the browser and again here. What the form does not ask is not
 * looked at; nothing of it is proof of anything.
 */
export function readPreChat(
  form: PreChat,
  answers: PreChatAnswers,
  locale: FormLocale,
): PreChatReading {
  const typed = form.fields.map((field) => ({ field, value: answerTo(field, answers) }));
  const mistakes = typed.flatMap(({ field, value }) => {
    const because = mistakeIn(field, value);
    return because ? [{ key: field.key, because }] : [];
  });
  if (mistakes.length > 0) return { kind: "mistakes", mistakes };
  const given = typed.filter(({ value }) => value !== "");
  const of = (kind: PreChatField["kind"]) => given.find(({ field }) => field.kind === kind)?.value;
  const options = given.flatMap(({ field, value }) => {
    const option = field.options?.find(({ id }) => id === value);
    return field.kind === "choice" && option ? [{ key: field.key, option }] : [];
  });
  return {
    kind: "read",
    read: {
      name: of("name"),
      email: strictAddress(of("email") ?? ""),
      phone: of("phone"),
      said: given.map(({ field, value }) => ({
        name: preChatLabel(field, locale),
        value: shown(field, value, locale),
      })),
      chosen: Object.fromEntries(options.map(({ key, option }) => [key, option.tag ?? option.id])),
      tags: [...new Set(options.flatMap(({ option }) => option.tag ?? []))],
    },
  };
}

/** What was answered, never longer than the field takes by more than tells that it is too long. */
function answerTo({ key, kind }: PreChatField, answers: PreChatAnswers): string {
  const value = Object.hasOwn(answers, key) ? (answers[key] ?? "") : "";
  return cutText(value, preChatLengthMax(kind) + 1).trim();
}

function mistakeIn(field: PreChatField, value: string): AnswerMistake | undefined {
  const { kind, required, options } = field;
  if (kind !== "document") return mistakeInTyped({ kind, required, options }, value);
  if (value === "") return required ? "required" : undefined;
  const bare = bareDocument(value);
  return isCpf(bare) || isCnpj(bare) ? undefined : "bad-document";
}

function shown(field: PreChatField, value: string, locale: FormLocale): string {
  if (field.kind === "document") return maskDocument(value);
  if (field.kind !== "choice") return value;
  const option = field.options?.find(({ id }) => id === value);
  return formWords(option?.label, locale) ?? value;
}

/**
 * Digits and, of a CNPJ since July 2026, capital letters; whatever else was typed or pasted is left out,
 * as the "CPF:" that came along.
 */
function bareDocument(text: string): string {
  const digits = text.replace(/\D/g, "");
  const characters = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return !isCnpj(characters) && (isCpf(digits) || isCnpj(digits)) ? digits : characters;
}

/** A CPF or a CNPJ as people write it; of half of one, what there is. Any paste will do. */
export function maskDocument(text: string): string {
  const bare = bareDocument(text);
  if (bare.length === 11 && /^\d+$/.test(bare)) return cpfText(bare);
  return bare.length === 14 ? cnpjText(bare) : text.trim();
}

/**
 * A Brazilian number as people write it, with +55 kept where it was typed. Numbers of other countries
 * and halves stay as they are.
 */
export function maskPhone(text: string): string {
  const typed = text.trim();
  const parts = /^(?:\+55)?([1-9]\d)(9?\d{4})(\d{4})$/.exec(typed.replace(/[\s().-]/g, ""));
  if (!parts) return typed;
  const [, area, head, tail] = parts;
  const country = typed.startsWith("+") ? "+55 " : "";
  return `${country}(${area}) ${head}-${tail}`;
}
