import {
  FileText,
  FlaskConical,
  Mail,
  MessageCircle,
  MessageSquareText,
  Phone,
} from "lucide-react";
import type { ReactNode } from "react";

export type Channel = "email" | "whatsapp" | "webchat" | "sms" | "form" | "phone" | "loopback";

export interface ChannelGlyphProps {
  readonly channel: Channel;
  /** Its name, where no text beside it says it. */
  readonly label?: string | undefined;
}

/** A channel, drawn in the colour of the text around: green and red belong to promises. */
export function ChannelGlyph({ channel, label }: ChannelGlyphProps) {
  const glyph = GLYPHS[channel];
  if (label === undefined) return glyph;
  return (
    <span className="inline-flex" role="img" aria-label={label}>
      {glyph}
    </span>
  );
}

/** A receiver in a speech bubble; Lucide carries no brands. */
const WHATSAPP = (
  <svg
    className="glyph"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M3.2 20.8 4.5 16a9 9 0 1 1 3.4 3.5Z" />
    <path d="M8.6 8.2c-.8 1 0 3.2 1.7 5s4 2.6 5 1.7l.7-.9-2-1.4-1 .8c-.9-.4-1.6-1.1-2-2l.8-1-1.4-2Z" />
  </svg>
);

const GLYPHS: Readonly<Record<Channel, ReactNode>> = {
  email: <Mail aria-hidden="true" />,
  whatsapp: WHATSAPP,
  webchat: <MessageCircle aria-hidden="true" />,
  sms: <MessageSquareText aria-hidden="true" />,
  form: <FileText aria-hidden="true" />,
  phone: <Phone aria-hidden="true" />,
  loopback: <FlaskConical aria-hidden="true" />,
};
