import { normalizeSubject } from "./normalize-subject.ts";

/** A mail of a batch that is taken in at once (a backfill): only what order and descent need. */
export interface TreeMail {
  readonly key: number;
  readonly messageId: string | undefined;
  /** References, or In-Reply-To where there are none; oldest first. */
  readonly references: readonly string[];
  readonly subject: string;
  readonly at: number;
}

/** A mail with its answers; without `mail`, one that others name and nobody has. */
export interface TreeNode {
  readonly mail: TreeMail | undefined;
  readonly children: readonly TreeNode[];
}

interface Container {
  mail: TreeMail | undefined;
  parent: Container | undefined;
  readonly children: Set<Container>;
}

/**
 * Trees of a batch of mails by their references (RFC 5256, REFERENCES without its step for subjects,
 * which never thread here). Tells in which order a backfill takes them, so that answers find what they
 * answer; it joins nothing by itself.
 */
export function treesByReferences(mails: readonly TreeMail[]): readonly TreeNode[] {
  const byId = new Map<string, Container>();
  const all: Container[] = [];
  const make = (mail?: TreeMail): Container => {
    const made: Container = { mail, parent: undefined, children: new Set() };
    all.push(made);
    return made;
  };
  const named = (id: string): Container => {
    const known = byId.get(id) ?? make();
    byId.set(id, known);
    return known;
  };
  for (const mail of mails) {
    let previous: Container | undefined;
    for (const id of mail.references) {
      const current = named(id);
      if (previous && current.parent === undefined && !descends(previous, current))
        link(previous, current);
      previous = current;
    }
    const own = mail.messageId === undefined ? undefined : named(mail.messageId);
    // An id used again names the first; the second mail stands for itself (rules §1).
    const container = own && own.mail === undefined ? own : make();
    container.mail = mail;
    // What others said about its descent were guesses; its own references are not.
    unlink(container);
    if (previous && !descends(previous, container)) link(previous, container);
  }
  const roots = all.filter((container) => container.parent === undefined);
  return sorted(roots.flatMap(pruned));
}

/** Trees by subject alone (RFC 5256, ORDEREDSUBJECT): for showing a mailbox, never for joining. */
export function treesBySubject(mails: readonly TreeMail[]): readonly TreeNode[] {
  const groups = new Map<string, TreeMail[]>();
  for (const mail of [...mails].sort(byTime)) {
    const subject = normalizeSubject(mail.subject);
    groups.set(subject, [...(groups.get(subject) ?? []), mail]);
  }
  return [...groups.values()].map(([first, ...rest]) => ({
    mail: first,
    children: rest.map((mail) => ({ mail, children: [] })),
  }));
}

function link(parent: Container, child: Container): void {
  unlink(child);
  child.parent = parent;
  parent.children.add(child);
}

function unlink(child: Container): void {
  child.parent?.children.delete(child);
  child.parent = undefined;
}

/** Whether `container` is `ancestor` or hangs below it: then the other way round would be a circle. */
function descends(container: Container, ancestor: Container): boolean {
  for (let at: Container | undefined = container; at; at = at.parent) {
    if (at === ancestor) return true;
  }
  return false;
}

/**
 * Drops names without a mail; as a root, one stays while it holds several together. Without recursion:
 * a long exchange is a deep tree.
 */
function pruned(root: Container): readonly TreeNode[] {
  const order: Container[] = [root];
  for (let i = 0; i < order.length; i += 1) order.push(...(order[i]?.children ?? []));
  const done = new Map<Container, readonly TreeNode[]>();
  for (const container of order.reverse()) {
    const children = sorted([...container.children].flatMap((child) => done.get(child) ?? []));
    const holdsTogether = container === root && children.length > 1;
    const stays = container.mail !== undefined || holdsTogether;
    done.set(container, stays ? [{ mail: container.mail, children }] : children);
  }
  return done.get(root) ?? [];
}

function sorted(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return [...nodes].sort((a, b) => byTime(firstOf(a), firstOf(b)));
}

function firstOf(node: TreeNode): TreeMail {
  const mail = node.mail ?? node.children[0]?.mail;
  if (!mail) throw new Error("a tree without a mail");
  return mail;
}

function byTime(a: TreeMail, b: TreeMail): number {
  return a.at - b.at || a.key - b.key;
}
