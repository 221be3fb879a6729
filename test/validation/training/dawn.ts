import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { findDawn } from '../../../validation/engines/webgpu/dawn.js';
import { adapterOf, ComputeDevice } from '../../../validation/engines/webgpu/device.js';
import type { Gpu } from '../../../validation/engines/webgpu/gpu.js';
import { wordsOfError } from '../../../present/words/words.js';

/** Debian's chromium brings a Vulkan loader, and SwiftShader, which computes on the CPU. */
const chromium = '/usr/lib/chromium';

/** RTLD_NODELETE: stays loaded, though it is no module of Node. */
const stays = 0x1000;

/** Has Dawn find SwiftShader where there is no driver of a graphics card. */
function useSwiftShader(): void {
  const driver = `${chromium}/vk_swiftshader_icd.json`;
  if (!existsSync(driver)) return;
  process.env['VK_ICD_FILENAMES'] ??= driver;
  try {
    process.dlopen({ exports: {} }, `${chromium}/libvulkan.so.1`, constants.dlopen.RTLD_NOW | stays);
  } catch {
    // It says that it is no module; Dawn finds it by its name from now on.
  }
}

/**
 * Dawn with an adapter, for the tests of the webgpu engine. Without it they are skipped, and say what is missing, unless ARCHSCALE_TOOLS=required.
 */
export const gpu: Gpu | undefined = await (async () => {
  try {
    useSwiftShader();
    const found = findDawn(process.env, [process.cwd()]);
    await adapterOf(found);
    return found;
  } catch (error) {
    if (process.env['ARCHSCALE_TOOLS'] === 'required') throw error;
    process.stderr.write(
      `Tests of the webgpu engine are skipped: ${wordsOfError(error)} (npm install, and apt-get install chromium for SwiftShader)\n`,
    );
    return undefined;
  }
})();

/** A device of it. */
export async function deviceForTests(): Promise<ComputeDevice> {
  if (!gpu) throw new Error('there is no WebGPU');
  return ComputeDevice.on(await adapterOf(gpu));
}
