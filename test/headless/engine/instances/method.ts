import * as threads from "../threads";
import { InstanceNode, nodeOf } from "./instance-node";

function selfOf(receiver: unknown): InstanceNode {
	return nodeOf(receiver) ?? (error("Expected ':' not '.' calling member function", 0) as never);
}

type Argument = unknown;

/** A method as guests call it, from one that gets the node: up to seven arguments, any number of results. */
export function method(
	implementation: (
		node: InstanceNode,
		a: Argument,
		b: Argument,
		c: Argument,
		d: Argument,
		e: Argument,
		f: Argument,
		g: Argument,
	) => unknown,
): Callback {
	return (
		receiver: unknown,
		a: Argument,
		b: Argument,
		c: Argument,
		d: Argument,
		e: Argument,
		f: Argument,
		g: Argument,
	) => implementation(selfOf(receiver), a, b, c, d, e, f, g);
}

/** A method of any number of arguments, nil among them. */
export function variadicMethod(implementation: (node: InstanceNode, values: threads.Packed) => unknown): Callback {
	return threads.variadicMethod<unknown>((receiver, values) => implementation(selfOf(receiver), values));
}
