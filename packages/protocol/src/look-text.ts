/* How a chat on a site looks: apart from the schemas, so that no validator comes along. */
import type { ChatSurface, PreChat } from "@circuito/domain";

export {
  type AccentVerdict,
  CHAT_SURFACES,
  type ChatSurface,
  contrast,
  judgeAccent,
  judgeLogo,
  LOGO_ALT_LENGTH_MAX,
  LOGO_BYTES_MAX,
  LOGO_SIDE_MAX_PX,
  legibleOn,
  PICTURE_TYPES,
  type PictureFault,
  textOn,
} from "@circuito/domain";

/** A look that nobody has saved yet: what the console tells the preview, which draws it. */
export interface PreviewedLook {
  readonly companyName: string;
  /** `#rrggbb` */
  readonly accentColor: string;
  readonly greeting: string | null;
  /** Its address: on the gateway, or `data:` of one that was not sent yet. */
  readonly logo: { readonly path: string; readonly alt: string } | null;
  /** As on the page of a visitor whose system is as the preview is looked at. */
  readonly theme: ChatSurface;
  readonly position: "left" | "right";
  readonly launcherText: string | null;
  readonly preChat: PreChat | null;
  /** Words of one that stands beside the button while the chat is shut; null: none does. */
  readonly invitation: string | null;
  readonly locale: string;
  /** The page behind the chat. */
  readonly page: ChatSurface;
}

/** Console → preview; the preview asks for it with {@link PreviewAsks} once it can draw. */
export interface PreviewTold {
  readonly circuito: 1;
  readonly t: "look";
  readonly look: PreviewedLook;
}
export interface PreviewAsks {
  readonly circuito: 1;
  readonly t: "ready";
}
