// Closing all of the data while the application runs, and opening it again: what putting a backup
// back needs. Calls that come meanwhile wait, so that nobody reads half of one state and half of
// another.

/** How long calls under way may take to end before they are cut off, in milliseconds. */
const maxWait = 10_000

/** Another database beside the application's own, with nothing running on it. */
export type OtherData<Services> = { services: Services; close(): Promise<void> }

/** What can be done while everything is closed. */
export type ClosedData<Services> = {
  /**
   * Brings a database of an earlier version up to date first, as a start does.
   * @throws StartupError
   */
  openOther(path: string): Promise<OtherData<Services>>
}

export type Reopening<Services> = {
  /** Runs a call with the services of the moment; while the data is closed it waits. */
  pass<T>(call: (services: Services) => Promise<T>): Promise<T>
  /**
   * From within a call: waits for the others, closes everything, does the work, and opens again,
   * whatever came of it.
   */
  whileClosed<T>(work: (closed: ClosedData<Services>) => Promise<T>): Promise<T>
  openOther: ClosedData<Services>['openOther']
}

type CallGate = {
  pass<T>(call: () => Promise<T>): Promise<T>
  /** From within a call that passed. */
  closed<T>(work: () => Promise<T>): Promise<T>
}

/** @param longest in milliseconds, for tests */
export function createCallGate(longest = maxWait): CallGate {
  let closing: Promise<void> | null = null
  let underWay = 0
  let oneEnded: () => void = () => undefined
  async function othersEnded(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, longest)))
    const ended = new Promise<void>((resolve) => {
      oneEnded = () => underWay <= 1 && resolve()
      oneEnded()
    })
    await Promise.race([ended, late])
    clearTimeout(timer)
    oneEnded = () => undefined
  }
  return {
    async pass(call) {
      while (closing !== null) await closing
      underWay += 1
      try {
        return await call()
      } finally {
        underWay -= 1
        oneEnded()
      }
    },
    async closed(work) {
      let opened: () => void = () => undefined
      closing = new Promise((resolve) => (opened = resolve))
      try {
        await othersEnded()
        return await work()
      } finally {
        closing = null
        opened()
      }
    },
  }
}
