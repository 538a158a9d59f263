import { KINDS, type RecordKind } from '../../../shared/entities/kind.ts';
import type { World } from './world.ts';

/** The rep is shown under which id a local record is known now, wherever he looks. */
export async function learnIds(world: World): Promise<void> {
  const { renamed, edits } = world.told;
  const unknown = new Map<number, readonly RecordKind[]>();
  for (const { target, operation } of edits) {
    for (const [found] of JSON.stringify(operation).matchAll(/-1\d{12}/g)) unknown.set(Number(found), KINDS);
    if (target !== null && target.id < 0) unknown.set(target.id, [target.kind]);
  }
  for (const [id, kinds] of unknown) {
    for (const kind of kinds) {
      if (renamed.has(id)) break;
      const value = await world.record({ kind, id });
      if (value !== null && value.id !== id) renamed.set(id, value.id);
    }
  }
}
