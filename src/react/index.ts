export { useHoldfast } from "./use-holdfast";
