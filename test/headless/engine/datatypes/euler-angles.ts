import { Frame, fromAxisAngle, multiply } from "./cframe-algebra";

// How turns around the axes follow each other, in the engine's names for it.
const AXES: Record<string, [number, number, number]> = { X: [1, 0, 0], Y: [0, 1, 0], Z: [0, 0, 1] };

/** Turns around each axis, in radians, the first letter of the order being the outermost. */
export function fromEulerAngles(x: number, y: number, z: number, order = "XYZ"): Frame {
	const angles: Record<string, number> = { X: x, Y: y, Z: z };
	const turns = order.split("").map((axis) => fromAxisAngle(AXES[axis], angles[axis]));
	return multiply(multiply(turns[0], turns[1]), turns[2]);
}

export function toEulerAnglesXyz(frame: Frame): [number, number, number] {
	return [math.atan2(-frame[8], frame[11]), math.asin(math.clamp(frame[5], -1, 1)), math.atan2(-frame[4], frame[3])];
}

export function toEulerAnglesYxz(frame: Frame): [number, number, number] {
	return [math.asin(math.clamp(-frame[8], -1, 1)), math.atan2(frame[5], frame[11]), math.atan2(frame[6], frame[7])];
}
