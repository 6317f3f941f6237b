/** What the form of a rule asks for; the path is the one that the server names in a refusal. */
export interface RuleField {
  readonly path: string;
  readonly label: string;
  readonly input: "text" | "names" | "number" | "choice" | "flag";
  readonly hint?: string;
  /** Of a choice; the first is what holds where nothing is said. */
  readonly options?: readonly (readonly [value: string, text: string])[];
  /** Out of the way until somebody wants it. */
  readonly rare?: true;
  readonly suggests?: "classification" | "entity" | "relationship";
}

export const KIND_OPTIONS = [
  ["BLOCK", "Stop tags at some edges"],
  ["LIFT", "Tag what contains a carrier"],
  ["LOWER", "Tag what a carrier contains"],
  ["INHERIT", "Hand on an owner, a description, …"],
  ["SEVERITY", "Say which of several values counts"],
] as const;

const PATTERN = "* stands for any text, ? for one character.";

function pattern(path: string, of: string): RuleField[] {
  return [
    { path: `${path}.qualifiedName`, label: `${of}: qualified name`, input: "text", hint: PATTERN },
    { path: `${path}.typeName`, label: `${of}: type`, input: "text", suggests: "entity", rare: true },
    { path: `${path}.certificate`, label: `${of}: certificate`, input: "text", hint: "Like VERIFIED.", rare: true },
  ];
}

const DERIVATION: readonly RuleField[] = [
  { path: "classifications", label: "What carries one of", input: "names", suggests: "classification" },
  { path: "as", label: "makes it", input: "text", suggests: "classification", hint: "The same tag, or another one." },
  { path: "levels", label: "Levels", input: "number", hint: "1 to 10; 1 where nothing is said." },
  ...pattern("target", "Only"),
];

export const FIELDS: Readonly<Record<string, readonly RuleField[]>> = {
  BLOCK: [
    { path: "classifications", label: "Tags that stop", input: "names", suggests: "classification", hint: "None means every tag." },
    {
      path: "where.transformation.masking",
      label: "Masking",
      input: "flag",
      options: [
        ["", "does not matter"],
        ["true", "only where jobs mask"],
        ["false", "only where jobs do not mask"],
      ],
    },
    {
      path: "where.transformation.type",
      label: "How the column is used",
      input: "choice",
      options: [
        ["", "does not matter"],
        ["INDIRECT", "it only filters, joins or sorts"],
        ["DIRECT", "its values are used"],
      ],
    },
    { path: "where.transformation.subtype", label: "Kind of transformation", input: "text", hint: "As OpenLineage tells it, like AGGREGATION or FILTER.", rare: true },
    { path: "where.job", label: "Job", input: "text", hint: `Its qualified name. ${PATTERN}` },
    { path: "where.relationshipType", label: "Relationship", input: "text", suggests: "relationship", rare: true },
    ...pattern("where.source", "From"),
    ...pattern("where.target", "To"),
  ],
  LIFT: DERIVATION,
  LOWER: DERIVATION,
  INHERIT: [
    { path: "aspect", label: "What is handed on", input: "text", hint: "An attribute like owner, or customAttributes.<key>." },
    {
      path: "over",
      label: "Along",
      input: "choice",
      options: [
        ["", "lineage"],
        ["HIERARCHY", "containment: schema, table, column"],
      ],
    },
    {
      path: "direction",
      label: "Which way",
      input: "choice",
      options: [
        ["", "with the data, or from a container to its content"],
        ["UP", "against it"],
      ],
    },
    { path: "depth", label: "Steps", input: "number", hint: "1 to 50." },
    {
      path: "mode",
      label: "Who gets it",
      input: "choice",
      options: [
        ["", "who has none of its own"],
        ["OVERWRITE", "also who has one"],
        ["COLLECT", "all, as a list beside their own"],
      ],
    },
    ...pattern("source", "From"),
    ...pattern("target", "To"),
  ],
  SEVERITY: [
    { path: "classification", label: "Tag", input: "text", suggests: "classification" },
    { path: "attribute", label: "Its attribute", input: "text" },
    { path: "order", label: "Values, the least severe first", input: "names" },
  ],
};
