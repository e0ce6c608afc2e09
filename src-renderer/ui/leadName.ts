// What a person is called in a list: the name, else the company, else the address.

type Named = {
  id: number
  firstName: string | null
  lastName: string | null
  company: string | null
  email: string | null
}

export function leadName(lead: Named): string {
  return (
    [lead.firstName, lead.lastName].filter(Boolean).join(' ') ||
    lead.company ||
    lead.email ||
    `#${lead.id}`
  )
}
