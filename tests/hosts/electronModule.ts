// What stands for `electron` under the real update library: the application, and requests by Node.
import { EventEmitter } from 'node:events'
import { request, type RequestOptions } from 'node:https'

const folder = process.env['TEST_FOLDER'] ?? ''
export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  getVersion: () => '1.0.0',
  getName: () => 'webox-marketing',
  getPath: () => folder,
  getAppPath: () => folder,
  whenReady: () => Promise.resolve(),
  quit: () => undefined,
})
export const session = { fromPartition: () => ({}) }
export const net = {
  // The certificate is the test's own.
  request: ({ headers, hostname, port, path, method, protocol }: RequestOptions) =>
    request({ headers, hostname, port, path, method, protocol, rejectUnauthorized: false }),
}
export const autoUpdater = new EventEmitter()
