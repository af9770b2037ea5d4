import type { Table } from "../../shared/data/table";
import type { WireNode } from "../wire-node";
import { LooseNode } from "./loose-node";
import { ObjectNode } from "./object-node";
import type { MemberChoice } from "./union-node";

/**
 * The first member that fits; of objects, the one that has most of the fields, since fields that an object does not know
 * are not sent. A table is of the one member that holds tables, if it is one. Otherwise a table that fits none is written
 * as it is, unless something in the union is hidden (`hides`): then only as far as a member shows it.
 */
export function chooseByForm(members: ReadonlyArray<WireNode>, hides: boolean): MemberChoice {
	const leaves = members.filter((member) => !member.holdsTables || member instanceof LooseNode);
	// What a check of others accepts would be sent whole.
	const holders = members.filter((member) => member.holdsTables && !(hides && member instanceof LooseNode));
	if (holders.size() === 1) {
		const [only] = holders;
		return (value) =>
			typeIs(value, "table") ? only : (leaves.find((member) => member.fits(value)) ?? fitting(only, value));
	}
	return (value) => {
		if (!typeIs(value, "table")) return members.find((member) => member.fits(value));
		return bestFit(holders, value as Table) ?? (hides ? holders[0] : undefined);
	};
}

function fitting(member: WireNode, value: unknown): WireNode | undefined {
	return member.fits(value) ? member : undefined;
}

function bestFit(members: ReadonlyArray<WireNode>, value: Table): WireNode | undefined {
	let best: WireNode | undefined;
	let most = -1;
	for (const member of members) {
		if (!member.fits(value)) continue;
		if (!(member instanceof ObjectNode)) return best ?? member;
		const count = member.countPresent(value);
		if (count > most) [best, most] = [member, count];
	}
	return best;
}
