import type { Scene } from '../../present/diagram/scene.js';

/** A scene with or without where the samples suffice. */
export function shownScene(scene: Scene, withSamples: boolean): Scene {
  return withSamples ? scene : { ...scene, learnable: null, estimate: null, algorithms: null };
}

/**
 * A scene in which patterns that were seen before have the numbers, and so the hatches, that they had then: regions keep their
 * looks when another part of the plane is shown.
 * @param seen the patterns by their numbers, from 1
 */
export function numbered(scene: Scene, seen: readonly string[]): { readonly scene: Scene; readonly seen: string[] } {
  const now = [...new Set([...seen, ...scene.regions.map(({ pattern }) => pattern)])];
  const regions = scene.regions.map((region) => ({ ...region, key: String(now.indexOf(region.pattern) + 1) }));
  return { scene: { ...scene, regions }, seen: now };
}
