export * from './user-state-manager.js';
