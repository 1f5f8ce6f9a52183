import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import { ROOT } from "./rooms.ts";

/** The specifiers a source imports, types too: static, dynamic, re-exported, required. */
export function importsOf(file: string): string[] {
  const code = readFileSync(join(ROOT, file), "utf8");
  const tree = parseSync(code, { syntax: "typescript", tsx: file.endsWith("x"), target: "es2022" });
  return [...specifiersIn(tree)];
}

function* specifiersIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const entry of node) yield* specifiersIn(entry);
    return;
  }
  if (!isNode(node)) return;
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration":
      yield* literal(node.source);
      break;
    case "TsImportType":
      yield* literal(node.argument);
      break;
    case "TsExternalModuleReference":
      yield* literal(node.expression);
      break;
    case "CallExpression":
      if (isImportCall(node.callee)) yield* firstArgument(node.arguments);
      break;
  }
  for (const child of Object.values(node)) yield* specifiersIn(child);
}

function isImportCall(callee: unknown): boolean {
  return isNode(callee) && (callee.type === "Import" || callee.value === "require");
}

function* firstArgument(args: unknown): Generator<string> {
  const first: unknown = Array.isArray(args) ? args[0] : undefined;
  if (isNode(first)) yield* literal(first.expression);
}

function* literal(node: unknown): Generator<string> {
  if (isNode(node) && typeof node.value === "string") yield node.value;
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
