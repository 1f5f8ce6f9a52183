import type { ChosenTemplate } from "@circuito/domain";

/** What a message is: the part of the request that depends on its kind, under the kind's own name. */
export interface MessageBody {
  readonly type: "text" | "image" | "audio" | "video" | "document" | "interactive" | "template";
  readonly [content: string]: unknown;
}

export function textBody(text: string): MessageBody {
  return { type: "text", text: { body: text, preview_url: /\bhttps?:\/\/\S/i.test(text) } };
}

export function mediaBody(
  kind: "image" | "audio" | "video" | "document",
  file: {
    readonly id: string;
    readonly caption?: string;
    readonly fileName: string;
    readonly isVoice?: boolean;
  },
): MessageBody {
  const caption = file.caption === undefined ? {} : { caption: file.caption };
  const filename = kind === "document" ? { filename: file.fileName } : {};
  const voice = kind === "audio" && file.isVoice ? { voice: true } : {};
  return { type: kind, [kind]: { id: file.id, ...caption, ...filename, ...voice } };
}

/** The words are put in by Meta; what the message says itself is what the customer will read. */
export function templateBody(template: ChosenTemplate): MessageBody {
  const texts = (words: readonly string[]) => words.map((text) => ({ type: "text", text }));
  const part = (type: "header" | "body", words: readonly string[]) =>
    words.length === 0 ? [] : [{ type, parameters: texts(words) }];
  return {
    type: "template",
    template: {
      name: template.name,
      language: { code: template.language },
      components: [
        ...part("header", template.header),
        ...part("body", template.body),
        ...template.buttons.map(({ index, text }) => ({
          type: "button",
          sub_type: "url",
          index: String(index),
          parameters: texts([text]),
        })),
      ],
    },
  };
}
