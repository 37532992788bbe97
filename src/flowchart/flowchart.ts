/** The id of a node in `knowledge/flowchart.mmd`, such as `TaskType` or `AsyncIO`. */
export type NodeId = string;
/** The id of a node that asks a question. */
export type DecisionId = NodeId;
/** The id of one answer to a decision, such as `io` or `event-driven`. */
export type OptionId = string;

/** What has been answered: decision to option. Which of them count is for the walk to say. */
export type Answers = Readonly<Record<DecisionId, OptionId>>;

/** A decision asks, a step is walked through (all its exits at once), an outcome ends the way. */
export type NodeKind = 'decision' | 'step' | 'outcome';

export interface FlowchartNode {
  readonly id: NodeId;
  /** The text in the box, line breaks turned into blanks. */
  readonly label: string;
  readonly kind: NodeKind;
  readonly exits: readonly Exit[];
}

/** An arrow out of a node. Only an arrow out of a decision carries an option. */
export interface Exit {
  readonly option: OptionId | null;
  readonly to: NodeId;
}

/**
 * A checked chart: every decision's exits are its options, every way ends in an outcome, nothing loops.
 * Plain JSON, so that it can be built ahead.
 */
export interface Flowchart {
  readonly start: NodeId;
  /** Nodes by which a subgraph of its own is entered (here: questions about memory), in file order. */
  readonly sideEntrances: readonly { readonly node: NodeId; readonly subgraph: string }[];
  readonly nodes: Readonly<Record<NodeId, FlowchartNode>>;
}
