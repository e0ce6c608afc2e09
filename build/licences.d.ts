// Types of licences.js for its test.
type ShippedPackage = {
  name: string
  version: string
  licence: string
  reason?: string
  path: string
}
export const licencesFile: string
export function shippedPackages(): ShippedPackage[]
export function refusedLicences(packages: ShippedPackage[]): string[]
export function headingOf(shipped: ShippedPackage): string
export function licencesText(packages: ShippedPackage[]): string
