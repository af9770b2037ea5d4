import type { Table } from "../../shared/data/table";
import type { WireNode } from "../wire-node";
import { ObjectNode } from "./object-node";
import type { MemberChoice } from "./union-node";

/**
 * The first member that fits; of objects, the one that has most of the fields, since fields that an object does not know
 * are not sent. A table is of the one member that holds tables, if it is only one, whether it fits or not.
 *
 * @param holders the members that hold tables
 */
export function chooseByForm(members: ReadonlyArray<WireNode>, holders: ReadonlyArray<WireNode>): MemberChoice {
	const only = holders.size() === 1 ? holders[0] : undefined;
	return (value) => {
		if (!typeIs(value, "table")) return members.find((member) => member.fits(value));
		return only ?? bestFit(holders, value as Table);
	};
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
