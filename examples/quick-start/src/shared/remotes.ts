import { Patch } from "@rbxts/holdfast";
import { ReplicatedStorage } from "@rbxts/services";

import { PlayerData } from "./player-data";

export type StateMessage =
	| { readonly kind: "snapshot"; readonly revision: number; readonly data: PlayerData }
	| { readonly kind: "patch"; readonly patch: Patch };

const folder = ReplicatedStorage.WaitForChild("remotes");

/** Client → server: a number for the press of a button, which the answer repeats. */
export const mineRemote = folder.WaitForChild("mine") as RemoteEvent<(request: number) => void>;
export const buyRemote = folder.WaitForChild("buy") as RemoteEvent<(request: number, item: string) => void>;
/** Server → client. */
export const stateRemote = folder.WaitForChild("state") as RemoteEvent<(message: StateMessage) => void>;
export const answerRemote = folder.WaitForChild("answer") as RemoteEvent<(request: number, refusal?: string) => void>;
