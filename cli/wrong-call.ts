/** A call that cannot be served: its message says what is wrong and what to do. Ends with exit code 2. */
export class WrongCall extends Error {
  /** Always `WrongCall`. */
  override readonly name = 'WrongCall';
}
