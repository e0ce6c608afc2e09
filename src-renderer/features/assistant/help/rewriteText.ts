// A rewriting as one answer, told in parts while it comes.
import type { ApiClient } from '../../../api/apiClient.ts'
import type { Asked } from '../calls/useAsking.ts'

type Input = Parameters<ApiClient['assistant']['rewrite']>[0]
export type Rewriting = Pick<Input, 'action' | 'tone' | 'language'>

export async function rewriteText(
  api: ApiClient,
  input: Rewriting & { text: string },
  {
    preview,
    signal,
    onPart,
  }: { preview: boolean; signal: AbortSignal; onPart: (text: string) => void },
): Promise<Asked<string>> {
  const asked: Asked<string> = { preview: null, answer: null, generatedBy: null }
  for await (const event of await api.assistant.rewrite({ ...input, preview }, { signal })) {
    if (event.kind === 'preview') asked.preview = event.preview
    else if (event.kind === 'part') onPart(event.text)
    else Object.assign(asked, { answer: event.text, generatedBy: event.generatedBy })
  }
  return asked
}
