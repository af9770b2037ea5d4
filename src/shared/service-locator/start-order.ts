import { ServiceEntry } from "./service-entry";

/**
 * The order in which services start: as given (by priority), except that everything that a service needs comes before
 * it, in the same order among itself.
 */
export function startOrder(entries: ReadonlyArray<ServiceEntry>): Array<ServiceEntry> {
	const order = new Array<ServiceEntry>();
	const visited = new Set<ServiceEntry>();

	function visit(entry: ServiceEntry): void {
		if (visited.has(entry)) return;
		visited.add(entry);
		for (const other of entries) {
			if (entry.needs.includes(other)) visit(other);
		}
		order.push(entry);
	}

	for (const entry of entries) visit(entry);
	return order;
}
