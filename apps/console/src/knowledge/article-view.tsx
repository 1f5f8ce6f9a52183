import {
  type ArticleBlock,
  type ArticleInline,
  articlePictureOf,
  isSafeHref,
  readArticle,
} from "@circuito/protocol/article-text";
import { Info, Lightbulb, TriangleAlert } from "lucide-react";
import { Fragment, type ReactNode, useMemo } from "react";

/* Drawn from what was understood, never from HTML: there is none in it. */

/** An article as its readers see it. */
export function ArticleView({ markdown }: { readonly markdown: string }) {
  const blocks = useMemo(() => readArticle(markdown), [markdown]);
  return (
    <div className="flex min-w-0 flex-col gap-3 text-14 leading-relaxed wrap-anywhere">
      <Blocks blocks={blocks} />
    </div>
  );
}

function Blocks({ blocks }: { readonly blocks: readonly ArticleBlock[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew from its text, never moved
  return blocks.map((block, at) => <Fragment key={at}>{drawBlock(block)}</Fragment>);
}

const HEADINGS: Readonly<Record<number, string>> = {
  2: "pt-2 text-16 font-semibold",
  3: "pt-1 text-14s",
  4: "text-14s text-fg-2",
};

const TONES = {
  note: { className: "bg-accent-soft", icon: <Info aria-hidden="true" /> },
  tip: { className: "bg-ok-soft", icon: <Lightbulb aria-hidden="true" /> },
  warning: { className: "bg-warn-soft", icon: <TriangleAlert aria-hidden="true" /> },
} as const;

function drawBlock(block: ArticleBlock): ReactNode {
  switch (block.kind) {
    case "heading": {
      // Beside an editor it stands under headings of the page.
      const Heading = `h${Math.min(block.level + 1, 6)}` as "h3";
      return (
        <Heading className={HEADINGS[block.level]}>
          <Inlines inlines={block.inlines} />
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p>
          <Inlines inlines={block.inlines} />
        </p>
      );
    case "list": {
      const items = block.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew from its text, never moved
        <li key={at} className="ps-1 [&>*+*]:mt-1.5">
          <Blocks blocks={item} />
        </li>
      ));
      return block.start === undefined ? (
        <ul className="flex list-disc flex-col gap-1.5 ps-5 marker:text-fg-3">{items}</ul>
      ) : (
        <ol
          start={block.start}
          className="flex list-decimal flex-col gap-1.5 ps-6 marker:font-medium marker:text-fg-2"
        >
          {items}
        </ol>
      );
    }
    case "quote": {
      if (block.tone === undefined) {
        return (
          <blockquote className="flex flex-col gap-2 border-line border-l-2 ps-3 text-fg-2">
            <Blocks blocks={block.blocks} />
          </blockquote>
        );
      }
      const { className, icon } = TONES[block.tone];
      return (
        <aside className={`flex gap-2.5 rounded-pane px-3 py-2.5 ${className}`}>
          <span className="mt-1 flex-none [&>svg]:size-4">{icon}</span>
          <div className="flex min-w-0 flex-col gap-2">
            <Blocks blocks={block.blocks} />
          </div>
        </aside>
      );
    }
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <pre tabIndex={0} className="overflow-x-auto rounded-pane bg-sunken px-3 py-2 text-12">
          <code>{block.text}</code>
        </pre>
      );
    case "table":
      return <TableBlock {...block} />;
    case "rule":
      return <hr className="border-line-subtle" />;
  }
}

function TableBlock({ head, rows }: Extract<ArticleBlock, { kind: "table" }>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <div tabIndex={0} className="overflow-x-auto rounded-pane border border-line">
      <table className="w-full text-13">
        <thead className="bg-sunken text-left">
          <tr>
            {head.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew from its text, never moved
              <th key={at} className="px-3 py-1.5 font-medium">
                <Inlines inlines={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew from its text, never moved
            <tr key={at} className="border-line-subtle border-t">
              {row.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew from its text, never moved
                <td key={place} className="px-3 py-1.5 align-top">
                  <Inlines inlines={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inlines({ inlines }: { readonly inlines: readonly ArticleInline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew from its text, never moved
  return inlines.map((inline, at) => <Fragment key={at}>{drawInline(inline)}</Fragment>);
}

function drawInline(inline: ArticleInline): ReactNode {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return <code className="rounded-chip bg-sunken px-1 text-[0.9em]">{inline.text}</code>;
    case "break":
      return <br />;
    case "strong":
      return (
        <strong className="font-semibold">
          <Inlines inlines={inline.inlines} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines inlines={inline.inlines} />
        </em>
      );
    case "struck":
      return (
        <del>
          <Inlines inlines={inline.inlines} />
        </del>
      );
    case "link":
      return isSafeHref(inline.href) ? (
        <a
          href={inline.href}
          target="_blank"
          rel="noreferrer"
          className="text-accent-text underline"
        >
          <Inlines inlines={inline.inlines} />
        </a>
      ) : (
        <span className="text-danger-text line-through">
          <Inlines inlines={inline.inlines} />
        </span>
      );
    case "image": {
      const picture = articlePictureOf(inline.src);
      // No picture of ours: readers are shown none either, and publishing it is refused.
      if (!picture) {
        return <span className="rounded-chip bg-warn-soft px-1 text-warn-text">{inline.alt}</span>;
      }
      return (
        <img
          src={`/api/v1/article-pictures/${picture.id}`}
          alt={inline.alt}
          width={picture.width}
          height={picture.height}
          loading="lazy"
          className="my-1 h-auto max-w-full rounded-pane border border-line-subtle"
        />
      );
    }
  }
}
