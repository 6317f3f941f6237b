import { type FieldFault } from "../propagation/faults";

/** The server's words, at the fields of a form that makes a type. */
export interface TypeFaults {
  readonly name: string | undefined;
  readonly superTypes: string | undefined;
  readonly entityTypes: string | undefined;
  /** By the attribute's name. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** Places are `Type.attribute`; what is said of the type itself is told apart by its words. */
export function typeFaults(faults: readonly FieldFault[], typeName: string): TypeFaults {
  const attributes = new Map<string, string>();
  const rest: FieldFault[] = [];
  for (const fault of faults) {
    const attribute = fault.path.startsWith(`${typeName}.`) ? fault.path.slice(typeName.length + 1) : undefined;
    if (attribute === undefined) rest.push(fault);
    else attributes.set(attribute, [attributes.get(attribute), fault.text].filter(Boolean).join("; "));
  }
  const about = (wanted: (text: string) => boolean) =>
    rest.filter((fault) => wanted(fault.text)).map((fault) => fault.text).join("; ") || undefined;
  const isSuper = (text: string) => text.includes("super type");
  const isEntity = (text: string) => text.includes("entity type") && !isSuper(text);
  return {
    superTypes: about(isSuper),
    entityTypes: about(isEntity),
    name: about((text) => !isSuper(text) && !isEntity(text)),
    attributes,
  };
}
