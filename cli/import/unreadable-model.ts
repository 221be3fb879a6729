/** A model file that cannot be read as what it should be; its message is for the user. */
export class UnreadableModel extends Error {
  override readonly name = 'UnreadableModel';
}
