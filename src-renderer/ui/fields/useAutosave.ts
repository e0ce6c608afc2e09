// A form that saves itself: gathers keystrokes, sends only what changed, one save at a time, and
// never loses the last word.
import { plainCopy } from '#shared/rules/plainCopy.ts'
import { onScopeDispose, reactive, shallowRef, watch } from 'vue'

export type AutosaveState = 'saved' | 'pending' | 'saving' | 'failed'
type Options<T extends object> = {
  initial: T
  /** Version of `initial`: a later moment as text sorts after an earlier one. */
  version: string
  /** Sends the changes. @returns the version they made. */
  save: (changes: Partial<T>) => Promise<string>
  /** A value that may not be sent yet (half an address) waits in the form. */
  isSavable?: (key: keyof T, value: T[keyof T]) => boolean
  delay?: number
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const sameText = (one: unknown, other: unknown) =>
  typeof one === 'string' && typeof other === 'string' && one.trim() === other.trim()

/** What differs from what was saved last and may be sent. */
function savableChanges<T extends object>(
  draft: T,
  saved: T,
  options: Pick<Options<T>, 'isSavable'>,
): Partial<T> {
  const found: Partial<T> = {}
  for (const key of Object.keys(saved) as (keyof T)[]) {
    if (!same(draft[key], saved[key]) && (options.isSavable?.(key, draft[key]) ?? true))
      found[key] = plainCopy(draft[key])
  }
  return found
}

export function useAutosave<T extends object>(options: Options<T>) {
  const draft = reactive({ ...options.initial }) as T
  const saved: T = { ...options.initial }
  const keys = Object.keys(options.initial) as (keyof T)[]
  const state = shallowRef<AutosaveState>('saved')
  const error = shallowRef<unknown>(null)
  let version = options.version
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  const changes = () => savableChanges(draft, saved, options)
  // A value that may not be sent yet is not saved, and the form does not claim it is.
  const restingState = (): AutosaveState =>
    keys.every((key) => same(draft[key], saved[key])) ? 'saved' : 'pending'
  async function send() {
    const sent = changes()
    if (Object.keys(sent).length === 0) {
      state.value = restingState()
      return
    }
    state.value = 'saving'
    try {
      version = await options.save(sent)
      Object.assign(saved, sent)
      error.value = null
      state.value = restingState()
    } catch (caught) {
      error.value = caught
      state.value = 'failed'
    }
  }
  /** Sends what waits, now. Resolves when everything typed before the call was sent (or failed). */
  function flush(): Promise<void> {
    clearTimeout(timer)
    running = running.then(send)
    return running
  }
  /** Takes in what the backend says now, without touching what is being typed. */
  function accept(current: T, currentVersion: string) {
    if (currentVersion < version) return
    version = currentVersion
    for (const key of keys) {
      const isUntouched = same(draft[key], saved[key])
      // The backend trims; a space at the end of a word being typed must stay.
      if (isUntouched && !sameText(draft[key], current[key])) draft[key] = current[key]
      if (isUntouched) saved[key] = plainCopy(draft[key])
    }
  }
  watch(draft as object, () => {
    clearTimeout(timer)
    if (state.value !== 'saving') state.value = restingState()
    if (Object.keys(changes()).length === 0) return
    timer = setTimeout(() => void flush(), options.delay ?? 600)
  })
  onScopeDispose(() => void flush())
  return { draft, state, error, flush, accept }
}
