import { joinTreesBySubject } from "./join-trees-by-subject.ts";
import { type TreeMail, type TreeNode, treesByReferences, treesBySubject } from "./mail-tree.ts";

function mail(
  key: number,
  id: string,
  references: readonly string[] = [],
  subject = "x",
): TreeMail {
  return { key, messageId: id, references, subject, at: key };
}

function spell(nodes: readonly TreeNode[]): string {
  return nodes.map((node) => `(${node.mail?.key ?? "-"}${spell(node.children)})`).join("");
}

test.each<[string, readonly TreeMail[], string]>([
  [
    "answers hang below what they answer",
    [mail(1, "a"), mail(2, "b", ["a"]), mail(3, "c", ["a", "b"])],
    "(1(2(3)))",
  ],
  [
    "the order of arrival does not matter",
    [mail(1, "c", ["a", "b"]), mail(2, "b", ["a"]), mail(3, "a")],
    "(3(2(1)))",
  ],
  [
    "a mail nobody has holds its answers together",
    [mail(1, "b", ["a"]), mail(2, "c", ["a"])],
    "(-(1)(2))",
  ],
  ["one answer to a mail nobody has stands for itself", [mail(1, "b", ["a"])], "(1)"],
  ["references in a circle end somewhere", [mail(1, "a", ["b"]), mail(2, "b", ["a"])], "(2(1))"],
  ["an id used twice names two mails", [mail(1, "a"), mail(2, "a")], "(1)(2)"],
])("%s", (_, mails, trees) => {
  expect(spell(treesByReferences(mails))).toBe(trees);
});

test("subjects join trees for showing only", () => {
  const mails = [
    mail(1, "a", [], "Pedido"),
    mail(2, "b", [], "Re: Pedido"),
    mail(3, "c", [], "Outro"),
  ];
  expect(spell(treesByReferences(mails))).toBe("(1)(2)(3)");
  expect(spell(joinTreesBySubject(treesByReferences(mails)))).toBe("(1(2))(3)");
  expect(spell(treesBySubject(mails))).toBe("(1(2))(3)");
});

test("a chain of thousands of references is no deeper than its mails", () => {
  const many = Array.from({ length: 2_000 }, (_, i) =>
    mail(i, `m${i}`, i === 0 ? [] : [`m${i - 1}`]),
  );
  expect(treesByReferences(many)).toHaveLength(1);
});
