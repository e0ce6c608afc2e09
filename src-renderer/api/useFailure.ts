// The failure of a query, ready for the error state.
import { computed, type Ref } from 'vue'
import { readFailure, type Failure } from './failure.ts'

export const useFailure = (error: Ref<Error | null>) =>
  computed<Failure | null>(() => (error.value ? readFailure(error.value) : null))
