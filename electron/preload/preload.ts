import { contextBridge, ipcRenderer } from 'electron';
import { STORE_CHANNEL } from '../../shared/rpc/channels.ts';
import { createBridge, storePortOf } from './bridge.ts';

// A preload script is all effect: it puts the bridge on the page, and passes the store worker's port on, which cannot cross the bridge.
contextBridge.exposeInMainWorld('satchel', createBridge(ipcRenderer));

window.addEventListener('message', (message) => {
  const port = storePortOf(message, { window, origin: window.location.origin });
  if (port) ipcRenderer.postMessage(STORE_CHANNEL, null, [port]);
});
