/** Where it is not known how the platform keeps versions (platform.md 1, Versioning, and 11). Defaults: the harsher. */
export interface VersionSwitches {
	/**
	 * Whether RemoveAsync backs up what it removes also when the key was written earlier in the same UTC hour. Default
	 * true, as RemoveAsync's own page says; false leaves only the hour's first write to do so.
	 */
	readonly removalKeepsVersion: boolean;
	/**
	 * The id of a version that overwrites another of the same UTC hour: `"new"` (default), so that the id which an earlier
	 * write returned is found no more, or `"kept"`.
	 */
	readonly overwriteVersionId: "new" | "kept";
	/** What GetVersionAsync does for a version that is not there: `"throws"` (default) or `"returnsNil"`. */
	readonly missingVersion: "throws" | "returnsNil";
	/**
	 * What GetVersionAtTimeAsync gives for a time whose version was overwritten: `"nothing"` (default), as the method's page
	 * has it word by word, or `"theOneBefore"` it that is left.
	 */
	readonly lostVersionAtTime: "nothing" | "theOneBefore";
}

/** What {@link VersionSwitches} are when they are not given. */
export const DEFAULT_VERSION_SWITCHES: VersionSwitches = {
	removalKeepsVersion: true,
	overwriteVersionId: "new",
	missingVersion: "throws",
	lostVersionAtTime: "nothing",
};

/** Every switch, with the defaults where none is given. */
export function versionSwitches(given: Partial<VersionSwitches> = {}): VersionSwitches {
	return {
		removalKeepsVersion: given.removalKeepsVersion ?? DEFAULT_VERSION_SWITCHES.removalKeepsVersion,
		overwriteVersionId: given.overwriteVersionId ?? DEFAULT_VERSION_SWITCHES.overwriteVersionId,
		missingVersion: given.missingVersion ?? DEFAULT_VERSION_SWITCHES.missingVersion,
		lostVersionAtTime: given.lostVersionAtTime ?? DEFAULT_VERSION_SWITCHES.lostVersionAtTime,
	};
}
