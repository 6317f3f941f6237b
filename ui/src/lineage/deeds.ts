import type { RefObject } from "react";
import { type Chosen, toggled } from "./address";
import type { Side } from "./graph";
import { groupId, isGroup } from "./groups";
import { sideKey } from "./shape";
import type { Stay } from "./stay";
import type { Loaded } from "./useGraph";
import type { View } from "./view";

/** What one can do with a card. */
export interface Deeds {
  expand: (guid: string, side: Side) => void;
  collapse: (guid: string, side: Side) => void;
  bring: (guid: string, side: Side, other: string) => void;
  open: (group: string, isOpen: boolean) => void;
  way: (guid: string) => void;
  select: (guid: string) => void;
}

interface Means {
  readonly chosen: Chosen;
  readonly choose: (changes: Record<string, string | undefined>) => void;
  readonly loaded: Loaded;
  readonly view: View | null;
  readonly stay: RefObject<Stay | null>;
  readonly select: (guid: string) => void;
}

/** Deeds that change the address or bring something in; the card that one acts upon stays where it is. */
export function deedsOf({ chosen, choose, loaded, view, stay, select }: Means): Deeds {
  return {
    select,
    expand: (guid, side) => {
      stay.current = [guid, guid];
      const key = sideKey(guid, side);
      if (chosen.collapsed.has(key)) choose({ collapsed: toggled(chosen.collapsed, key, false) });
      else loaded.expand(guid, side);
    },
    collapse: (guid, side) => {
      stay.current = [guid, guid];
      choose({ collapsed: toggled(chosen.collapsed, sideKey(guid, side), true) });
    },
    bring: (guid, side, other) => {
      stay.current = [guid, guid];
      loaded.bring(guid, side, other);
    },
    open: (group, isOpen) => {
      const members = [...(loaded.graph?.nodes.values() ?? [])].filter((node) => node.group === group);
      const member = members.find((node) => view?.graph.nodes.has(isOpen ? groupId(group) : node.guid));
      if (!member) return;
      stay.current = isOpen ? [groupId(group), member.guid] : [member.guid, groupId(group)];
      choose({ open: toggled(chosen.open, group, isOpen), selected: undefined });
    },
    way: (guid) => {
      if (isGroup(guid)) return;
      const { selected } = chosen;
      choose({ way: undefined, as: undefined, to: guid, from: selected !== guid && !isGroup(selected) ? selected : undefined });
    },
  };
}
