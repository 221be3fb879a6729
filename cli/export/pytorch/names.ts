const keywords =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield';

/** Names that the script itself uses, and that a size must not take. */
const used =
  'abs argparse drawn Attention Experts directions enumerate float hermite inputs inspect int len list main math max min nn network parser print range Recurrent round sqrt sum super samples target Target torch train variance w rest whole zip NETWORK RIDGE SAMPLES self x y';

/** Attributes of every module of PyTorch, which a layer must not take. */
const attributes =
  'T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children named_modules named_parameters output parameters register_backward_hook register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad';

const forSizes = new Set(`${keywords} ${used}`.split(' '));
const forLayers = new Set(`${keywords} ${attributes}`.split(' '));

/** A size as a variable of the script. */
export function variable(size: string): string {
  return forSizes.has(size) || size.startsWith('_') ? `${size}_` : size;
}

/** A layer as an attribute of the module. */
export function attribute(layer: string): string {
  const plain = layer.replaceAll('.', '_');
  const name = plain.startsWith('_') ? `layer${plain}` : plain;
  return forLayers.has(name) ? `${name}_` : name;
}

/** A network as a class of the script. */
export function className(network: string): string {
  return forSizes.has(network) || network.startsWith('_') ? `${network}_` : network;
}

/** Text that may stand in a docstring or a comment, whatever is in it. */
export function plainText(text: string): string {
  return text.replaceAll('\\', '/').replaceAll('"', "'").replace(/\s+/g, ' ');
}
