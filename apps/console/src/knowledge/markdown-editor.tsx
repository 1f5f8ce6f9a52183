import { ARTICLE_BODY_LENGTH_MAX, PICTURE_TYPES } from "@circuito/protocol/article-text";
import { FileButton, FileDrop, IconButton, SegmentedControl, TextArea } from "@circuito/ui";
import {
  Bold,
  Heading2,
  ImageUp,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  MessageSquareWarning,
  TextQuote,
} from "lucide-react";
import { useDeferredValue, useRef, useState } from "react";
import { type MessageId, useT } from "../i18n/translate.ts";
import type { Written } from "../writing/marking.ts";
import { ArticleView } from "./article-view.tsx";
import { type MarkdownMark, markWritten, picturePut } from "./markdown-keys.ts";
import { usePictures } from "./use-pictures.ts";

const MARKS: readonly { mark: MarkdownMark; icon: LucideIcon; label: MessageId; key?: string }[] = [
  { mark: "heading", icon: Heading2, label: "knowledge.heading" },
  { mark: "bold", icon: Bold, label: "knowledge.bold", key: "b" },
  { mark: "italic", icon: Italic, label: "knowledge.italic", key: "i" },
  { mark: "link", icon: Link, label: "knowledge.link", key: "k" },
  { mark: "steps", icon: ListOrdered, label: "knowledge.steps" },
  { mark: "bullets", icon: List, label: "knowledge.bullets" },
  { mark: "quote", icon: TextQuote, label: "knowledge.quote" },
  { mark: "callout", icon: MessageSquareWarning, label: "knowledge.callout" },
];

/** A picture may arrive while its article is given a title. */
function isWritingElsewhere(box: HTMLTextAreaElement): boolean {
  const { activeElement } = document;
  return activeElement !== box && activeElement?.matches("input, textarea") === true;
}

interface MarkdownEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Markdown and, beside it, what readers will see; on a narrow screen one of the two. */
export function MarkdownEditor({ value, onChange }: MarkdownEditorProps) {
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const [shown, setShown] = useState<"write" | "read">("write");
  // A long article is read anew while nobody types.
  const read = useDeferredValue(value);

  function write(change: (written: Written) => Written) {
    const { current } = box;
    if (current === null) return;
    const { selectionStart: from, selectionEnd: to } = current;
    const after = change({ text: value, from, to });
    onChange(after.text);
    if (isWritingElsewhere(current)) return;
    current.focus();
    // When React has put the text in: the caret would go to its end.
    requestAnimationFrame(() => current.setSelectionRange(after.from, after.to));
  }
  const put = (mark: MarkdownMark) =>
    write((written) => markWritten(written, mark, t("knowledge.words")));
  const pictures = usePictures((path) =>
    write((written) => picturePut(written, path, t("knowledge.pictureWords"))),
  );

  const isHidden = (pane: "write" | "read") => (shown === pane ? "" : "max-[1199px]:hidden");
  return (
    <section aria-label={t("knowledge.body")} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <div
          role="toolbar"
          aria-label={t("knowledge.marks")}
          className={`flex flex-wrap gap-0.5 ${isHidden("write")}`}
        >
          {MARKS.map(({ mark, icon: Icon, label, key }) => (
            <IconButton
              key={mark}
              label={t(label)}
              icon={<Icon />}
              {...(key !== undefined && { keys: ["Ctrl", key.toUpperCase()] })}
              onPress={() => put(mark)}
            />
          ))}
          <FileButton
            label={t("knowledge.picture")}
            icon={<ImageUp />}
            size="default"
            accepts={PICTURE_TYPES}
            onFiles={(files) => void pictures.take(files)}
          />
        </div>
        <div className="ms-auto min-[1200px]:hidden">
          <SegmentedControl
            label={t("knowledge.body")}
            value={shown}
            onChange={setShown}
            segments={[
              { id: "write", label: t("knowledge.write") },
              { id: "read", label: t("knowledge.preview") },
            ]}
          />
        </div>
      </div>
      <div className="grid gap-4 min-[1200px]:grid-cols-2">
        <div className={`min-w-0 ${isHidden("write")}`}>
          <FileDrop
            hint={t("knowledge.pictureDrop")}
            onFiles={(files) => void pictures.take(files)}
          >
            <TextArea
              label={t("knowledge.body")}
              isLabelHidden
              placeholder={t("knowledge.bodyPlaceholder")}
              minRows={16}
              maxRows={36}
              maxLength={ARTICLE_BODY_LENGTH_MAX}
              value={value}
              onChange={onChange}
              textAreaRef={box}
              onKeyDown={(event) => {
                const marked = MARKS.find(({ key }) => key === event.key.toLowerCase());
                const mod = event.ctrlKey || event.metaKey;
                if (!mod || event.shiftKey || event.altKey || marked === undefined) {
                  event.continuePropagation();
                  return;
                }
                event.preventDefault();
                put(marked.mark);
              }}
            />
          </FileDrop>
          <p role="status" className="pt-1 text-12 text-fg-2 empty:hidden">
            {pictures.sending !== null && t("knowledge.pictureSending", { name: pictures.sending })}
          </p>
          <div role="alert" className="text-12 text-danger-text">
            {pictures.faults.map((fault) => (
              <p key={fault} className="pt-1">
                {fault}
              </p>
            ))}
          </div>
        </div>
        <div
          className={`min-h-40 overflow-y-auto rounded-pane border border-line-subtle bg-raised px-5 py-4 min-[1200px]:max-h-[46rem] ${isHidden("read")}`}
        >
          {read.trim() === "" ? (
            <p className="text-13 text-fg-2">{t("knowledge.previewEmpty")}</p>
          ) : (
            <ArticleView markdown={read} />
          )}
        </div>
      </div>
    </section>
  );
}
