export * from './project-root.js';
