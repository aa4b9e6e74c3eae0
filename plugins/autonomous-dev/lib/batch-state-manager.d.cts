export * from './batch-state-manager.js';
