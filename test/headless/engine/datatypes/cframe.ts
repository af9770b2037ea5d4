import type { Operators } from "../userdata";
import { arithmeticError, numberArgument } from "./arguments";
import {
	column,
	Frame,
	interpolateFrames,
	inverse,
	multiply,
	orthonormal,
	positionOf,
	rotationOf,
	toAxisAngle,
	transform,
	turn,
} from "./cframe-algebra";
import { Datatype, Method } from "./datatype";
import { toEulerAnglesXyz, toEulerAnglesYxz } from "./euler-angles";
import { floatsText, sameFloats, toFloat } from "./numbers";
import { Components, scale } from "./vector-algebra";
import { createVector3, vector3 } from "./vector3";

export function createCFrame(frame: Frame): object {
	return cframe.create(frame.map(toFloat));
}

function vectorFrom(components: Components): object {
	return createVector3(components[0], components[1], components[2]);
}

/** A method that answers each of its arguments. */
function forEachFrame(answer: (frame: Frame, other: Frame) => Frame): Method<Frame> {
	return (frame, ...values) => {
		const frames = values as Array<defined>;
		return $tuple(...frames.map((value, index) => createCFrame(answer(frame, cframe.expect(value, index + 1)))));
	};
}

function forEachVector(answer: (frame: Frame, vector: Components) => Components): Method<Frame> {
	return (frame, ...values) => {
		const vectors = values as Array<defined>;
		return $tuple(...vectors.map((value, index) => vectorFrom(answer(frame, vector3.expect(value, index + 1)))));
	};
}

const look = (frame: Frame) => vectorFrom(scale(column(frame, 2), -1));
const right = (frame: Frame) => vectorFrom(column(frame, 0));
const up = (frame: Frame) => vectorFrom(column(frame, 1));
const position = (frame: Frame) => vectorFrom(positionOf(frame));
const components = (frame: Frame) => $tuple(...frame);
const inverted = (frame: Frame) => createCFrame(inverse(frame));
const orientation = (frame: Frame) => $tuple(...toEulerAnglesYxz(frame));

const lerp = (frame: Frame, goal: unknown, alpha: unknown) =>
	createCFrame(interpolateFrames(frame, cframe.expect(goal, 1), numberArgument(alpha, 2)));

const nearly = (frame: Frame, value: unknown, epsilon: unknown) => {
	const [other, slack] = [cframe.expect(value, 1), numberArgument(epsilon, 2, 1e-5)];
	return frame.every((component, index) => math.abs(component - other[index]) <= slack);
};

/** `CFrame + Vector3` and `CFrame - Vector3`: the same rotation elsewhere. */
function moved(name: string, sign: number): Callback {
	return (left: unknown, offset: unknown) => {
		const frame = cframe.contentOf(left);
		const by = vector3.contentOf(offset);
		if (frame === undefined || by === undefined) return arithmeticError(name, left, offset);
		return createCFrame(frame.map((value, index) => (index < 3 ? value + sign * by[index] : value)));
	};
}

const operators: Operators = {
	__mul: (left: unknown, other: unknown) => {
		const frame = cframe.contentOf(left);
		const [second, point] = [cframe.contentOf(other), vector3.contentOf(other)];
		if (frame !== undefined && second !== undefined) return createCFrame(multiply(frame, second));
		if (frame !== undefined && point !== undefined) return vectorFrom(transform(frame, point));
		return arithmeticError("mul", left, other);
	},
	__add: moved("add", 1),
	__sub: moved("sub", -1),
};

export const cframe: Datatype<Frame> = new Datatype<Frame>({
	name: "CFrame",
	properties: {
		Position: position,
		p: position,
		Rotation: (frame) => createCFrame(rotationOf(frame)),
		X: (frame) => frame[0],
		Y: (frame) => frame[1],
		Z: (frame) => frame[2],
		x: (frame) => frame[0],
		y: (frame) => frame[1],
		z: (frame) => frame[2],
		LookVector: look,
		lookVector: look,
		RightVector: right,
		rightVector: right,
		UpVector: up,
		upVector: up,
		XVector: right,
		YVector: up,
		ZVector: (frame) => vectorFrom(column(frame, 2)),
	},
	methods: {
		GetComponents: components,
		components,
		Inverse: inverted,
		inverse: inverted,
		Lerp: lerp,
		lerp,
		Orthonormalize: (frame) => createCFrame(orthonormal(frame)),
		ToWorldSpace: forEachFrame(multiply),
		ToObjectSpace: forEachFrame((frame, other) => multiply(inverse(frame), other)),
		PointToWorldSpace: forEachVector(transform),
		PointToObjectSpace: forEachVector((frame, point) => transform(inverse(frame), point)),
		VectorToWorldSpace: forEachVector(turn),
		VectorToObjectSpace: forEachVector((frame, vector) => turn(inverse(frame), vector)),
		ToEulerAnglesXYZ: (frame) => $tuple(...toEulerAnglesXyz(frame)),
		ToEulerAnglesYXZ: orientation,
		ToOrientation: orientation,
		ToAxisAngle: (frame) => {
			const [axis, angle] = toAxisAngle(frame);
			return $tuple(vectorFrom(axis), angle);
		},
		FuzzyEq: nearly,
	},
	operators,
	equals: sameFloats,
	text: floatsText,
});
