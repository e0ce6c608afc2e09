// What can be asked about tasks: what is to be done with a lead, for a campaign or alone, and when.
import { z } from 'zod'
import { ById, contract, GivenTimestamp, Id, pageOf, Paging, Timestamp } from '../common.ts'
import { recurrenceUnits } from '../../rules/calendar/recurrence.ts'
import { line } from '../../rules/valueSchemas.ts'

/** A day that years have four digits for, and people plan in. */
const Day = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day < '2200-01-01', 'a year from 1900 to 2199')
const Moment = GivenTimestamp.refine(
  (moment) => moment >= '1900-01-02' && moment < '2199-12-31',
  'a year from 1900 to 2199',
)

/**
 * When a task is due: `YYYY-MM-DD` is a whole day of the business's time zone, a timestamp a moment
 * of it.
 */
export const GivenDue = z.union([Day, Moment])

const interval = z.int().min(1).max(99)
/**
 * How a task comes back. `day` (of months and years) and `time` (where there is one) are what the
 * series goes back to after a month without that day or a day without that hour; left out, they are
 * those of `dueAt`.
 */
const repeatsShape = {
  every: z.enum(recurrenceUnits),
  interval,
  day: z.int().min(1).max(31).optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
}
export const TaskRepeats = z.object(repeatsShape)
export type TaskRepeats = z.infer<typeof TaskRepeats>

const words = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' } as const
/** `weekly` is short for every week. */
export const GivenRepeats = z.union([
  z.strictObject({ ...repeatsShape, interval: interval.default(1) }),
  z
    .enum(['daily', 'weekly', 'monthly', 'yearly'])
    .transform((word): TaskRepeats => ({ every: words[word], interval: 1 })),
])

export const taskKinds = ['task', 'email', 'call', 'meeting'] as const

export const Task = z.object({
  id: Id,
  title: z.string(),
  /** `YYYY-MM-DD` for a whole day, a timestamp for a moment, null for no date. */
  dueAt: z.union([z.iso.date(), Timestamp]).nullable(),
  leadId: Id.nullable(),
  campaignId: Id.nullable(),
  repeats: TaskRepeats.nullable(),
  doneAt: Timestamp.nullable(),
  /** All but `task` are planned interactions: done, they were held; moved, the meeting moves. */
  kind: z.enum(taskKinds),
  interactionId: Id.nullable(),
  leadName: z.string().nullable(),
  campaignName: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type Task = z.infer<typeof Task>

const title = line(200).refine((value) => value !== '', 'a task has a title')
const taskShape = {
  dueAt: GivenDue.nullable().optional(),
  leadId: Id.nullable().optional(),
  campaignId: Id.nullable().optional(),
  repeats: GivenRepeats.nullable().optional(),
  /** Not later than now: what lies ahead is not done. */
  doneAt: GivenTimestamp.nullable().optional(),
}
export const TaskDraft = z.strictObject({ title, ...taskShape })
export type TaskDraft = z.infer<typeof TaskDraft>
/** Fields left out keep their value. */
export const TaskChange = z.strictObject({ id: Id, title: title.optional(), ...taskShape })
export type TaskChange = z.infer<typeof TaskChange>

export const TaskListInput = z.strictObject({
  ...Paging,
  /** Due from here on, and before that; a day is its beginning. Tasks without a date are in neither. */
  dueFrom: GivenDue.optional(),
  dueTo: GivenDue.optional(),
  leadId: Id.optional(),
  campaignId: Id.optional(),
  /** Left out, both open tasks and done ones. */
  isDone: z.boolean().optional(),
  /** `dueAt`: what has no date comes last. `-doneAt`: only what is done. */
  sort: z.enum(['dueAt', '-doneAt']).default('dueAt'),
})
export type TaskListInput = z.infer<typeof TaskListInput>

export const DueTasks = z.object({
  /** Open ones whose day or moment is past, and those that are still to come today. */
  overdue: z.int(),
  today: z.int(),
  /** Today's date, and the zone its days are counted in. */
  date: z.iso.date(),
  timeZone: z.string(),
})

export const tasks = {
  list: contract
    .route({ method: 'GET', path: '/marketing/tasks' })
    .input(TaskListInput)
    .output(pageOf(Task)),
  create: contract
    .route({ method: 'POST', path: '/marketing/tasks', successStatus: 201 })
    .input(TaskDraft)
    .output(Task),
  /** Done, a task that repeats makes the next one; open again, it takes that back if nobody touched it. */
  update: contract
    .route({ method: 'PUT', path: '/marketing/tasks/{id}' })
    .input(TaskChange)
    .output(Task),
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/tasks/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /** Takes the deletion back, within ten minutes of it and while the application runs. */
  restore: contract.input(ById).output(Task),
  due: contract.output(DueTasks),
  /** Open tasks and planned meetings for other calendars (RFC 5545). */
  calendar: contract.route({ method: 'GET', path: '/marketing/tasks.ics' }).output(z.file()),
}
