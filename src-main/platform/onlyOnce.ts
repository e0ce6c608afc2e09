// A task that never runs beside itself.

/** Runs a task unless it is running already; asked for meanwhile, it runs once more afterwards. */
export function onlyOnce(task: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null
  let again = false
  return () => {
    if (current !== null) {
      again = true
      return current
    }
    const run = async () => {
      do {
        again = false
        await task()
      } while (again)
    }
    current = run().finally(() => {
      current = null
    })
    return current
  }
}
