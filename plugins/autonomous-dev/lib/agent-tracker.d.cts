export * from './agent-tracker.js';
