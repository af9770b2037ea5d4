/** The RemoteEvent in ReplicatedStorage that the server makes, and through which all of this goes. */
export const STATE_REMOTE_NAME = "HoldfastState";
