// A report as plain text, for the clipboard.
import type { AssistantReport } from '#shared/contract/assistant.contract.ts'

export function reportAsText({ title, paragraphs, suggestions, figures }: AssistantReport): string {
  return [
    title,
    ...paragraphs,
    ...(suggestions.length > 0
      ? [suggestions.map((suggestion) => `- ${suggestion}`).join('\n')]
      : []),
    figures.map(({ label, text }) => `${label} : ${text}`).join('\n'),
  ].join('\n\n')
}
