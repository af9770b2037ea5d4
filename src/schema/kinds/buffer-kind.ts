import { misuse } from "../../shared/errors";
import type { JsonSchema } from "../json-schema";
import { Check, Kind, StoredType } from "../kind";
import { rangeText } from "../range-text";
import { SizeLimits } from "../size-limits";
import type { ErrorWalk } from "../walk";

/** Bytes. The platform stores buffers itself. */
export class BufferKind extends Kind {
	readonly expected: string;
	readonly is: Check;
	readonly storedTypes: ReadonlyArray<StoredType> = ["buffer"];

	constructor(limits: SizeLimits) {
		super();
		const { min = 0, max = math.huge } = limits;
		if (!(min <= max)) misuse("s.buffer", `no buffer has ${min} to ${max} bytes`);
		this.expected = `a buffer${rangeText(limits, "bytes")}`;
		this.is = (value) => {
			if (!typeIs(value, "buffer")) return false;
			const size = buffer.len(value);
			return size >= min && size <= max;
		};
	}

	override collect(value: unknown, walk: ErrorWalk): void {
		if (!this.is(value)) walk.report(typeIs(value, "buffer") ? "size" : "type", this.expected, value);
	}

	override jsonSchema(): JsonSchema {
		// How the engine writes a buffer in JSON.
		return { type: "object", properties: { t: { const: "buffer" } }, required: ["t"], "x-datatype": "a buffer" };
	}
}
