/** The training of the script: Langevin dynamics or SGD on the study's energy, and the command line. */
export const trainingCode = (
  hasNoise: boolean,
): string => `def train(network, x, y, ridge, optimizer, steps, step, batch, report):
    """Samples the posterior by Langevin dynamics, or descends to it by SGD on random batches.

    The energy is (1 / 2 ridge) sum (f(x) - y)^2 + sum of weight^2 / (2 prior variance); every weight moves in units of
    its prior variance, so that one step fits all layers.
    """
    parameters = list(network.parameters())
    for number in range(1, steps + 1):
        if optimizer == "sgd":
            chosen = torch.randint(len(x), (batch,), device=x.device)
            parts = [(x[chosen], y[chosen], len(x) / batch)]
        else:
            parts = [(xs, ys, 1) for xs, ys in zip(x.split(batch), y.split(batch))]
        gradients = [torch.zeros_like(parameter) for parameter in parameters]
        for xs, ys, factor in parts:
            loss = factor * (network(xs) - ys).square().sum() / (2 * ridge)
            for total, gradient in zip(gradients, torch.autograd.grad(loss, parameters)):
                total += gradient
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients):
                variance = parameter.prior_std**2
                parameter.mul_(1 - step).sub_(step * variance * gradient)
                if optimizer == "langevin":
                    parameter.add_(torch.randn_like(parameter), alpha=sqrt(2 * step * variance))
        if number % max(1, steps // 10) == 0:
            report(number)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--optimizer", choices=["langevin", "sgd"], default="langevin")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="training samples P")
    parser.add_argument("--ridge", type=float, default=RIDGE, help="kappa")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--step", type=float, help="size of a step; chosen from the samples when left out")
    parser.add_argument("--batch", type=int, default=1024, help="samples at a time")
    parser.add_argument("--test", type=int, default=2000, help="samples to measure the error on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--save", metavar="FILE", help="write the weights, as a state_dict")
    parser.add_argument("--onnx", metavar="FILE", help="write the network as ONNX")
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    target, network = Target(), NETWORK()
    x, x_test = inputs(options.samples, target), inputs(options.test, target)
    y, y_test = target(x), target(x_test)
${hasNoise ? '    y = y + NOISE * y.square().mean().sqrt() * torch.randn_like(y)\n' : ''}    network, x, y = network.to(options.device), x.to(options.device), y.to(options.device)
    x_test, y_test = x_test.to(options.device), y_test.to(options.device)

    def report(number):
        with torch.no_grad():
            f = torch.cat([network(part) for part in x_test.split(options.batch)])
            fit = torch.cat([network(part) for part in x.split(options.batch)])
        error = (f - y_test).square().mean().item() / y_test.square().mean().item()
        if not error < float("inf"):
            raise SystemExit("the weights have left all bounds: give a smaller --step")
        alignment = (f @ y_test / (y_test @ y_test)).item()
        train_error = (fit - y).square().mean().item()
        print(f"step {number}: alignment {alignment:.3f}, test error {error:.3f}, training error {train_error:.3f}")

    step = options.step or 0.25 * options.ridge / (options.ridge + options.samples / STEP_DIMENSION)
    report(0)
    train(network, x, y, options.ridge, options.optimizer, options.steps, step, options.batch, report)
    network = network.cpu()
    if options.save:
        torch.save(network.state_dict(), options.save)
    if options.onnx:
        # Newer versions would use an exporter that needs another package.
        plain = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
        torch.onnx.export(network.eval(), x_test[:1].cpu(), options.onnx, input_names=["x"], output_names=["y"], **plain)


if __name__ == "__main__":
    main()`;
