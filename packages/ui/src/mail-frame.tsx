import { classNames } from "./class-names.ts";

export interface MailFrameProps {
  /** What is inside, for who cannot see it: "E-mail de Marina Costa". */
  readonly title: string;
  /** A document that was made safe before and says so in its own headers. */
  readonly src: string;
  /** In rem, so that it follows the size of text; what does not fit scrolls inside. */
  readonly heightRem: number;
  readonly className?: string | undefined;
}

/**
 * A stranger's HTML. The frame runs no script and has an origin of its own, so nothing in it can
 * reach the page; for the same reason the page cannot measure it, and its height is given. Links
 * open outside, without the sandbox and without telling where they were followed.
 *
 * Mail is written for white paper: in the dark theme, too, it stays on it.
 */
export function MailFrame({ title, src, heightRem, className }: MailFrameProps) {
  return (
    <iframe
      title={title}
      src={src}
      sandbox={SANDBOX}
      referrerPolicy="no-referrer"
      loading="lazy"
      style={{ height: `${heightRem}rem` }}
      className={classNames(
        "ring-focus keep-color w-full rounded-control border border-line-subtle bg-[#ffffff] scheme-light",
        className,
      )}
    />
  );
}

/** Never `allow-scripts`, never `allow-same-origin`. */
const SANDBOX = "allow-popups allow-popups-to-escape-sandbox";
