import type { TreeMail, TreeNode } from "./mail-tree.ts";
import { isAnswerSubject, normalizeSubject } from "./normalize-subject.ts";

/**
 * Joins trees whose first mails share a subject (RFC 5256, REFERENCES, step 5): how mailboxes are
 * shown elsewhere. Conversations are never joined this way, a subject proves nothing.
 */
export function joinTreesBySubject(trees: readonly TreeNode[]): readonly TreeNode[] {
  const chosen = new Map<string, TreeNode>();
  for (const tree of trees) {
    const subject = subjectOf(tree);
    const known = chosen.get(subject);
    if (subject !== "" && (!known || isBetterHead(tree, known))) chosen.set(subject, tree);
  }
  const joined = new Map<TreeNode, TreeNode>();
  const result: TreeNode[] = [];
  for (const tree of trees) {
    const head = chosen.get(subjectOf(tree));
    if (!head || head === tree) result.push(tree);
    else joined.set(head, joinedTo(joined.get(head) ?? head, tree));
  }
  return result.map((tree) => joined.get(tree) ?? tree);
}

function subjectOf(tree: TreeNode): string {
  return normalizeSubject(firstMail(tree)?.subject ?? "");
}

function firstMail(tree: TreeNode): TreeMail | undefined {
  return tree.mail ?? tree.children[0]?.mail;
}

function isBetterHead(tree: TreeNode, known: TreeNode): boolean {
  if (!tree.mail) return known.mail !== undefined;
  return known.mail !== undefined && isAnswer(known) && !isAnswer(tree);
}

function isAnswer(tree: TreeNode): boolean {
  return isAnswerSubject(firstMail(tree)?.subject ?? "");
}

function joinedTo(head: TreeNode, tree: TreeNode): TreeNode {
  if (!head.mail)
    return withChildren(undefined, [...head.children, ...(tree.mail ? [tree] : tree.children)]);
  if (isAnswer(tree) && !isAnswer(head)) return withChildren(head.mail, [...head.children, tree]);
  return withChildren(undefined, [head, tree]);
}

function withChildren(mail: TreeMail | undefined, children: readonly TreeNode[]): TreeNode {
  const at = (node: TreeNode) => firstMail(node)?.at ?? 0;
  return { mail, children: [...children].sort((a, b) => at(a) - at(b)) };
}
