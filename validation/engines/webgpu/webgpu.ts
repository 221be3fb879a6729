import { programFolders } from '../project-folders.js';
import { findDawn } from './dawn.js';
import { webGpuEngine } from './engine.js';

/** The engine on WebGPU in Node. */
export const webgpu = webGpuEngine(() => findDawn(process.env, programFolders()), { node: process.version });
