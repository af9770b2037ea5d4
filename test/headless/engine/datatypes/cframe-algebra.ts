import { interpolate } from "./numbers";
import { Components, cross, dot, magnitude, scale, unit } from "./vector-algebra";

/** x, y, z, then the rotation matrix row by row: the order in which `GetComponents` has them. */
export type Frame = ReadonlyArray<number>;

const NO_ROTATION: Frame = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const TINY = 1e-6;

export function framed(position: Components, rotation: Frame = NO_ROTATION): Frame {
	return [...position, ...rotation];
}

export function positionOf(frame: Frame): Components {
	return [frame[0], frame[1], frame[2]];
}

export function rotationOf(frame: Frame): Frame {
	return framed([0, 0, 0], frame.move(3, 11, 0, []));
}

/** A column of the rotation: 0 is right, 1 up, 2 back. */
export function column(frame: Frame, index: number): Components {
	return [frame[3 + index], frame[6 + index], frame[9 + index]];
}

/** From the columns of its rotation. */
export function fromColumns(position: Components, right: Components, up: Components, back: Components): Frame {
	const rows = [0, 1, 2].map((row) => [right[row], up[row], back[row]]);
	return [...position, ...rows[0], ...rows[1], ...rows[2]];
}

/** The vector as the frame's rotation turns it. */
export function turn(frame: Frame, vector: Components): Components {
	return [3, 6, 9].map((row) => frame[row] * vector[0] + frame[row + 1] * vector[1] + frame[row + 2] * vector[2]);
}

export function transform(frame: Frame, point: Components): Components {
	return turn(frame, point).map((value, index) => value + frame[index]);
}

export function multiply(a: Frame, b: Frame): Frame {
	const columns = [0, 1, 2].map((index) => turn(a, column(b, index)));
	return fromColumns(transform(a, positionOf(b)), columns[0], columns[1], columns[2]);
}

export function inverse(frame: Frame): Frame {
	// The inverse of a rotation is its transpose.
	const back = framed(
		[0, 0, 0],
		[0, 1, 2].map((index) => column(frame, index)).reduce<Array<number>>((all, row) => [...all, ...row], []),
	);
	return framed(scale(turn(back, positionOf(frame)), -1), back.move(3, 11, 0, []));
}

/** A turn around an axis of length 1, in radians. */
export function fromAxisAngle(axis: Components, angle: number): Frame {
	const [x, y, z] = [axis[0], axis[1], axis[2]];
	const [c, s] = [math.cos(angle), math.sin(angle)];
	const t = 1 - c;
	return framed(
		[0, 0, 0],
		[
			t * x * x + c,
			t * x * y - s * z,
			t * x * z + s * y,
			t * x * y + s * z,
			t * y * y + c,
			t * y * z - s * x,
			t * x * z - s * y,
			t * y * z + s * x,
			t * z * z + c,
		],
	);
}

export function toAxisAngle(frame: Frame): [axis: Components, angle: number] {
	const axis = [frame[10] - frame[8], frame[5] - frame[9], frame[6] - frame[4]];
	const angle = math.atan2(magnitude(axis), frame[3] + frame[7] + frame[11] - 1);
	if (magnitude(axis) > TINY) return [unit(axis), angle];
	if (angle < 1) return [[1, 0, 0], 0];
	// Half a turn: the axis is in the symmetric part, and its longest column is the safest to read it from.
	const columns = [0, 1, 2].map((index) =>
		column(frame, index).map((value, row) => (row === index ? value + 1 : value)),
	);
	const longest = columns.reduce((best, candidate) => (magnitude(candidate) > magnitude(best) ? candidate : best));
	return [unit(longest), math.pi];
}

/** From a quaternion, which need not have length 1. */
export function fromQuaternion(position: Components, quaternion: Components): Frame {
	const length = magnitude(quaternion);
	if (length === 0) return framed(position);
	const [x, y, z, w] = [...scale(quaternion, 1 / length)];
	return framed(position, [
		1 - 2 * (y * y + z * z),
		2 * (x * y - z * w),
		2 * (x * z + y * w),
		2 * (x * y + z * w),
		1 - 2 * (x * x + z * z),
		2 * (y * z - x * w),
		2 * (x * z - y * w),
		2 * (y * z + x * w),
		1 - 2 * (x * x + y * y),
	]);
}

/** At a point, with its front towards a direction and its top as near to `up` as it can be. */
export function facing(position: Components, direction: Components, up: Components): Frame {
	if (magnitude(direction) === 0) return framed(position);
	const back = scale(unit(direction), -1);
	let right = cross(up, back);
	// Straight up or down there is no right: the X axis takes the place of up.
	if (magnitude(right) < TINY) right = cross([1, 0, 0], back);
	if (magnitude(right) < TINY) right = cross([0, 0, 1], back);
	right = unit(right);
	return fromColumns(position, right, cross(back, right), back);
}

/** The nearest frame whose axes are at right angles and of length 1. */
export function orthonormal(frame: Frame): Frame {
	const right = unit(column(frame, 0));
	const up = column(frame, 1);
	const straightUp = unit(up.map((value, index) => value - right[index] * dot(right, up)));
	return fromColumns(positionOf(frame), right, straightUp, cross(right, straightUp));
}

/** Moves along a line and turns around one axis. */
export function interpolateFrames(from: Frame, to: Frame, alpha: number): Frame {
	const [axis, angle] = toAxisAngle(multiply(inverse(rotationOf(from)), rotationOf(to)));
	const turned = multiply(rotationOf(from), fromAxisAngle(axis, angle * alpha));
	const position = positionOf(from).map((value, index) => interpolate(value, to[index], alpha));
	return framed(position, turned.move(3, 11, 0, []));
}
