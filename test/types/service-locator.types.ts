/**
 * Compile-time tests: this file passes by compiling. Each `@ts-expect-error` is an error that the types must report.
 */
import { Result } from "../../src/shared/result";
import {
	createTag,
	createToken,
	HealthReport,
	ServiceFailure,
	ServiceLocator,
	ServiceTag,
} from "../../src/shared/service-locator";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

interface Animal {
	readonly legs: number;
}

interface Dog extends Animal {
	bark(): string;
}

const DogToken = createToken<Dog>("Dog");
const AnimalToken = createToken<Animal>("Animal");
const AnimalTag = createTag<Animal>("Animal");
const DogTag = createTag<Dog>("Dog");
const AnyTag = createTag("Any");

declare const dog: Dog;
declare const animal: Animal;
declare const singleton: boolean;

declare function is<Expected>(): <Actual>(actual: Actual, same: Same<Actual, Expected>) => void;

export function infersTypes(locator: ServiceLocator): void {
	is<Dog>()(locator.resolve(DogToken), true);
	is<boolean>()(locator.has(DogToken), true);
	is<Array<Animal>>()(locator.withTag(AnimalTag), true);
	is<Array<defined>>()(locator.withTag(AnyTag), true);
	is<Promise<HealthReport>>()(locator.health(), true);
	is<Promise<Result<void, ServiceFailure>>>()(locator.start(), true);
	is<Animal>()(locator.resolve(DogToken), false);
}

export function acceptsWhatFits(locator: ServiceLocator): void {
	locator.register(DogToken, { factory: () => dog });
	locator.register(AnimalToken, { factory: () => dog, tags: [AnimalTag, AnyTag] });
	locator.register(AnimalToken, { factory: (services) => services.resolve(DogToken), priority: 1 });
	locator.register(DogToken, { factory: () => dog, tags: [AnimalTag, DogTag, AnyTag] });
	locator.register(DogToken, { factory: () => dog, healthCheck: (it) => ({ status: "healthy", message: it.bark() }) });
	locator.register(DogToken, { factory: () => dog, healthCheck: async () => ({ status: "degraded" }) });
	locator.register(DogToken, { factory: () => dog, singleton: false });
	locator.register(DogToken, { factory: () => dog, singleton });
}

export function refusesWrongFactories(locator: ServiceLocator): void {
	// @ts-expect-error an Animal need not be a Dog.
	locator.register(DogToken, { factory: () => animal });
	// @ts-expect-error a promise of a Dog is not a Dog.
	locator.register(DogToken, { factory: async () => dog });
	// @ts-expect-error a factory returns something.
	locator.register(DogToken, { factory: () => {} });
	// @ts-expect-error the factory is missing.
	locator.register(DogToken, { priority: 1 });
	// @ts-expect-error a factory gets to resolve, not to register.
	locator.register(DogToken, { factory: (services) => services.register(AnimalToken, { factory: () => dog }) });
}

export function refusesWrongOptions(locator: ServiceLocator): void {
	// @ts-expect-error an Animal cannot stand where Dogs are looked up.
	locator.register(AnimalToken, { factory: () => dog, tags: [DogTag] });
	// @ts-expect-error "fine" is not a status.
	locator.register(DogToken, { factory: () => dog, healthCheck: () => ({ status: "fine" }) });
	// @ts-expect-error a check answers something.
	locator.register(DogToken, { factory: () => dog, healthCheck: () => {} });
	// @ts-expect-error a service that is made anew each time is not started, so it has no priority.
	locator.register(DogToken, { factory: () => dog, singleton: false, priority: 1 });
	// @ts-expect-error a service that is made anew each time has no instance to check.
	locator.register(DogToken, { factory: () => dog, singleton: false, healthCheck: () => ({ status: "healthy" }) });
}

export function refusesWrongTokens(locator: ServiceLocator): void {
	// @ts-expect-error a token is made by createToken.
	locator.resolve({ name: "Dog" });
	// @ts-expect-error a tag is not a token.
	locator.resolve(DogTag);
	// @ts-expect-error undefined is no service.
	createToken<Dog | undefined>("Dog");
	// @ts-expect-error the tag of Dogs cannot be put on every Animal.
	const animalTag: ServiceTag<Animal> = DogTag;
	locator.withTag(animalTag);
}
