// What a validator of its own (html-validate) objects to in a whole document.
import { HtmlValidate } from 'html-validate'

/**
 * The preset `standard` is what the HTML standard demands, `document` what a whole document needs.
 * Rules of `recommended` that are taste
 * (quotes, `<br>` or `<br/>`, inline style, the length of a title, …) are left out; those of
 * accessibility are asked by axe in a browser.
 */
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:document'],
})

/** @returns lines that name the rule and the place; none for a valid document */
export function htmlObjections(html: string): string[] {
  const { results } = validator.validateStringSync(html)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line, column }) => `${ruleId} (${line}:${column}): ${message}`,
    ),
  )
}
