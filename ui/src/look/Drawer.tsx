import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "./Icon";

interface DrawerProps {
  title: ReactNode;
  children: ReactNode;
  onClose: () => void;
}

/** What comes in from the side, over the page; Escape, the cross and a click beside it close it. */
export function Drawer({ title, children, onClose }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="drawer"
      aria-labelledby="drawer-title"
      onCancel={onClose}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="drawer-content">
        <header>
          <h2 id="drawer-title">{title}</h2>
          <button type="button" className="plain icon-button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
