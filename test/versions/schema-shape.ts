// The shape of a schema as plain JSON, such that two schemas that take different data have different shapes.

type SchemaPart = Readonly<Record<string, unknown> & { type: string }>;

/** Keys of objects are sorted; one that may be missing ends in `?`. Refuses a schema of a type that it does not know. */
export function shapeOf(schema: unknown): unknown {
  const { type, pipe, ...part } = schema as SchemaPart;
  if (Array.isArray(pipe)) {
    const [base, ...rules] = pipe as SchemaPart[];
    return { of: shapeOf({ ...base, pipe: undefined }), rules: rules.map(ruleOf) };
  }
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
      return type;
    case 'literal':
      return { literal: part['literal'] };
    case 'picklist':
      return { picklist: part['options'] };
    case 'array':
      return [shapeOf(part['item'])];
    case 'record':
      return { record: shapeOf(part['key']), of: shapeOf(part['value']) };
    case 'loose_object':
      return objectShape(part['entries'] as Readonly<Record<string, SchemaPart>>);
    case 'variant':
      return { variant: part['key'], options: (part['options'] as SchemaPart[]).map(shapeOf) };
    default:
      throw new TypeError(`no shape for ${type}`);
  }
}

function objectShape(entries: Readonly<Record<string, SchemaPart>>): unknown {
  const shapes = Object.entries(entries).map(([key, entry]) =>
    entry.type === 'exact_optional' ? [`${key}?`, shapeOf(entry['wrapped'])] : [key, shapeOf(entry)],
  );
  return Object.fromEntries(shapes.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

function ruleOf({ type, requirement, message }: SchemaPart): unknown {
  const isData = typeof requirement === 'number' || typeof requirement === 'string';
  if (isData) return { [type]: requirement };
  return typeof message === 'string' ? { [type]: message } : type;
}
