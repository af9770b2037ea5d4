import { ServerLink, Timeline } from "../timeline";
import { RequestType } from "./request-type";
import { ServerBudgets } from "./server-budgets";

/** The four queues of a server (platform.md 2, Queues). */
export type QueueName = "Set" | "OrderedSet" | "Get" | "OrderedGet";

/** A request before it leaves its server. */
export interface QueuedRequest {
	readonly queue: QueueName;
	readonly charges: ReadonlyArray<RequestType>;
	readonly cost: number;
	/** Of one key: the key, as it is shown. */
	readonly key?: string;
	/** A name of the key that no other has. */
	readonly target?: string;
}

interface Entry {
	readonly request: QueuedRequest;
	readonly wake: () => void;
}

const QUEUE_SIZE_MAX = 30;
// A queue is looked at when its first request can be afforded, but this often: keys and rates change meanwhile.
const LOOK_SECONDS_MIN = 1 / 60;
const LOOK_SECONDS_MAX = 1;

/** What the queues of one server are made of. */
export interface RequestQueuesOptions {
	readonly timeline: Timeline;
	readonly link: ServerLink;
	readonly budgets: ServerBudgets;
	/** Whether a key has had too much of late. */
	readonly isThrottled: (target: string) => boolean;
	readonly warn: (text: string) => void;
}

/**
 * Lets requests leave a server as its budgets allow, first come, first served; who has to wait yields. A key that is
 * throttled is passed over for a while (platform.md 2, Queues).
 */
export class RequestQueues {
	private readonly queues = new Map<QueueName, Array<Entry>>();
	private readonly pumping = new Set<QueueName>();

	constructor(private readonly options: RequestQueuesOptions) {}

	/** Yields until the request may leave; false at once if its queue is full. */
	enter(request: QueuedRequest): boolean {
		const { budgets, link, warn } = this.options;
		const queue = this.queues.get(request.queue) ?? [];
		this.queues.set(request.queue, queue);
		if (queue.isEmpty() && this.mayLeave(request)) {
			budgets.charge(request.charges, request.cost);
			return true;
		}
		if (queue.size() >= QUEUE_SIZE_MAX) return false;
		warn(
			`DataStore request was added to queue. If request queue fills, further requests will be dropped. Try sending fewer requests.Key = ${request.key ?? ""}`,
		);
		link.suspend<void>((wake) => {
			queue.push({ request, wake: () => wake() });
			this.pump(request.queue);
		});
		return true;
	}

	waiting(name: QueueName): number {
		return this.queues.get(name)?.size() ?? 0;
	}

	private mayLeave(request: QueuedRequest): boolean {
		if (request.target !== undefined && this.options.isThrottled(request.target)) return false;
		return this.options.budgets.affords(request.charges, request.cost);
	}

	/** Looks again when the first of the queue may be able to leave; one such look is planned at a time. */
	private pump(name: QueueName): void {
		const first = this.queues.get(name)?.[0];
		if (first === undefined || this.pumping.has(name)) return;
		this.pumping.add(name);
		const { budgets, timeline } = this.options;
		const { charges, cost } = first.request;
		const seconds = budgets.secondsUntil(charges, cost);
		// It is a throttled key that the first waits for when it could be afforded.
		const pause = seconds > 0 ? math.clamp(seconds, LOOK_SECONDS_MIN, LOOK_SECONDS_MAX) : LOOK_SECONDS_MAX;
		timeline.schedule(pause, () => {
			this.pumping.delete(name);
			this.release(name);
			this.pump(name);
		});
	}

	private release(name: QueueName): void {
		const { budgets, isThrottled } = this.options;
		const kept = new Array<Entry>();
		let blocked = false;
		for (const entry of this.queues.get(name) ?? []) {
			const { charges, cost, target } = entry.request;
			const skipped = target !== undefined && isThrottled(target);
			if (!skipped && !blocked) blocked = !budgets.affords(charges, cost);
			if (skipped || blocked) {
				kept.push(entry);
			} else {
				budgets.charge(charges, cost);
				entry.wake();
			}
		}
		this.queues.set(name, kept);
	}
}
