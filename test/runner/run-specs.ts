import TestEZ from "@rbxts/testez";

import { Failures } from "./failures";
import { findSpecs, Spec } from "./find-specs";
import { supervise } from "./supervise";

const TEST_SECONDS_MAX = 30;
// Promises report a rejection that nobody handled one frame later; the last test's must still be heard.
const LINGER_SECONDS = 0.2;

export interface SpecSummary {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	/** What went wrong, one text for each failure. */
	readonly failures: ReadonlyArray<string>;
}

interface PlanNode {
	readonly type: unknown;
	readonly modifier: unknown;
	readonly children: ReadonlyArray<PlanNode>;
	readonly loadError?: string;
	callback?: Callback;
	getFullName(): string;
}

interface Plan {
	readonly children: ReadonlyArray<PlanNode>;
	visitAllNodes(visit: (node: PlanNode) => void): void;
}

interface SessionNode {
	readonly planNode: PlanNode;
	readonly errors: ReadonlyArray<string>;
	readonly children: ReadonlyArray<SessionNode>;
}

interface RunOutcome {
	readonly successCount: number;
	readonly failureCount: number;
	readonly skippedCount: number;
	readonly errors: ReadonlyArray<string>;
	visitAllNodes(visit: (node: SessionNode) => void): void;
}

function loadSpecs(specs: ReadonlyArray<Spec>, failures: Failures): Array<object> {
	const loaded = new Array<object>();
	for (const spec of specs) {
		const [ok, method] = pcall(() => require(spec.module));
		if (!ok || !typeIs(method, "function")) {
			failures.add("spec does not load", `${spec.name}: ${ok ? "it does not return a function" : tostring(method)}`);
			continue;
		}
		loaded.push({ method, path: [spec.name], pathStringForSorting: spec.name.lower() });
	}
	return loaded;
}

function superviseAll(plan: Plan, failures: Failures): void {
	for (const root of plan.children) {
		if (root.children.isEmpty() && root.loadError === undefined) {
			failures.add("spec without a test", root.getFullName());
		}
	}
	plan.visitAllNodes((node) => {
		if (node.loadError !== undefined) failures.add("spec does not plan", `${node.getFullName()}\n${node.loadError}`);
		// Focus is for the desk: everything else is skipped, and would be forgotten.
		if (node.modifier === TestEZ.TestEnum.NodeModifier.Focus) failures.add("focused test", node.getFullName());
		if (node.type === TestEZ.TestEnum.NodeType.Describe || node.callback === undefined) return;
		const name = node.type === TestEZ.TestEnum.NodeType.It ? node.getFullName() : undefined;
		node.callback = supervise(node.callback, TEST_SECONDS_MAX, () => {
			failures.currentTest = name ?? failures.currentTest;
		});
	});
}

/** Runs every spec below the given folders, and counts also what TestEZ would let pass in silence. Yields. */
export function runSpecs(roots: ReadonlyArray<Instance>): SpecSummary {
	const failures = new Failures();
	failures.watch();
	const specs = loadSpecs(findSpecs(roots), failures);
	const plan = TestEZ.TestPlanner.createPlan(specs as never, undefined as never, {}) as unknown as Plan;
	superviseAll(plan, failures);

	const results = TestEZ.TestRunner.runPlan(plan as never) as unknown as RunOutcome;
	failures.currentTest = "after the last test";
	task.wait(LINGER_SECONDS);

	const assertions = new Array<string>();
	results.visitAllNodes((node) => {
		if (node.planNode.type !== TestEZ.TestEnum.NodeType.It) return;
		for (const message of node.errors) assertions.push(`${node.planNode.getFullName()}\n${message}`);
	});
	// Hooks are no tests of their own: TestEZ reports their errors apart.
	const hooks = results.errors.filter(
		(message) => !assertions.some((text) => text.find(message, 1, true)[0] !== undefined),
	);
	const outside = [
		...failures.messages,
		...hooks.filter((message) => message.find("hook: ", 1, true)[0] !== undefined),
	];
	return {
		passed: results.successCount,
		failed: results.failureCount + outside.size(),
		skipped: results.skippedCount,
		failures: [...assertions, ...outside],
	};
}
