import { DefaultValueConverter, type CstNode, type GrammarAST, type ValueType } from 'langium';

/** Takes a text in quotes as it stands: in a path `\\` is no escape. */
export class ArchValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, node: CstNode): ValueType {
    if (rule.name !== 'STRING') return super.runConverter(rule, input, node);
    return input.replace(/^(["'])(.*?)\1?$/, '$2');
  }
}
