// A stand-in for Electron's main-process modules: the same events and shapes, so that the shell is
// tested where Electron cannot be had.
import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { IpcMainEvent, MessagePortMain, WebFrameMain } from 'electron'

/**
 * MessagePortMain is an event emitter whose message event carries `{ data, ports }`; Node's port
 * differs only there.
 */
export class FakePortMain extends EventEmitter {
  isClosed = false
  private readonly port: MessagePort
  constructor(port: MessagePort) {
    super()
    this.port = port
    port.on('close', () => this.emit('close'))
  }
  start(): void {
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }
  postMessage(data: unknown): void {
    this.port.postMessage(data)
  }
  close(): void {
    this.isClosed = true
    this.port.close()
  }
}

/** The two ends of a channel: the page's, and the main process's. */
export function fakeChannel(): { page: MessagePort; main: FakePortMain } {
  const { port1, port2 } = new MessageChannel()
  return { page: port1, main: new FakePortMain(port2) }
}

export const mainFrame = (
  url = 'app://webox/',
): Pick<WebFrameMain, 'url' | 'parent' | 'frameTreeNodeId'> => ({
  url,
  parent: null,
  frameTreeNodeId: 1,
})

export class FakeSession {
  handlers: Record<string, (...values: never[]) => unknown> = {}
  isSpellChecked = true
  dictionaries = 'https://elsewhere.example/'
  setPermissionRequestHandler = (handler: (...values: never[]) => unknown) =>
    void (this.handlers['request'] = handler)
  setPermissionCheckHandler = (handler: (...values: never[]) => unknown) =>
    void (this.handlers['check'] = handler)
  setDevicePermissionHandler = (handler: (...values: never[]) => unknown) =>
    void (this.handlers['device'] = handler)
  setSpellCheckerDictionaryDownloadURL = (url: string) => void (this.dictionaries = url)
  setSpellCheckerEnabled = (isEnabled: boolean) => void (this.isSpellChecked = isEnabled)
}

export class FakeContents extends EventEmitter {
  session = new FakeSession()
  mainFrame = mainFrame()
  url = 'app://webox/'
  zoom = 0
  replaced: string[] = []
  setZoomLevel = (level: number) => void (this.zoom = level)
  getZoomLevel = () => this.zoom
  replaceMisspelling = (word: string) => void this.replaced.push(word)
  openHandler: ((details: { url: string }) => { action: string }) | null = null
  getURL = () => this.url
  setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }) =>
    void (this.openHandler = handler)
  /** Fires a navigation event. @returns true if it was let through */
  navigates(event: string, url: string, more: object = {}): boolean {
    let isPrevented = false
    this.emit(event, {
      url,
      isMainFrame: true,
      isSameDocument: false,
      ...more,
      preventDefault: () => (isPrevented = true),
    })
    return !isPrevented
  }
}

export class FakeBrowserWindow extends EventEmitter {
  static made: FakeBrowserWindow[] = []
  static getAllWindows = () => FakeBrowserWindow.made
  readonly options: Electron.BrowserWindowConstructorOptions
  webContents = new FakeContents()
  loaded: string[] = []
  isShown = false
  hasClosed = false
  bounds = { x: 0, y: 0, width: 1280, height: 800 }
  isLarge = false
  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    this.options = options
    FakeBrowserWindow.made.push(this)
  }
  loadURL = (url: string) => Promise.resolve(void this.loaded.push(url))
  show = () => {
    this.isShown = true
    this.emit('show')
  }
  maximize = () => {
    this.isLarge = true
    this.show()
  }
  getNormalBounds = () => this.bounds
  isMaximized = () => this.isLarge
  isDestroyed = () => this.hasClosed
  overlays: (string | null)[] = []
  setOverlayIcon = (icon: unknown, text: string) =>
    void this.overlays.push(icon === null ? null : text)
  closes(): void {
    this.emit('close')
    this.hasClosed = true
    this.emit('closed')
  }
}

export class FakeNotification extends EventEmitter {
  static shown: FakeNotification[] = []
  static isAvailable = true
  static isSupported = () => FakeNotification.isAvailable
  readonly options: Electron.NotificationConstructorOptions
  constructor(options: Electron.NotificationConstructorOptions) {
    super()
    this.options = options
  }
  show = () => void FakeNotification.shown.push(this)
}

/** An icon beside the clock. */
export class FakeTray extends EventEmitter {
  static shown: FakeTray[] = []
  toolTip = ''
  menu: { label?: string; role?: string; click?: () => void }[] = []
  readonly icon: unknown
  constructor(icon: unknown) {
    super()
    this.icon = icon
    FakeTray.shown.push(this)
  }
  setToolTip = (text: string) => void (this.toolTip = text)
  setContextMenu = (menu: FakeTray['menu']) => void (this.menu = menu)
  destroy = () => void (FakeTray.shown = FakeTray.shown.filter((tray) => tray !== this))
}

