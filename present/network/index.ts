export * from './picture.js';
export * from './svg.js';
