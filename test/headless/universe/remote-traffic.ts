import type { SeededRandom } from "../../../src/testing/seeded-random";
import { InstanceNode } from "../engine/instances/instance-node";
import { EVENT_HEADER_BYTES, payloadSize } from "../engine/remotes/payload-size";
import * as threads from "../engine/threads";
import type { RemoteCounts } from "../host/control-api";

/** Events that one client may send in a second, over all remotes of one type. */
const EVENTS_PER_SECOND = 500;
/** A larger payload of an unreliable remote is dropped. */
const UNRELIABLE_BYTES_MAX = 1000;

interface Bucket {
	tokens: number;
	refilled: number;
}

/** What goes over the remotes of one universe, by remote and direction. */
export class RemoteTraffic {
	private readonly counts = new Map<string, RemoteCounts>();

	/** `ReplicatedStorage.shop.buy → server`. */
	of(remote: InstanceNode, direction: keyof typeof EVENT_HEADER_BYTES): RemoteCounts {
		const name = `${remote.fullName()} → ${direction === "toServer" ? "server" : "client"}`;
		let counts = this.counts.get(name);
		if (counts === undefined) {
			counts = { events: 0, bytes: 0, dropped: 0 };
			this.counts.set(name, counts);
		}
		return counts;
	}

	/** By name, for tests and reports. */
	all(): ReadonlyMap<string, RemoteCounts> {
		return this.counts;
	}
}

/** The rules of one client's connection: how much it may send, and what an unreliable remote loses. */
export class RemoteGate {
	private readonly buckets = new Map<string, Bucket>();

	constructor(
		private readonly traffic: RemoteTraffic,
		private readonly random: SeededRandom,
		private readonly unreliableLoss: number,
	) {}

	/** Counts an event; false if it gets lost on the way. */
	admit(
		remote: InstanceNode,
		direction: keyof typeof EVENT_HEADER_BYTES,
		values: threads.Packed,
		now: number,
	): boolean {
		const counts = this.traffic.of(remote, direction);
		const payload = payloadSize(values);
		const lost =
			(direction === "toServer" && !this.takeToken(remote.definition.name, now)) ||
			(isUnreliable(remote) && (payload > UNRELIABLE_BYTES_MAX || this.random.chance(this.unreliableLoss)));
		if (lost) {
			counts.dropped += 1;
		} else {
			counts.events += 1;
			counts.bytes += EVENT_HEADER_BYTES[direction] + payload;
		}
		return !lost;
	}

	private takeToken(remoteType: string, now: number): boolean {
		let bucket = this.buckets.get(remoteType);
		if (bucket === undefined) {
			bucket = { tokens: EVENTS_PER_SECOND, refilled: now };
			this.buckets.set(remoteType, bucket);
		}
		bucket.tokens = math.min(bucket.tokens + (now - bucket.refilled) * EVENTS_PER_SECOND, EVENTS_PER_SECOND);
		bucket.refilled = now;
		if (bucket.tokens < 1) return false;
		bucket.tokens -= 1;
		return true;
	}
}

export function isUnreliable(remote: InstanceNode): boolean {
	return remote.definition.name === "UnreliableRemoteEvent";
}
