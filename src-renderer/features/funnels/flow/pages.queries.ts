// The pages of a funnel: blocks, paths, places in the flow, previews.
import { defineQueryOptions, useMutation } from '@pinia/colada'
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import { api } from '../../../api/apiClient.ts'

const topic = 'funnels'
export type PageDraft = Parameters<typeof api.funnels.pages.create>[0]
export type PageChange = Omit<Parameters<typeof api.funnels.pages.update>[0], 'id'>

export const pageQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'pages', 'one', id],
  query: ({ signal }) => api.funnels.pages.get({ id }, { signal }),
}))

/** All pages of a funnel with their paths: the flow is drawn from them at once or not at all. */
export const flowPagesQuery = defineQueryOptions(
  ({ id, pageIds }: { id: number; pageIds: number[] }) => ({
    key: [topic, 'pages', 'flow', id, pageIds],
    query: ({ signal }): Promise<FunnelPage[]> =>
      Promise.all(pageIds.map((pageId) => api.funnels.pages.get({ id: pageId }, { signal }))),
    placeholderData: (previous: FunnelPage[] | undefined) =>
      previous?.filter((page) => page.funnelId === id),
  }),
)

/** The page as saved, for thumbnails. */
export const savedPreviewQuery = defineQueryOptions((id: number) => ({
  key: [topic, 'pages', 'preview', id],
  query: ({ signal }) => api.funnels.pages.preview({ id }, { signal }),
}))

export const useCreatePage = () =>
  useMutation({ mutation: (draft: PageDraft) => api.funnels.pages.create(draft) })
export const useUpdatePage = () =>
  useMutation({
    mutation: ({ id, changes }: { id: number; changes: PageChange }) =>
      api.funnels.pages.update({ id, ...changes }),
  })
/** For the editor, which says itself what could not be saved. */
export const useSavePage = () =>
  useMutation({
    mutation: ({ id, changes }: { id: number; changes: PageChange }) =>
      api.funnels.pages.update({ id, ...changes }),
    meta: { inline: true },
  })
export const useDeletePage = () =>
  useMutation({ mutation: (id: number) => api.funnels.pages.delete({ id }) })

/** A picture never changes under its identifier. */
export const readImage = (id: string): Promise<Blob> => api.funnels.images.get({ id })
export const useAddImage = () =>
  useMutation({
    mutation: (file: File) => api.funnels.images.add({ file }),
    meta: { inline: true },
  })
