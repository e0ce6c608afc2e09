// What a call throws becomes a sentence the user can act on.
import { ORPCError } from '@orpc/client'
import { expect, test, vi } from 'vitest'
import { CallTimedOut, withTimeLimit } from '../../src-renderer/api/apiClient.ts'
import { isAbort, readFailure } from '../../src-renderer/api/failure.ts'
import { concerns } from '../../src-renderer/api/changeListener.ts'

test('A declared refusal keeps its reason, its field and the words of the far side', () => {
  const failure = readFailure(
    new ORPCError('UNPROCESSABLE', {
      status: 422,
      data: { reason: 'smtp_refused', field: 'to', detail: '550 no such user' },
    }),
  )
  expect(failure).toMatchObject({ reason: 'smtp_refused', field: 'to', detail: '550 no such user' })
  expect(failure.technical).toContain('550 no such user')
})

test('A field that fails its schema is named', () => {
  const data = { issues: [{ message: 'not a plain e-mail address', path: ['email'] }] }
  expect(readFailure(new ORPCError('BAD_REQUEST', { status: 400, data }))).toMatchObject({
    reason: 'invalid_input',
    field: 'email',
  })
})

test.each([
  [new ORPCError('UNAUTHORIZED', { status: 401 }), 'signed_out'],
  [new ORPCError('INTERNAL_SERVER_ERROR', { status: 500 }), 'unexpected'],
  [new TypeError('Failed to fetch'), 'unreachable'],
  [new CallTimedOut('late'), 'timed_out'],
  ['thrown text', 'unexpected'],
])('%s reads as %s', (error, reason) => {
  expect(readFailure(error).reason).toBe(reason)
})

test('A call given up on purpose is not a failure', () => {
  expect(isAbort(new DOMException('stopped', 'AbortError'))).toBe(true)
})

test('A call that is never answered fails after its time, an import does not', async () => {
  vi.useFakeTimers()
  const silent = withTimeLimit({ call: () => new Promise(() => undefined) }, 30_000)
  const answer = expect(silent.call(['crm', 'leads', 'list'], {}, { context: {} })).rejects.toThrow(
    CallTimedOut,
  )
  let importSettled = false
  void silent
    .call(['crm', 'imports', 'preview'], {}, { context: {} })
    .finally(() => (importSettled = true))
  await vi.advanceTimersByTimeAsync(31_000)
  await answer
  expect(importSettled).toBe(false)
  vi.useRealTimers()
})

test('A change reaches the queries under its topic, and those that name it besides', () => {
  expect(concerns(['crm', 'leads'], {}, new Set(['crm']))).toBe(true)
  expect(concerns(['email', 'audience'], { also: ['crm'] }, new Set(['crm']))).toBe(true)
  expect(concerns(['email', 'campaigns'], {}, new Set(['crm']))).toBe(false)
})
