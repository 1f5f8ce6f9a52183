import {
  type ArticleBlock,
  type ArticleInline,
  articlePictureOf,
  isSafeHref,
} from "@circuito/domain";
import type { ComponentChildren } from "preact";
import type { HelpWords } from "./help-words.ts";

/* Drawn from what was understood, never from HTML: there is none in it. */

interface BodyProps {
  readonly blocks: readonly ArticleBlock[];
  readonly tones: HelpWords["tones"];
}

export function ArticleBody({ blocks, tones }: BodyProps) {
  return <>{blocks.map((block) => drawBlock(block, tones))}</>;
}

function drawBlock(block: ArticleBlock, tones: HelpWords["tones"]): ComponentChildren {
  switch (block.kind) {
    case "heading": {
      const Heading = HEADINGS[block.level] ?? "h4";
      return <Heading id={block.id}>{inlines(block.inlines)}</Heading>;
    }
    case "paragraph":
      return <p>{inlines(block.inlines)}</p>;
    case "list": {
      const items = block.items.map((item) => <li>{drawItem(item, tones)}</li>);
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case "quote": {
      const within = <ArticleBody blocks={block.blocks} tones={tones} />;
      if (block.tone === undefined) return <blockquote>{within}</blockquote>;
      return (
        <aside class={`tone ${block.tone}`}>
          <p>
            <strong>{tones[block.tone]}</strong>
          </p>
          {within}
        </aside>
      );
    }
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "table":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <div class="table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell) => (
                  <th scope="col">{inlines(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr>
                  {row.map((cell) => (
                    <td>{inlines(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case "rule":
      return <hr />;
  }
}

const HEADINGS: Readonly<Record<number, "h2" | "h3" | "h4">> = { 2: "h2", 3: "h3", 4: "h4" };

/** A step of one paragraph is a line, not a paragraph in a line. */
function drawItem(item: readonly ArticleBlock[], tones: HelpWords["tones"]): ComponentChildren {
  const [first, ...others] = item;
  if (first?.kind !== "paragraph") return <ArticleBody blocks={item} tones={tones} />;
  return (
    <>
      {inlines(first.inlines)}
      <ArticleBody blocks={others} tones={tones} />
    </>
  );
}

function inlines(all: readonly ArticleInline[]): ComponentChildren {
  return all.map(drawInline);
}

function drawInline(inline: ArticleInline): ComponentChildren {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return <code>{inline.text}</code>;
    case "break":
      return <br />;
    case "strong":
      return <strong>{inlines(inline.inlines)}</strong>;
    case "emphasis":
      return <em>{inlines(inline.inlines)}</em>;
    case "struck":
      return <s>{inlines(inline.inlines)}</s>;
    case "link":
      return isSafeHref(inline.href) ? (
        <a href={inline.href} rel="noopener">
          {inlines(inline.inlines)}
        </a>
      ) : (
        inlines(inline.inlines)
      );
    case "image": {
      const picture = articlePictureOf(inline.src);
      if (!picture) return inline.alt;
      const { width, height } = picture;
      return <img src={inline.src} alt={inline.alt} width={width} height={height} loading="lazy" />;
    }
  }
}
