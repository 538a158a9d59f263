const CUSTOM = 'custom_field.';

/** By which paths problems speak of a field: an own field's by its bare name too, and the list of addresses and the single one say the same. */
export function pathsOf(path: string): readonly string[] {
  if (path === 'email' || path === 'emails') return ['email', 'emails'];
  return path.startsWith(CUSTOM) ? [path, path.slice(CUSTOM.length)] : [path];
}
