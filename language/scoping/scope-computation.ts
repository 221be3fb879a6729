import { DefaultScopeComputation, MultiMap, type AstNode, type AstNodeDescription } from 'langium';

/** What a file offers to names. Nothing is visible in a part of a file alone, so no table of local names is built at every keystroke. */
export class ArchScopeComputation extends DefaultScopeComputation {
  override collectLocalSymbols(): Promise<MultiMap<AstNode, AstNodeDescription>> {
    return Promise.resolve(new MultiMap());
  }
}
