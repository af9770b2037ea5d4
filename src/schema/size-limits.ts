import { misuse } from "../shared/errors";

/** How many entries there may be, both included. */
export interface SizeLimits {
	readonly min?: number;
	readonly max?: number;
}

export function checkSizeLimits(where: string, limits: SizeLimits): void {
	const { min = 0, max = math.huge } = limits;
	if (!(min >= 0 && min <= max)) misuse(where, `nothing has ${min} to ${max} entries`);
}
