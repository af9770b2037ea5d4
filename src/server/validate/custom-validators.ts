import type { t } from "@rbxts/t";

import type { Refinement } from "../../schema/rule";
import { misuse } from "../../shared/errors";

/** True if all is well; else false, or what was expected. */
export type CustomValidator = (value: unknown) => boolean | string;

/** Validators by name: schemas may name one before it is registered, as it is looked up when it is first needed. */
export class CustomValidators {
	private readonly known = new Map<string, CustomValidator>();

	register(name: string, validate: CustomValidator): void {
		if (this.known.has(name)) misuse("registerValidator", `there is a validator "${name}" already`);
		this.known.set(name, validate);
	}

	/** For `s.custom`. */
	check<T>(name: string): t.check<T> {
		return ((value: unknown) => this.find(name)(value) === true) as t.check<T>;
	}

	/** For `.refine`. */
	rule<T>(name: string, paths?: Refinement<T>["paths"]): Refinement<T> {
		return { name, paths, check: (value) => this.find(name)(value) };
	}

	private find(name: string): CustomValidator {
		return this.known.get(name) ?? misuse("validate", `no validator "${name}" is registered`);
	}
}