/** What `vi.mock('electron')` answers with. Tests change its fields to play another system. */
export const fakeElectron = {
  app: {
    isPackaged: false,
    getVersion: () => '1.2.3',
    getPreferredSystemLanguages: () => ['fr-FR'],
    getLocale: () => 'fr',
    badges: [] as number[],
    setBadgeCount: (count: number) => void fakeElectron.app.badges.push(count),
    getLoginItemSettings: () => ({ openAtLogin: false, wasOpenedAtLogin: false }),
    quits: 0,
    quit: () => void (fakeElectron.app.quits += 1),
  },
  BrowserWindow: FakeBrowserWindow,
  dialog: {
    answer: 0,
    asked: [] as string[],
    errors: [] as string[],
    showErrorBox: (title: string, text: string) =>
      void fakeElectron.dialog.errors.push(`${title}: ${text}`),
    showMessageBox: (_window: unknown, { detail }: { detail: string }) => {
      fakeElectron.dialog.asked.push(detail)
      return Promise.resolve({ response: fakeElectron.dialog.answer })
    },
  },
  ipcMain: new EventEmitter(),
  nativeImage: { createFromPath: (path: string) => path, createFromBitmap: () => 'dot' },
  nativeTheme: { shouldUseDarkColors: false },
  powerSaveBlocker: {
    running: new Set<number>(),
    started: 0,
    start: (_kind: string) => {
      const id = (fakeElectron.powerSaveBlocker.started += 1)
      fakeElectron.powerSaveBlocker.running.add(id)
      return id
    },
    stop: (id: number) => void fakeElectron.powerSaveBlocker.running.delete(id),
  },
  screen: {
    areas: [{ x: 0, y: 0, width: 1920, height: 1040 }],
    getAllDisplays: () => fakeElectron.screen.areas.map((workArea) => ({ workArea })),
  },
  Tray: FakeTray,
  Notification: FakeNotification,
  Menu: {
    /** Labels of those that were shown where the mouse is. */
    shown: [] as FakeTray['menu'][],
    setApplicationMenu: () => undefined,
    buildFromTemplate: (template: FakeTray['menu']) =>
      Object.assign([...template], { popup: () => void fakeElectron.Menu.shown.push(template) }),
  },
  protocol: {
    schemes: [] as Electron.CustomScheme[],
    handlers: new Map<string, (request: Request) => Promise<Response>>(),
    registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) =>
      void fakeElectron.protocol.schemes.push(...schemes),
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
      void fakeElectron.protocol.handlers.set(scheme, handler),
  },
  safeStorage: {
    isAvailable: true,
    backend: 'gnome_libsecret',
    /** What seals: another machine's keychain, or one that was made anew, has another. */
    key: 0x5a,
    /** Each time the keychain is opened: its user may be asked. */
    opened: 0,
    isAsyncEncryptionAvailable: () => {
      fakeElectron.safeStorage.opened += 1
      return Promise.resolve(fakeElectron.safeStorage.isAvailable)
    },
    getSelectedStorageBackend: () => fakeElectron.safeStorage.backend,
    encryptStringAsync: (value: string) => Promise.resolve(sealed(Buffer.from(value, 'utf8'))),
    decryptStringAsync: (value: Buffer) => {
      const { isAvailable, key } = fakeElectron.safeStorage
      fakeElectron.safeStorage.opened += 1
      if (!isAvailable || value[0] !== key) return Promise.reject(new Error('no such key'))
      const result = Buffer.from(value.subarray(1).map((byte) => byte ^ key)).toString('utf8')
      return Promise.resolve({ result, shouldReEncrypt: false })
    },
  },
  shell: {
    opened: [] as string[],
    openExternal: (url: string) => Promise.resolve(void fakeElectron.shell.opened.push(url)),
  },
}

/** A connect message as ipcMain receives it. */
export function connectEvent(
  window: FakeBrowserWindow,
  ports: FakePortMain[],
  more: Partial<Record<keyof IpcMainEvent, unknown>> = {},
) {
  return {
    sender: window.webContents,
    senderFrame: window.webContents.mainFrame,
    ports: ports as unknown as MessagePortMain[],
    ...more,
  }
}

/** The key itself stands first, so that another one is told. */
const sealed = (value: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([fakeElectron.safeStorage.key]),
    value.map((byte) => byte ^ fakeElectron.safeStorage.key),
  ])
