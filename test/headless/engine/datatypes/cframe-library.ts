import { hostOf } from "../userdata";
import { badArgument, numberArgument } from "./arguments";
import { createCFrame } from "./cframe";
import { facing, Frame, framed, fromAxisAngle, fromColumns, fromQuaternion } from "./cframe-algebra";
import { fromEulerAngles } from "./euler-angles";
import { Components, cross, unit } from "./vector-algebra";
import { vector3 } from "./vector3";

const UP: Components = [0, 1, 0];

/** `CFrame.new` in all its forms: nothing, a position, a position and what to look at, 3, 7 or 12 numbers. */
function construct(...values: Array<unknown>): object {
	const count = values.size();
	if (count === 0) return createCFrame(framed([0, 0, 0]));
	const position = vector3.contentOf(values[0]);
	if (position !== undefined) {
		return createCFrame(count === 1 ? framed(position) : lookingAt(position, vector3.expect(values[1], 2), UP));
	}
	if (count !== 3 && count !== 7 && count !== 12) {
		if (count > 3) error(`Invalid number of arguments: ${count}`, 0);
		numberArgument(values[0], 1);
	}
	// A hole would shorten the list: `map` must see every place.
	const numbers: Array<number> = [];
	for (const index of $range(0, math.max(count, 3) - 1)) numbers.push(numberArgument(values[index], index + 1));
	const point = [numbers[0], numbers[1], numbers[2]];
	if (count === 7) return createCFrame(fromQuaternion(point, numbers.move(3, 6, 0, [])));
	return createCFrame(count === 12 ? numbers : framed(point));
}

function lookingAt(position: Components, target: Components, up: Components): Frame {
	return facing(
		position,
		target.map((value, index) => value - position[index]),
		up,
	);
}

function upArgument(value: unknown): Components {
	return value !== undefined ? vector3.expect(value, 3) : UP;
}

function euler(order: string) {
	return (x: unknown, y: unknown, z: unknown) =>
		createCFrame(fromEulerAngles(numberArgument(x, 1), numberArgument(y, 2), numberArgument(z, 3), order));
}

function eulerInOrder(x: unknown, y: unknown, z: unknown, order: unknown): object {
	const [name] = order === undefined ? ["XYZ"] : (hostOf(order)?.text() ?? "").match("^Enum%.RotationOrder%.(%u+)$");
	return typeIs(name, "string") ? euler(name)(x, y, z) : badArgument(4, "RotationOrder", order);
}

/** The `CFrame` global. */
export const cframeLibrary = table.freeze({
	new: construct,
	identity: createCFrame(framed([0, 0, 0])),
	Angles: euler("XYZ"),
	fromEulerAnglesXYZ: euler("XYZ"),
	fromEulerAnglesYXZ: euler("YXZ"),
	fromOrientation: euler("YXZ"),
	fromEulerAngles: eulerInOrder,
	fromAxisAngle: (axis: unknown, angle: unknown) =>
		createCFrame(fromAxisAngle(unit(vector3.expect(axis, 1)), numberArgument(angle, 2))),
	fromMatrix: (position: unknown, x: unknown, y: unknown, z: unknown) => {
		const right = vector3.expect(x, 2);
		const up = vector3.expect(y, 3);
		const back = z !== undefined ? vector3.expect(z, 4) : unit(cross(right, up));
		return createCFrame(fromColumns(vector3.expect(position, 1), right, up, back));
	},
	lookAt: (position: unknown, target: unknown, up: unknown) =>
		createCFrame(lookingAt(vector3.expect(position, 1), vector3.expect(target, 2), upArgument(up))),
	lookAlong: (position: unknown, direction: unknown, up: unknown) =>
		createCFrame(facing(vector3.expect(position, 1), vector3.expect(direction, 2), upArgument(up))),
});
