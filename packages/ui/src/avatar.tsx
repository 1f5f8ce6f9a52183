import { User } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type AvatarSize = "small" | "default" | "large";
export type PresenceDot = "online" | "away" | "offline";

export interface AvatarProps {
  /** Whose it is; initials come from it. Decorative: the name always stands near it as text. */
  readonly name: string;
  readonly imageUrl?: string | undefined;
  readonly size?: AvatarSize;
  /** On the lower corner; `ChannelGlyph` of the conversation. */
  readonly badge?: ReactNode;
  /** On the lower corner; said in words elsewhere. */
  readonly presence?: PresenceDot | undefined;
}

const SIZES: Readonly<Record<AvatarSize, string>> = {
  small: "size-5 text-[0.5625rem]",
  default: "size-8 text-12",
  large: "size-10 text-13",
};

/** Filled, hollow, crossed by shape as well as by colour. */
const PRESENCE_LOOKS: Readonly<Record<PresenceDot, string>> = {
  online: "bg-ok-icon border-ok-icon",
  away: "bg-surface border-warn-icon",
  offline: "bg-surface border-line-control",
};

/** Initials or a picture on a quiet ground. */
export function Avatar({ name, imageUrl, size = "default", badge, presence }: AvatarProps) {
  return (
    <span aria-hidden="true" className={classNames("relative inline-flex flex-none", SIZES[size])}>
      {imageUrl === undefined ? (
        <span className="flex size-full items-center justify-center rounded-full bg-muted font-medium text-fg-2 ring-1 ring-line-subtle ring-inset">
          {initials(name) ?? <User className="size-1/2" />}
        </span>
      ) : (
        <img src={imageUrl} alt="" className="size-full rounded-full object-cover" />
      )}
      {badge !== undefined && (
        <span className="absolute -right-1 -bottom-1 flex size-4 items-center justify-center rounded-full bg-surface text-fg-2 ring-1 ring-line-subtle [&>svg]:size-2.5 [&>svg]:stroke-2">
          {badge}
        </span>
      )}
      {presence !== undefined && (
        <span
          className={classNames(
            "keep-color absolute -right-0.5 -bottom-0.5 rounded-full ring-surface",
            // Small enough that both initials are still read beside it.
            size === "small" ? "size-2 border-[1.5px] ring-1" : "size-2.5 border-2 ring-2",
            PRESENCE_LOOKS[presence],
          )}
        />
      )}
    </span>
  );
}

export interface AvatarStackProps {
  readonly names: readonly string[];
  /** Further ones become "+2". */
  readonly max?: number;
  /** "Ana e Bruno estão vendo". */
  readonly label: string;
}

/** Who else is here. */
export function AvatarStack({ names, max = 3, label }: AvatarStackProps) {
  const hidden = names.length - max;
  return (
    <span role="img" aria-label={label} className="flex flex-none items-center -space-x-1">
      {names.slice(0, max).map((name) => (
        <span key={name} className="rounded-full bg-surface ring-2 ring-surface">
          <Avatar name={name} size="small" />
        </span>
      ))}
      {hidden > 0 && <span className="pl-2 text-11 text-fg-2">+{hidden}</span>}
    </span>
  );
}

/** First letters of the first and the last word; a phone number has none. */
function initials(name: string): string | undefined {
  if (!/\p{L}/u.test(name)) return undefined;
  const words = name.trim().split(/\s+/);
  const [first = ""] = words;
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  const letters = last === "" ? [...first].slice(0, 2) : [[...first][0], [...last][0]];
  return letters.join("").toLocaleUpperCase();
}
