import { badArgument } from "./arguments";
import { Datatype } from "./datatype";

interface Keypoint {
	readonly time: number;
}

/** Those of a script's list, which have to go from 0 to 1 in order. */
export function keypointsOf<T extends Keypoint>(value: unknown, datatype: Datatype<T>, name: string): ReadonlyArray<T> {
	if (!typeIs(value, "table")) badArgument(1, "table", value);
	const points = (value as Array<defined>).map((item): T => datatype.expect(item, 1));
	if (points.size() < 2) error(`${name}: requires at least 2 keypoints`, 0);
	if (points[0].time !== 0 || points[points.size() - 1].time !== 1) {
		error(`${name}: must start at time=0 and end at time=1`, 0);
	}
	points.forEach((point, index) => {
		if (index > 0 && point.time < points[index - 1].time) error(`${name}: all keypoints must be ordered by time`, 0);
	});
	return points;
}

export function sameKeypoints<T extends Keypoint>(
	a: ReadonlyArray<T>,
	b: ReadonlyArray<T>,
	same: (a: T, b: T) => boolean,
): boolean {
	return a.size() === b.size() && a.every((point, index) => same(point, b[index]));
}
