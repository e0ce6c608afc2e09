// Segments: filters with a name, evaluated whenever they are used.
import { z } from 'zod'
import { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { line } from '../../rules/valueSchemas.ts'
import { ById, contract, DeletedItem, Id, Timestamp } from '../common.ts'

export const Segment = z.object({
  id: Id,
  name: z.string(),
  filter: FilterTree,
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type Segment = z.infer<typeof Segment>

export const SegmentDraft = z.strictObject({
  name: line(80).refine((name) => name !== '', 'a segment has a name'),
  filter: FilterTree,
})
/** Fields left out keep their value. */
export const SegmentChange = z.strictObject({ id: Id, ...SegmentDraft.partial().shape })

export const segments = {
  list: contract
    .route({ method: 'GET', path: '/marketing/segments' })
    .output(z.object({ items: z.array(Segment) })),
  create: contract
    .route({ method: 'POST', path: '/marketing/segments', successStatus: 201 })
    .input(SegmentDraft)
    .output(Segment),
  update: contract
    .route({ method: 'PUT', path: '/marketing/segments/{id}' })
    .input(SegmentChange)
    .output(Segment),
  /** Refused while a campaign that is not over goes to it. */
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/segments/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  restore: contract.input(ById).output(Segment),
  deleted: contract.output(z.array(DeletedItem)),
  /** How many people a filter means now. */
  count: contract
    .route({ method: 'POST', path: '/marketing/segments/count' })
    .input(z.strictObject({ filter: FilterTree }))
    .output(z.object({ count: z.int() })),
}
