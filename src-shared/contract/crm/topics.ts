// Topics of messages: what a person may leave one by one.
import { z } from 'zod'
import { maxTopicName, topicKeyPattern } from '../../rules/topics/topicKeys.ts'
import { line } from '../../rules/valueSchemas.ts'
import { ById, contract, DeletedItem, Id, Timestamp } from '../common.ts'

export const TopicKey = z.string().regex(topicKeyPattern)

export const MailTopic = z.object({
  id: Id,
  /** What campaigns, sequences, filters and links know it by. Never changes. */
  key: TopicKey,
  name: z.string(),
  /** Leads who left it. */
  left: z.int(),
  /** Campaigns and sequences about it, those that are deleted left out. */
  used: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type MailTopic = z.infer<typeof MailTopic>

/** Whether one person gets messages about one topic. */
export const LeadTopic = z.object({
  topic: TopicKey,
  name: z.string(),
  /** When they left it; null: they did not. */
  leftAt: Timestamp.nullable(),
  /** The topic was deleted since; what was refused of it stays. */
  isDeleted: z.boolean(),
})
export type LeadTopic = z.infer<typeof LeadTopic>
const LeadTopics = z.object({ items: z.array(LeadTopic) })

const TopicDraft = z.strictObject({
  name: line(maxTopicName).refine((name) => name !== '', 'a topic has a name'),
})
/** Stands in the address: of a lead that is not there nothing else is said than that. */
const ofLead = z.strictObject({ id: Id, topic: z.string().max(40) })

export const topics = {
  list: contract
    .route({ method: 'GET', path: '/marketing/topics' })
    .output(z.object({ items: z.array(MailTopic) })),
  create: contract
    .route({ method: 'POST', path: '/marketing/topics', successStatus: 201 })
    .input(TopicDraft)
    .output(MailTopic),
  /** Another name: whoever left it has left it. */
  update: contract
    .route({ method: 'PUT', path: '/marketing/topics/{id}' })
    .input(z.strictObject({ id: Id, ...TopicDraft.shape }))
    .output(MailTopic),
  /** No message may be about it any more; what was refused of it is kept. Can be taken back. */
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/topics/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  restore: contract.input(ById).output(MailTopic),
  deleted: contract.output(z.array(DeletedItem)),
  ofLead: contract
    .route({ method: 'GET', path: '/marketing/leads/{id}/topics' })
    .input(ById)
    .output(LeadTopics),
  /** The person wants no more messages about it, at none of their addresses. */
  leave: contract
    .route({ method: 'POST', path: '/marketing/leads/{id}/topics/{topic}/leave' })
    .input(ofLead)
    .output(LeadTopics),
  /** They do again: only the user's own hand says so, and it is on record. */
  comeBack: contract
    .route({ method: 'POST', path: '/marketing/leads/{id}/topics/{topic}/return' })
    .input(ofLead)
    .output(LeadTopics),
}
