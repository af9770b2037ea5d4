export { type Channel, defineChannel } from "./mutators/channel";
export { defineMutators, type Mutators } from "./mutators/define-mutators";
export type {
	ArgumentSchemas,
	ArgumentsOf,
	ClientConflictStrategy,
	Mutator,
	MutatorContext,
	PredictedMutator,
	UnpredictedMutator,
	WithContext,
} from "./mutators/mutator";
export type { Rejection, RejectionCode } from "./mutators/rejection";
export { StatePriority } from "./mutators/state-priority";
export {
	ANY_SEGMENT,
	type Corruption,
	type CorruptionKind,
	detectCorruption,
	formatValidationError,
	type Infer,
	type InvalidData,
	type JsonSchema,
	type LiteralValue,
	type NumberOptions,
	type Refinement,
	s,
	type SanitizeAction,
	type Sanitized,
	Schema,
	type SizeLimits,
	type StringOptions,
	type ValidationError,
	type Visible,
} from "./schema";
export { DeepReadonly } from "./shared/data/deep-readonly";
export { Change, Patch } from "./shared/data/patch";
export { Path } from "./shared/data/path";
export { DeltaAt, ElementAt, PathArgument, PathInto, ValueAt } from "./shared/data/typed-path";
export { Listenable, Unsubscribe } from "./shared/emitter";
export { ErrorContext, ErrorKind, HoldfastError } from "./shared/errors";
export { Result } from "./shared/result";
export {
	createTag,
	createToken,
	HealthCheckResult,
	HealthReport,
	HealthStatus,
	ServiceFactory,
	ServiceFailure,
	ServiceFailureKind,
	ServiceHealth,
	ServiceHooks,
	ServiceLocator,
	ServiceOptions,
	ServiceResolver,
	ServiceTag,
	ServiceToken,
	SingletonOptions,
	TransientOptions,
} from "./shared/service-locator";
