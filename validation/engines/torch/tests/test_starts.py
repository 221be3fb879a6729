"""Informed starts are where the predicted pattern is."""

import torch
from archscale_torch import network, polynomials, starts

THREE_LAYERS = {
    "input": {"kind": "gaussian", "dimension": 8},
    "layers": [
        {"name": "h1", "kind": "dense", "residual": False, "sizes": {"width": 512}, "activation": "relu"},
        {"name": "h2", "kind": "dense", "residual": False, "sizes": {"width": 24}, "activation": "erf"},
    ],
    "output": {"kind": "linear", "scaling": "standard"},
}


def test_specialised_units_of_the_second_layer_follow_the_form_on_unseen_inputs():
    random = torch.Generator().manual_seed(1)
    model = network.Network(THREE_LAYERS)
    weights = torch.randn(2, 3, model.hidden_count, generator=random)
    seen, unseen = (torch.randn(2, 1, count, 8, generator=random) for count in (1024, 2048))
    start = {"pattern": "specialization", "degree": "p1", "units": 5}
    point = {
        "network": THREE_LAYERS,
        "target": {"kind": "hierarchical", "form": 2, "terms": [{"degree": 3, "coefficient": 1}]},
    }
    specialised = {"units": {"along": 1.5, "across": 0.5}}
    moved = starts.informed(model, weights, [{"pattern": "lazy"}, start], point, (seen, None), None, specialised)
    h = model.hidden(model.views(moved), unseen, 2)
    p = polynomials.form(2, unseen)
    for group in range(2):
        for chain in range(3):
            both = torch.cat([p[group], h[group, chain].T])
            cosines = torch.corrcoef(both)[0, 1:].abs()
            assert cosines[:5].min() > 0.45
            assert cosines[5:].max() < 0.35
