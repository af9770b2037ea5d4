import { ClassDefinition } from "./instances/class-definition";
import { instanceClass } from "./instances/instance-class";
import { remoteClasses } from "./remotes/remote-classes";
import { bindableClasses } from "./services/bindables";
import { collectionServiceClass } from "./services/collection-service";
import { containerClasses } from "./services/containers";
import { dataModelClass } from "./services/data-model";
import { dataStoreClasses } from "./services/data-stores";
import { encodingServiceClass } from "./services/encoding-service";
import { httpServiceClass } from "./services/http-service";
import { logServiceClass } from "./services/log-service";
import { marketplaceServiceClass } from "./services/marketplace-service";
import { memoryStoreClasses } from "./services/memory-stores";
import { messagingClass } from "./services/messaging";
import { playerClasses } from "./services/players";
import { runServiceClass } from "./services/run-service";
import { scriptContextClass } from "./services/script-context";
import { scriptClasses } from "./services/scripts";
import { teleportClasses } from "./services/teleport-service";
import { testServiceClass } from "./services/test-service";

/** Every class that is emulated. */
export const allClasses: ReadonlyArray<ClassDefinition> = [
	instanceClass,
	dataModelClass,
	...containerClasses,
	...scriptClasses,
	...bindableClasses,
	...remoteClasses,
	...playerClasses,
	...dataStoreClasses,
	runServiceClass,
	httpServiceClass,
	scriptContextClass,
	collectionServiceClass,
	encodingServiceClass,
	logServiceClass,
	marketplaceServiceClass,
	...teleportClasses,
	...memoryStoreClasses,
	messagingClass,
	testServiceClass,
];
