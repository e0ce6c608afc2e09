// What the preload hands to the page: one port, asked for by the page. Present in Electron only.

/** Name of the one channel between preload and main process. */
export const connectChannel = 'webox:connect'

/** Marks the window message that carries the port to the page. */
export const portMessage = 'webox:port'

export type HostBridge = {
  /**
   * Asks for a fresh port; it arrives as a window message `{ type: portMessage }` with the port
   * attached.
   */
  connect(): void
}
