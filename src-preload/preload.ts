// Hands the page one port to the main process, and nothing else. This file does not grow: what the
// page may ask is in the contract.
import { contextBridge, ipcRenderer } from 'electron'
import { connectChannel, portMessage, type HostBridge } from '#shared/hostBridge.ts'

const hostBridge: HostBridge = {
  connect() {
    const { port1, port2 } = new MessageChannel()
    ipcRenderer.postMessage(connectChannel, null, [port1])
    // Both worlds share the window; only a page of this very origin can receive it.
    window.postMessage({ type: portMessage }, window.origin, [port2])
  },
}

contextBridge.exposeInMainWorld('hostBridge', hostBridge)
