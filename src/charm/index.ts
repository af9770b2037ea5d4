export { atomOf } from "./atom-of";
