import { ClassDefinition } from "../instances/class-definition";
import { InstanceNode } from "../instances/instance-node";
import { method } from "../instances/method";
import { worldOf } from "../world";

const RENDER_STEPS = ["RenderStepped", "PreRender", "PreAnimation"];

/** Fires the frame events at 60 Hz while anybody listens; when nobody does, virtual time jumps over the frames. */
class FrameLoop {
	private scheduled = false;
	private listeners = new Map<string, number>();
	private lastFrame: number;

	constructor(private readonly node: InstanceNode) {
		this.lastFrame = node.realm.scheduler.now;
	}

	listenersChanged(event: string, count: number): void {
		this.listeners.set(event, count);
		if (count > 0 && !this.scheduled) {
			this.lastFrame = this.node.realm.scheduler.now;
			this.scheduleNext();
		}
	}

	private scheduleNext(): void {
		const realm = this.node.realm;
		this.scheduled = true;
		realm.schedule(realm.frameAt(realm.scheduler.now), () => this.run());
	}

	private run(): void {
		const now = this.node.realm.scheduler.now;
		const delta = now - this.lastFrame;
		this.lastFrame = now;
		this.scheduled = false;
		if (!this.node.realm.isServer) for (const name of RENDER_STEPS) this.node.fire(name, delta);
		this.node.fire("Stepped", now, delta);
		this.node.fire("PreSimulation", delta);
		this.node.fire("PostSimulation", delta);
		this.node.fire("Heartbeat", delta);
		let total = 0;
		for (const [, count] of this.listeners) total += count;
		if (total > 0 && !this.scheduled) this.scheduleNext();
	}
}

function frameLoopOf(node: InstanceNode): FrameLoop {
	if (node.state === undefined) node.state = new FrameLoop(node);
	return node.state as FrameLoop;
}

function frameEvent(name: string) {
	return {
		readOnly: true,
		get: (node: InstanceNode) => {
			const loop = frameLoopOf(node);
			return node.signal(name, (count) => loop.listenersChanged(name, count)).proxy;
		},
	};
}

/** RunService: where this runs, and the frames. */
export const runServiceClass: ClassDefinition = {
	name: "RunService",
	inherits: "Instance",
	service: true,
	properties: {
		Stepped: frameEvent("Stepped"),
		PreSimulation: frameEvent("PreSimulation"),
		PostSimulation: frameEvent("PostSimulation"),
		Heartbeat: frameEvent("Heartbeat"),
		RenderStepped: frameEvent("RenderStepped"),
		PreRender: frameEvent("PreRender"),
		PreAnimation: frameEvent("PreAnimation"),
	},
	methods: {
		IsServer: method((node) => node.realm.isServer),
		IsClient: method((node) => !node.realm.isServer),
		IsStudio: method((node) => worldOf(node).host.isStudio),
		IsRunning: method(() => true),
		IsRunMode: method(() => false),
		IsEdit: method(() => false),
	},
};
