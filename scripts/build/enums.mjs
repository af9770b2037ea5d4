/**
 * The engine's enums for the headless stand-in, read from `@rbxts/types`: enum name → item name → value.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import ts from "typescript";

/** @param {ts.InterfaceDeclaration} declaration */
function itemOf(declaration) {
	/** @type {{ name?: string, value?: number }} */
	const item = {};
	for (const member of declaration.members) {
		if (!ts.isPropertySignature(member) || member.type === undefined || !ts.isLiteralTypeNode(member.type)) continue;
		const literal = member.type.literal;
		if (member.name.getText() === "Name" && ts.isStringLiteral(literal)) item.name = literal.text;
		if (member.name.getText() === "Value") item.value = Number(literal.getText());
	}
	return item;
}

/** @param {string} target where the JSON goes */
export function writeEnums(target) {
	const types = path.dirname(createRequire(import.meta.url).resolve("@rbxts/types/package.json"));
	const file = path.join(types, "include", "generated", "enums.d.ts");
	const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ESNext, true);
	/** @type {Record<string, Record<string, number>>} */
	const enums = {};
	/** @param {ts.Node} node @param {string | undefined} within */
	const visit = (node, within) => {
		if (ts.isModuleDeclaration(node) && node.body !== undefined) {
			const name = node.name.getText() === "Enum" ? undefined : node.name.getText();
			ts.forEachChild(node.body, (child) => visit(child, name));
		} else if (ts.isInterfaceDeclaration(node) && within !== undefined) {
			const { name, value } = itemOf(node);
			if (name !== undefined && value !== undefined) (enums[within] ??= {})[name] = value;
		}
	};
	ts.forEachChild(source, (child) => visit(child, undefined));
	mkdirSync(path.dirname(target), { recursive: true });
	writeFileSync(target, JSON.stringify(enums));
}
