import { InstanceNode, TreeObserver } from "./instances/instance-node";
import { runsHere } from "./script-places";
import type { ScriptRunner } from "./script-runner";
import type { World } from "./world";

/** Starts scripts that come to where scripts run, or are enabled there, and stops those that are disabled or destroyed. */
export class ScriptStarter implements TreeObserver {
	constructor(
		private readonly world: World,
		private readonly scripts: ScriptRunner,
	) {}

	added(node: InstanceNode): void {
		this.consider(node);
		for (const below of node.descendants()) this.consider(below);
	}

	/** Out of the tree and not destroyed, a script goes on. */
	removing(): void {}

	changed(node: InstanceNode, property: string): void {
		if (property !== "Disabled" && property !== "RunContext") return;
		if (node.getValue("Disabled") === true) this.scripts.stop(node);
		else this.consider(node);
	}

	destroyed(node: InstanceNode): void {
		this.scripts.stop(node);
	}

	/** A script starts in a resumption of its own, if it is still to run then. */
	private consider(node: InstanceNode): void {
		if (!node.isA("BaseScript") || !runsHere(node, this.world)) return;
		const realm = this.world.realm;
		realm.schedule(realm.scheduler.now, () => {
			if (runsHere(node, this.world)) this.scripts.run(node);
		});
	}
}
