// Naming, renaming and deleting topics of messages.
import { useMutation } from '@pinia/colada'
import { api } from '../../../api/apiClient.ts'

// A failure is told beside the field.
export const useCreateTopic = () =>
  useMutation({
    mutation: (name: string) => api.crm.topics.create({ name }),
    meta: { inline: true },
  })
export const useRenameTopic = () =>
  useMutation({
    mutation: (topic: { id: number; name: string }) => api.crm.topics.update(topic),
    meta: { inline: true },
  })
